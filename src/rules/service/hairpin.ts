import { isReady } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isBalanced, selectedPods, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

const timedOut = /timed? ?out|deadline exceeded|ETIMEDOUT|no route to host/i;

/**
 * A pod's own log says that calls to the Service in front of it time out: traffic that turns round on the node's bridge is dropped
 * unless the kubelet's hairpin mode is `hairpin-veth` or `promiscuous-bridge`.
 * https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#a-pod-fails-to-reach-itself-via-the-service-ip
 */
export default defineRule({
  id: 'service/hairpin',
  coverage: ['service/hairpin'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#a-pod-fails-to-reach-itself-via-the-service-ip',
  needs: ['namespacePods', 'backendLogs'],
  applies: (service) => selectsPods(service) && isBalanced(service),
  check: ({ ref, subject, namespacePods, backendLogs }) => {
    const ready = selectedPods(subject, namespacePods).filter(isReady);
    const [pod] = ready;
    if (!pod) return [];
    const own = [subject.spec?.clusterIP ?? '', `${ref.name}:`, `${ref.name}/`, `${ref.name}.${ref.namespace}`].filter((name) => name !== '');
    for (const { container, lines } of backendLogs) {
      const line = lines.findLast((one) => timedOut.test(one) && own.some((name) => ` ${one}`.match(boundary(name))));
      if (line === undefined) continue;
      return [
        {
          facts: {
            pod: pod.metadata?.name ?? '',
            container,
            node: pod.spec?.nodeName ?? '',
            address: subject.spec?.clusterIP ?? null,
            only: ready.length === 1,
          },
          proof: [{ ref: refOf('pod', pod), path: `log ${container}`, value: line.slice(0, 500) }],
        },
      ];
    }
    return [];
  },
  says: {
    en: ({ pod, only }, { name }) =>
      `Pod \`${pod}\` cannot reach itself through Service \`${name}\`: its calls to the Service's address time out ${only ? 'although it is the pod behind it' : 'whenever they come back to the same pod'}. The network of the node does not turn such traffic round (hairpin).`,
    ko: ({ pod, only }, { name }) =>
      `\`${pod}\` 파드가 \`${name}\` 서비스를 거쳐 자기 자신에게 접속하지 못합니다. 서비스 주소로 보낸 요청이 ${only ? '바로 뒤에 있는 이 파드로 돌아오지 못하고' : '같은 파드로 돌아올 때마다'} 시간 초과됩니다. 노드의 네트워크가 되돌아오는 트래픽(hairpin)을 처리하지 못하고 있습니다.`,
  },
  steps: ({ pod, container, node, address }, ref) => [
    {
      kind: 'look',
      text: { en: 'Try it from the pod itself; from any other pod it works.', ko: '파드 안에서 직접 시험합니다. 다른 파드에서는 성공합니다.' },
      command: `${sh`kubectl exec ${pod} -c ${container}`}${namespaceFlag(ref)} -- ${sh`wget -q -O - http://${address ?? ref.name}/`}`,
    },
    {
      kind: 'look',
      text: {
        en: `On node \`${node}\`: see the mode in effect in the kubelet's log; it may differ from the flag. Only \`hairpin-veth\` and \`promiscuous-bridge\` work.`,
        ko: `\`${node}\` 노드의 kubelet 로그에서 실제로 적용된 모드를 확인합니다. 플래그와 다를 수 있으며 \`hairpin-veth\`, \`promiscuous-bridge\` 모드만 동작합니다.`,
      },
      command: 'journalctl -u kubelet | grep -i hairpin',
    },
    {
      kind: 'look',
      text: {
        en: 'On that node: with `hairpin-veth` each value is 1; with `promiscuous-bridge` the bridge shows PROMISC (your bridge may have another name: `cni0`).',
        ko: '그 노드에서 확인합니다. `hairpin-veth` 모드면 값이 모두 1이고, `promiscuous-bridge` 모드면 브리지에 PROMISC가 보입니다. 브리지 이름은 `cni0`일 수 있습니다.',
      },
      command: 'cat /sys/devices/virtual/net/cbr0/brif/*/hairpin_mode; ip link show cbr0 | grep PROMISC',
    },
    {
      kind: 'change',
      text: {
        en: "Set `hairpinMode` of the CNI's bridge plugin (or `hairpinMode: hairpin-veth` in the kubelet's configuration), then restart the pod.",
        ko: 'CNI bridge 플러그인의 `hairpinMode` 옵션을 켜거나 kubelet 설정에 `hairpinMode: hairpin-veth` 줄을 적고 파드를 다시 시작합니다.',
      },
      undo: { en: 'Put the previous setting back.', ko: '이전 설정으로 되돌립니다.' },
    },
  ],
});

/** The name as a word of its own: `web` is not in `web-admin`. */
function boundary(name: string): RegExp {
  return new RegExp(`(?<![\\w.-])${name.replace(/[.*+?^$()|[\]{}\\]/g, '\\$&')}`);
}

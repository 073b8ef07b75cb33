import { isFinished } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { selectedPods, selectorText, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

/** Somebody changed the Service of the cluster's DNS: it selects other pods, lacks port 53, or has another address than kubelets hand out. */
export default defineRule({
  id: 'dns/service-changed',
  coverage: ['dns/service-changed'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#is-dns-service-up',
  needs: ['namespacePods'],
  wants: ['kubeletDns'],
  applies: (service, { namespace }) => namespace === 'kube-system' && systemComponent(service) === 'dns' && selectsPods(service),
  check: ({ ref, subject, namespacePods, kubeletDns }) => {
    const { selector = {}, ports = [], clusterIP = '', clusterIPs = [clusterIP] } = subject.spec ?? {};
    const servers = namespacePods.filter((pod) => systemComponent(pod) === 'dns' && !isFinished(pod));
    const [server] = servers;
    const missed = server && selectedPods(subject, namespacePods).length === 0;
    const label = missed ? usualLabel(server.metadata?.labels) : null;
    const missing = ['UDP', 'TCP'].filter((protocol) => !ports.some((one) => one.port === 53 && (one.protocol ?? 'TCP') === protocol));
    // 169.254.0.0/16 is a cache on the node that asks this Service
    const handedOut = (kubeletDns ?? []).filter((address) => !address.startsWith('169.254.'));
    const moved = handedOut.length > 0 && !handedOut.some((address) => clusterIPs.includes(address));
    if (!label && missing.length === 0 && !moved) return [];
    const proof: Proof[] = [
      ...(label && server
        ? [
            { ref, path: 'spec.selector', value: selectorText(selector) },
            { ref: refOf('pod', server), path: 'metadata.labels', value: label },
          ]
        : []),
      ...(missing.length > 0 ? [{ ref, path: 'spec.ports[0].port', value: ports[0]?.port ?? null }] : []),
      ...(moved
        ? [
            { ref, path: 'spec.clusterIP', value: clusterIP },
            {
              ref: { kind: 'configmap' as const, name: 'kubelet-config', namespace: 'kube-system' },
              path: 'data[kubelet] clusterDNS',
              value: handedOut.join(', '),
            },
          ]
        : []),
    ];
    const fault = label ? 'selector' : missing.length > 0 ? 'ports' : 'address';
    return [
      {
        facts: { fault, selector: selectorText(selector), label, pods: servers.length, missing, address: clusterIP, handedOut: handedOut[0] ?? null },
        proof: proof as [Proof, ...Proof[]],
      },
    ];
  },
  says: {
    en: ({ fault, selector, label, pods, missing, address, handedOut }, { name }) =>
      fault === 'selector'
        ? `Service \`${name}\` no longer selects the DNS pods: its selector is \`${selector}\`, but the ${pods === 1 ? 'pod has' : `${pods} pods have`} \`${label}\`. No name can be resolved.`
        : fault === 'ports'
          ? `Service \`${name}\` lacks port 53 over ${missing.join(' and ')}: DNS questions over ${missing.length === 2 ? 'either' : 'it'} go nowhere.`
          : `Service \`${name}\` has the address \`${address}\`, but kubelets tell pods to ask \`${handedOut}\`: nobody answers there.`,
    ko: ({ fault, selector, label, pods, missing, address, handedOut }, { name }) =>
      fault === 'selector'
        ? `\`${name}\` 서비스가 DNS 파드를 고르지 못합니다. 셀렉터는 \`${selector}\`인데 DNS 파드 ${pods}개의 레이블은 \`${label}\`입니다. 이름을 하나도 조회할 수 없습니다.`
        : fault === 'ports'
          ? `\`${name}\` 서비스에 ${missing.join(', ')} 53번 포트가 없어 그 프로토콜의 DNS 질의가 전달되지 않습니다.`
          : `\`${name}\` 서비스의 주소는 \`${address}\`인데, kubelet은 파드에 \`${handedOut}\` 주소로 질의하라고 알려 줍니다. 그 주소에는 응답하는 서버가 없습니다.`,
  },
  steps: ({ fault, selector, label, handedOut }, ref) => [
    look('See the Service as it is.', '서비스의 현재 내용을 확인합니다.', `${sh`kubectl get service ${ref.name} -o yaml`}${namespaceFlag(ref)}`),
    look(
      'See the DNS pods with their labels.',
      'DNS 파드와 레이블을 확인합니다.',
      `kubectl get pods -l 'k8s-app in (kube-dns,coredns)' --show-labels${namespaceFlag(ref)}`,
    ),
    ...(fault === 'selector' && label
      ? [
          change(
            'Select the DNS pods again.',
            'DNS 파드를 다시 고르게 합니다.',
            [
              `\`${sh`kubectl set selector ${`service/${ref.name}`} ${selector}`}${namespaceFlag(ref)}\``,
              `\`${sh`kubectl set selector ${`service/${ref.name}`} ${selector}`}${namespaceFlag(ref)}\` 명령으로 되돌립니다.`,
            ],
            `${sh`kubectl set selector ${`service/${ref.name}`} ${label}`}${namespaceFlag(ref)}`,
          ),
        ]
      : fault === 'ports'
        ? [
            change(
              'Add port 53 for UDP and for TCP, both towards port 53 of the pods.',
              'UDP와 TCP 53번 포트를 파드의 53번 포트로 연결되도록 추가합니다.',
              ['Remove the port again.', '추가한 포트를 제거합니다.'],
              `${sh`kubectl edit service ${ref.name}`}${namespaceFlag(ref)}`,
            ),
          ]
        : [
            change(
              `Delete the Service and create it with \`clusterIP: ${handedOut ?? ''}\` (an address cannot be changed); or set \`clusterDNS\` of all kubelets to the new address and restart all pods.`,
              `서비스를 삭제하고 \`clusterIP: ${handedOut ?? ''}\` 주소로 다시 만듭니다(주소는 바꿀 수 없습니다). 또는 모든 kubelet의 \`clusterDNS\` 값을 새 주소로 바꾸고 파드를 모두 다시 시작합니다.`,
              ['Create the Service with the address from before.', '이전 주소로 서비스를 다시 만듭니다.'],
            ),
          ]),
  ],
});

/** `k8s-app=kube-dns`, or what a chart uses. */
function usualLabel(labels: Readonly<Record<string, string>> = {}): string | null {
  const key = ['k8s-app', 'app.kubernetes.io/name', 'app'].find((one) => labels[one] !== undefined);
  return key ? `${key}=${labels[key]}` : null;
}

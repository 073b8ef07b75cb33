import { allMatches } from '../../core/log-signature.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { awaitsSandbox, failuresToStart } from '../../core/start-failures.ts';
import { change, look } from '../../core/steps.ts';
import { sandboxSignatures } from './sandbox.signatures.ts';

const signatures = sandboxSignatures.filter(({ id }) => id === 'cni-no-addresses');

/** No address is left for pods on the node: too many pods for its range, or addresses that pods left behind. The same words on Windows are windows/cannot-allocate-range. */
export default defineRule({
  id: 'cni/addresses-exhausted',
  coverage: ['cni/addresses-exhausted'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/cluster-administration/networking/',
  needs: ['events', 'node'],
  wants: ['nodePods'],
  applies: (pod) => awaitsSandbox(pod) && pod.spec?.os?.name !== 'windows',
  check: ({ ref, events, node, nodePods }) => {
    const event = failuresToStart(events, ['FailedCreatePodSandBox']).at(-1);
    const [match] = event ? allMatches(event.message.split('\n'), signatures) : [];
    if (!event || !match || node?.object?.status?.nodeInfo?.operatingSystem === 'windows') return [];
    const range = match.captures.range ?? null;
    const size = range ? rangeSize(range) : null;
    const holders = nodePods?.filter(({ spec, status }) => !spec?.hostNetwork && status?.podIP).length ?? null;
    return [
      {
        facts: {
          node: node?.name ?? '',
          range,
          size,
          holders,
          // well over what the pods hold: somebody did not give addresses back
          leaked: size !== null && holders !== null ? holders < size * 0.8 : null,
          podCidr: node?.object?.spec?.podCIDR ?? null,
        },
        proof: [
          { ref, path: `event FailedCreatePodSandBox (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt },
          ...(node?.object?.spec?.podCIDR
            ? [{ ref: { kind: 'node' as const, name: node.name }, path: 'spec.podCIDR', value: node.object.spec.podCIDR }]
            : []),
        ],
      },
    ];
  },
  says: {
    en: ({ node, range, size, holders, leaked }) =>
      `No address is left for pods on node \`${node}\`${range ? ` (\`${range}\`${size === null ? '' : `, ${size} addresses`})` : ''}.${leaked ? ` Its pods hold only ${holders} of them: the rest was not given back when pods went (leaked).` : holders === null ? '' : ` ${holders} pods there have one.`}`,
    ko: ({ node, range, size, holders, leaked }) =>
      `\`${node}\` 노드에 파드에 줄 주소가 남아 있지 않습니다${range ? ` (\`${range}\`${size === null ? '' : `, 주소 ${size}개`})` : ''}.${leaked ? ` 파드가 쓰는 주소는 ${holders}개뿐이고, 나머지는 파드가 없어질 때 반납되지 않은 것입니다.` : holders === null ? '' : ` 그곳의 파드 ${holders}개가 주소를 쓰고 있습니다.`}`,
  },
  steps: ({ node, leaked }) => [
    look(
      'See how many pods the node runs.',
      '노드에서 실행 중인 파드를 확인합니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
    ),
    look(
      'On the node: which addresses does the plugin hold as given out? (host-local keeps one file for each)',
      '노드에서 플러그인이 사용 중으로 기록한 주소를 확인합니다(host-local은 주소마다 파일 하나를 둡니다).',
      'ls /var/lib/cni/networks/*/ | wc -l; ls /var/lib/cni/networks/*/ | head; crictl pods -q | wc -l',
    ),
    leaked
      ? change(
          'Drain the node, then remove the files of addresses that no sandbox has any more (each holds the id of its sandbox), and restart the runtime.',
          '노드를 드레인한 뒤, 어떤 샌드박스도 쓰지 않는 주소의 파일(파일에 샌드박스 ID가 적혀 있음)을 지우고 런타임을 다시 시작합니다.',
          [
            `\`${sh`kubectl uncordon ${node}`}\` lets pods come back; files that are gone are made again when needed.`,
            `\`${sh`kubectl uncordon ${node}`}\` 명령으로 파드를 다시 받습니다. 지운 파일은 필요할 때 다시 만들어집니다.`,
          ],
          sh`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`,
        )
      : change(
          'Give nodes larger ranges (`--node-cidr-mask-size` of the controller manager, only for new nodes), or let fewer pods onto each (`maxPods` of the kubelet), or add nodes.',
          '노드에 더 큰 대역을 주거나(컨트롤러 매니저의 `--node-cidr-mask-size` 옵션, 새 노드에만 적용), 노드마다 파드 수를 줄이거나(kubelet의 `maxPods` 설정) 노드를 늘립니다.',
          ['Put the previous value back.', '이전 값으로 되돌립니다.'],
        ),
  ],
});

/** `10.244.3.1-10.244.3.254`: how many addresses that is. */
function rangeSize(range: string): number | null {
  const [from, to] = range.split('-').map((address) => {
    const parts = address.split('.').map(Number);
    return parts.length === 4 && parts.every((part) => part >= 0 && part < 256) ? parts.reduce((sum, part) => sum * 256 + part, 0) : null;
  });
  return from != null && to != null && to >= from ? to - from + 1 : null;
}

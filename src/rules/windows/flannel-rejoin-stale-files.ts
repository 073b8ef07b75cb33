import { inCidr } from '../../core/cidr.ts';
import type { Pod } from '../../core/kinds.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isWindowsAgent, windowsNodeFacts } from '../../core/windows.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { logText } from '../../core/windows-text.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';
import { sourceVipSignatures } from './flannel-rejoin-stale-files.signatures.ts';

/** kube-proxy of a Windows node sends from an address that is not of the node's pod subnet (any more). */
export default defineRule({
  id: 'windows/flannel-rejoin-stale-files',
  coverage: ['windows/flannel-rejoin-stale-files'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#flannel-troubleshooting',
  needs: ['node'],
  wants: ['events', 'logs', 'previousLogs'],
  applies: (pod) => isWindowsAgent(pod, 'kube-proxy'),
  check: (evidence) => {
    const { subject, ref, node } = evidence;
    const subnet = node?.object?.spec?.podCIDR;
    const said = sourceVipOf(subject);
    const text = said ? null : logText(evidence, sourceVipSignatures);
    const address = said?.address ?? text?.match.captures.address;
    const first: Proof | undefined = said ? { ref, path: said.path, value: said.address } : text?.proof;
    if (!subnet || !address || !first || inCidr(address, subnet)) return [];
    return [
      {
        facts: { address, subnet, node: windowsNodeFacts(node, subject) },
        proof: [first, { ref: { kind: 'node', name: node?.name ?? '' }, path: 'spec.podCIDR', value: subnet }],
      },
    ];
  },
  says: {
    en: ({ address, subnet, node }, pod) =>
      `${windowsSpeaker(null, pod, node).en} sends overlay traffic from \`${address}\`, which is outside the pod subnet of the node (\`${subnet}\`), so answers from other nodes do not come back. It is from before the node joined the cluster again: the start script kept it in \`C:\\k\\SourceVip.json\`.`,
    ko: ({ address, subnet, node }, pod) =>
      `${windowsSpeaker(null, pod, node).ko}가 노드의 파드 서브넷(\`${subnet}\`)에 없는 \`${address}\` 주소로 오버레이 트래픽을 보내므로 다른 노드의 응답이 돌아오지 않습니다. 노드가 클러스터에 다시 들어오기 전의 주소이며, 시작 스크립트가 \`C:\\k\\SourceVip.json\` 파일에 남겨 둔 값입니다.`,
  },
  steps: ({ node }) => {
    const name = nodeName(node);
    return [
      look(
        'See the subnet that the node has now.',
        '노드의 현재 서브넷을 확인합니다.',
        node ? sh`kubectl get node ${node.name} -o jsonpath={.spec.podCIDR}` : 'kubectl get nodes -o wide',
      ),
      lookOnNode(name, 'which address was kept?', '남아 있는 주소를 확인합니다.', 'Get-Content C:\\k\\SourceVip.json'),
      changeOnNode(
        name,
        'remove both files, then start flanneld and kube-proxy again.',
        '두 파일을 지우고 flanneld와 kube-proxy를 다시 시작합니다.',
        ['Nothing to undo: the start script writes the files anew.', '되돌릴 것이 없습니다. 파일은 시작 스크립트가 다시 만듭니다.'],
        'Remove-Item C:\\k\\SourceVip.json, C:\\k\\SourceVipRequest.json; Restart-Service flanneld, kube-proxy',
      ),
    ];
  },
});

/** The address on the command lines of the pod, and where it stands. */
function sourceVipOf({ spec }: Pod): { readonly address: string; readonly path: string } | null {
  for (const { name, command = [], args = [] } of spec?.containers ?? []) {
    const address = /--source-vip[= ]"?([\d.]{7,15})/.exec([...command, ...args].join(' '))?.[1];
    if (address) return { address, path: `spec.containers[name=${name}].args` };
  }
  return null;
}

import type { Pod } from '../../core/kinds.ts';
import type { LogSignature } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isWindowsAgent } from '../../core/windows.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { logText, textFacts } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { endpointDeletedSignatures } from './vnic-endpoint-deleted.signatures.ts';

/** In the log of kube-proxy of a Windows node also what it says on every system: that it does not find its Node. */
const nodeTexts: readonly LogSignature[] = [
  { ...endpointDeletedSignatures[0], patterns: [/nodes \\?"(?<name>[\w.-]{1,253})\\?" not found/, ...endpointDeletedSignatures[0].patterns] },
];

/** kube-proxy of a Windows node was started without `--hostname-override`, and does not find itself. */
export default defineRule({
  id: 'windows/vnic-endpoint-deleted',
  coverage: ['windows/vnic-endpoint-deleted'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: ['logs'],
  wants: ['events', 'previousLogs', 'node', 'owners'],
  applies: (pod) => isWindowsAgent(pod, 'kube-proxy'),
  check: (evidence) => {
    const { subject, ref, owners } = evidence;
    const text = logText(evidence, nodeTexts);
    const { flag, path } = hostnameOverride(subject);
    const right = flag !== null && (flag === subject.spec?.nodeName || /^\$[({]?(?:env:)?\w+/i.test(flag));
    const named = text?.match.captures.name;
    if (!text || right || (named && named === subject.spec?.nodeName)) return [];
    const proof: readonly [Proof, ...Proof[]] = [text.proof, ...(flag !== null && path ? [{ ref, path, value: flag }] : [])];
    return [{ facts: { ...textFacts(text, evidence), flag, workload: owningWorkload(owners) }, proof }];
  },
  says: {
    en: (facts, pod) =>
      `${signatureWords('en', endpointDeletedSignatures, facts, pod)} ${facts.flag === null ? 'There is no `--hostname-override` on its command line.' : `Its \`--hostname-override\` is \`${facts.flag}\`.`}`,
    ko: (facts, pod) =>
      `${signatureWords('ko', endpointDeletedSignatures, facts, pod)} ${facts.flag === null ? '명령줄에 `--hostname-override` 플래그가 없습니다.' : `\`--hostname-override\` 값이 \`${facts.flag}\`입니다.`}`,
  },
  steps: ({ node, workload }, pod) => {
    const name = nodeName(node);
    return [
      look(
        'Compare the names of the nodes with the one that kube-proxy logs.',
        '노드 이름을 kube-proxy 로그에 나온 이름과 비교합니다.',
        node ? sh`kubectl get node ${node.name} -o wide` : 'kubectl get nodes -o wide',
      ),
      lookOnNode(
        name,
        'what is its host name, and which endpoints are left?',
        '호스트 이름과 남아 있는 엔드포인트를 확인합니다.',
        'hostname; Get-HnsEndpoint | Select-Object IPAddress, IsRemoteEndpoint, State',
      ),
      workload
        ? editTemplate(workload, pod, {
            en: 'Give kube-proxy the name of its node: `--hostname-override=$(NODE_NAME)`, with `NODE_NAME` from `spec.nodeName`.',
            ko: 'kube-proxy에 노드 이름을 넘깁니다: `--hostname-override=$(NODE_NAME)`. `NODE_NAME` 환경 변수는 `spec.nodeName` 필드에서 가져옵니다.',
          })
        : changeOnNode(
            name,
            'start kube-proxy with the name of the node.',
            'kube-proxy를 노드 이름과 함께 시작합니다.',
            ['Start it with the flags from before.', '이전 플래그로 다시 시작합니다.'],
            'C:\\k\\kube-proxy.exe --hostname-override=$(hostname)',
          ),
    ];
  },
});

/** The flag on the command lines of the pod, and where it stands. */
function hostnameOverride({ spec }: Pod): { readonly flag: string | null; readonly path: string | null } {
  for (const { name, command = [], args = [] } of spec?.containers ?? []) {
    const flag = /--hostname-override[= ]"?([^\s"']+)/.exec([...command, ...args].join(' '))?.[1];
    if (flag) return { flag, path: `spec.containers[name=${name}].args` };
  }
  return { flag: null, path: null };
}

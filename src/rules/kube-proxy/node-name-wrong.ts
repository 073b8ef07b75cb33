import type { Pod } from '../../core/kinds.ts';
import { proxyParts, readProxyLog, restartProxy } from '../../core/kube-proxy.ts';
import { plainLine } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

/**
 * kube-proxy believes to be on another node. Words:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/node.go#L121 , before 1.34 `Failed to retrieve node info`.
 */
const said =
  /(?:Timed out waiting for node %q to exist" (?<a>[\w.-]{1,253})=|timeout waiting for node \\?"(?<b>[\w.-]{1,253})\\?" to exist|Failed to retrieve node (?:info|IP).{0,80}nodes \\?"(?<c>[\w.-]{1,253})\\?" not found)/;

export default defineRule({
  id: 'kube-proxy/node-name-wrong',
  coverage: ['kube-proxy/node-name-wrong'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
  needs: ['logs'],
  wants: ['previousLogs'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && pod.spec?.nodeName !== undefined,
  check: ({ ref, subject, logs, previousLogs = [] }) => {
    const node = subject.spec?.nodeName ?? '';
    const flag = overrideOf(subject);
    const line = [...previousLogs, ...logs].flatMap(({ lines }) => lines).findLast((one) => said.test(one));
    const { a, b, c } = (line ? said.exec(line)?.groups : null) ?? {};
    const used = flag?.value ?? a ?? b ?? c ?? null;
    if (!used || used === node.toLowerCase()) return [];
    return [
      {
        facts: { ...proxyParts(subject), node, used, flag: flag !== null },
        proof: [
          { ref, path: 'spec.nodeName', value: node },
          ...(flag ? [{ ref, path: flag.path, value: flag.word }] : []),
          ...(line ? [{ ref, path: `log ${logs[0]?.container ?? 'kube-proxy'}`, value: plainLine(line).slice(0, 500) }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ node, used, flag }) =>
      `kube-proxy on node \`${node}\` takes itself for node \`${used}\`${flag ? ' (`--hostname-override`)' : ''}: it does not know the addresses of its node, and NodePorts, local traffic policies and topology go wrong there.`,
    ko: ({ node, used, flag }) =>
      `\`${node}\` 노드의 kube-proxy가 자신을 \`${used}\` 노드로 알고 있습니다${flag ? '(`--hostname-override` 값)' : ''}. 노드의 주소를 알지 못해 NodePort, 로컬 트래픽 정책, 토폴로지가 제대로 동작하지 않습니다.`,
  },
  steps: ({ daemonSet }, pod) => [
    readProxyLog(pod),
    look('Compare with the names of the nodes.', '노드의 이름과 비교합니다.', 'kubectl get nodes'),
    change(
      'Let the name come from the node: `--hostname-override=$(NODE_NAME)`, with the variable `NODE_NAME` from `fieldRef: spec.nodeName`. As a native service: the very name that the kubelet registers.',
      '이름을 노드에서 가져오게 합니다: `--hostname-override=$(NODE_NAME)` 옵션과, `fieldRef: spec.nodeName` 참조로 만든 `NODE_NAME` 변수를 씁니다. 서비스로 직접 실행한다면 kubelet이 등록한 이름을 그대로 씁니다.',
      [
        `Roll back: \`${sh`kubectl rollout undo ${`daemonset/${daemonSet ?? 'kube-proxy'}`}`}${namespaceFlag(pod)}\``,
        `롤백합니다: \`${sh`kubectl rollout undo ${`daemonset/${daemonSet ?? 'kube-proxy'}`}`}${namespaceFlag(pod)}\``,
      ],
      `${sh`kubectl edit daemonset ${daemonSet ?? 'kube-proxy'}`}${namespaceFlag(pod)}`,
    ),
    restartProxy({ daemonSet }, pod),
  ],
});

/** The flag's value where it is written out; a variable is filled in from the node. */
function overrideOf({ spec }: Pod): { readonly value: string; readonly word: string; readonly path: string } | null {
  for (const { name, command = [], args = [] } of spec?.containers ?? []) {
    const words = [...command, ...args];
    const index = words.findIndex((word) => word.startsWith('--hostname-override'));
    const word = words[index];
    const value = word?.includes('=') ? word.slice(word.indexOf('=') + 1) : words[index + 1];
    if (word && value && !value.includes('$(')) return { value: value.toLowerCase(), word, path: `spec.containers[name=${name}].command` };
  }
  return null;
}

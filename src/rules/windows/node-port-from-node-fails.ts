import type { Node } from '../../core/kinds.ts';
import { defineRule } from '../../core/rule.ts';
import { isLocalHost } from '../../core/service-mention.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isHostProcess, isMeantForWindows, windowsBuild, windowsNodeFacts, windowsUpdate } from '../../core/windows.ts';
import { stalledCalls } from '../../core/windows-calls.ts';
import { changeOnNode, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** KB4571748 for Windows Server 2019: 17763.1432. Later versions have it from the start. https://support.microsoft.com/help/4571748 */
const fixed = { build: 17763, update: 1432 } as const;

/** A program on a Windows node calls a NodePort of that same node. */
export default defineRule({
  id: 'windows/node-port-from-node-fails',
  coverage: ['windows/node-port-from-node-fails'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: ['node', 'logs'],
  applies: (pod) => isMeantForWindows(pod) && isHostProcess(pod),
  check: (evidence) => {
    const { subject, node } = evidence;
    const own = node?.object ?? null;
    if (!own || !lacksFix(own)) return [];
    const call = stalledCalls(evidence).find(({ target }) => target === 'own-node');
    if (!call) return [];
    const kernel = own.status?.nodeInfo?.kernelVersion ?? '';
    return [
      {
        facts: { container: call.container, port: call.port ?? 0, host: call.host ?? '', kernel, node: windowsNodeFacts(node, subject) },
        proof: [call.proof, { ref: { kind: 'node', name: node?.name ?? '' }, path: 'status.nodeInfo.kernelVersion', value: kernel }],
      },
    ];
  },
  says: {
    en: ({ container, port, host, kernel, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} calls NodePort ${port} of its own node (\`${host}\`), which Windows does not answer: a known gap, closed by KB4571748 (17763.1432) and later updates; this node has \`${kernel}\`. From other nodes and from outside the port works.`,
    ko: ({ container, port, host, kernel, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 자기 노드(\`${host}\`)의 NodePort ${port}번을 호출하지만 윈도우가 응답하지 않습니다. 알려진 제약이며 KB4571748(17763.1432) 이후 업데이트에서 해결되었는데, 이 노드는 \`${kernel}\` 버전입니다. 다른 노드나 바깥에서는 동작합니다.`,
  },
  steps: ({ port, host, node }) => [
    look(
      'Which Service is it? (At least one pod must run on the Windows node for it to forward NodePorts at all.)',
      '어느 서비스인지 확인합니다. 윈도우 노드가 NodePort를 전달하려면 그 노드에 파드가 하나 이상 있어야 합니다.',
      `kubectl get services -A | grep -w ${port}`,
    ),
    look(
      'Try it from another node or from outside.',
      '다른 노드나 바깥에서 확인합니다.',
      sh`curl -sS -m 5 ${`http://${isLocalHost(host) ? nodeName(node) : host}:${port}/`}`,
    ),
    changeOnNode(
      nodeName(node),
      'install current cumulative updates (KB4571748 or later on Windows Server 2019). Until then call the Service from a pod, or through another node.',
      '최신 누적 업데이트를 설치합니다(윈도우 서버 2019는 KB4571748 이상). 그때까지는 파드나 다른 노드를 통해 호출합니다.',
      ['Uninstall the update.', '업데이트를 제거합니다.'],
    ),
  ],
});

function lacksFix(node: Node): boolean {
  const build = windowsBuild(node);
  if (build === null) return false;
  return build < fixed.build || (build === fixed.build && (windowsUpdate(node) ?? 0) < fixed.update);
}

import { owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isHostProcess, isMeantForWindows, windowsNodeFacts } from '../../core/windows.ts';
import { stalledCalls } from '../../core/windows-calls.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A program in the network of a Windows node calls the address of a Service. */
export default defineRule({
  id: 'windows/service-ip-from-node-fails',
  coverage: ['windows/service-ip-from-node-fails'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: ['node', 'logs'],
  wants: ['services', 'owners'],
  applies: (pod) => isMeantForWindows(pod) && isHostProcess(pod),
  check: (evidence) => {
    const { subject, ref, node, owners } = evidence;
    const call = stalledCalls(evidence).find(({ target }) => target === 'service');
    if (!call) return [];
    return [
      {
        facts: {
          container: call.container,
          target: `${call.host}:${call.port}`,
          node: windowsNodeFacts(node, subject),
          workload: owningWorkload(owners),
        },
        proof: [call.proof, { ref, path: 'spec.hostNetwork', value: subject.spec?.hostNetwork ?? null }],
      },
    ];
  },
  says: {
    en: ({ container, target, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} calls Service address \`${target}\` from the network of the node, which the network stack of Windows does not support. Windows pods of the pod network reach it.`,
    ko: ({ container, target, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 노드 네트워크에서 \`${target}\` 주소의 서비스를 호출합니다. 윈도우 네트워크 스택은 노드에서 서비스 IP로 가는 통신을 지원하지 않습니다. 파드 네트워크를 쓰는 윈도우 파드에서는 연결됩니다.`,
  },
  steps: ({ target, workload }, pod) => [
    look('Whose address is it?', '누구의 주소인지 확인합니다.', `kubectl get services -A | grep -F ${sh`${target.replace(/:\d+$/, '')}`}`),
    look(
      `Try it from a Windows pod of the pod network: \`curl.exe -sS -m 5 http://${target}\` in one of these.`,
      `파드 네트워크를 쓰는 윈도우 파드에서 확인합니다. 다음 가운데 한 파드에서 \`curl.exe -sS -m 5 http://${target}\` 명령을 실행합니다.`,
      `kubectl get pods -o wide${namespaceFlag(pod)}`,
    ),
    editTemplate(workload, pod, {
      en: 'Call the address of the API server itself instead of its Service (a kubeconfig), or a NodePort of another node; or run the program in the pod network, without `hostNetwork`.',
      ko: 'API 서버라면 서비스 대신 실제 주소(kubeconfig)를, 그 밖에는 다른 노드의 NodePort를 호출합니다. 또는 `hostNetwork` 설정 없이 파드 네트워크에서 실행합니다.',
    }),
  ],
});

import { nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { cordon, lookAtNode, readKubeletLog } from '../../core/node-steps.ts';
import { isGrownNode, readyTrouble } from '../../core/ready-words.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** The kubelet runs and says that its container runtime does not. Words: core/ready-words.ts. */
export default defineRule({
  id: 'node/not-ready-runtime',
  coverage: ['node/not-ready-runtime'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  needs: [],
  applies: (node) => readyTrouble(node)?.trouble === 'runtime',
  check: ({ subject, ref, now }) => {
    const found = readyTrouble(subject);
    if (!found || !isGrownNode(subject, now)) return [];
    const message = found.ready.message ?? '';
    return [
      {
        facts: {
          node: ref.name,
          runtime: runtimeName(subject.status?.nodeInfo?.containerRuntimeVersion),
          hangs: message.includes('PLEG') && !message.includes('runtime is down'),
          seconds: secondsSince(found.ready.lastTransitionTime, now),
          words: message,
        },
        proof: nodeConditionProof(ref, found.ready),
      },
    ];
  },
  says: {
    en: ({ node, runtime, hangs, seconds, words }) =>
      `Node \`${node}\` has not been ready${seconds === null ? '' : ` for ${duration(seconds, 'en')}`} because its container runtime (\`${runtime}\`) ${hangs ? 'answers too slowly: the kubelet cannot list its containers' : 'does not answer'}. The kubelet says: \`${words}\`.`,
    ko: ({ node, runtime, hangs, seconds, words }) =>
      `\`${node}\` 노드의 컨테이너 런타임(\`${runtime}\`)이 ${hangs ? '너무 느려 kubelet이 컨테이너 목록을 읽지 못해' : '응답하지 않아'} ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}노드가 준비되지 않았습니다. kubelet의 메시지: \`${words}\`.`,
  },
  steps: ({ node }) => [
    lookAtNode(node),
    look(
      'On the node: does the runtime run, and what does it say?',
      '노드에서 런타임이 실행 중인지, 어떤 로그를 남기는지 확인합니다.',
      'systemctl status containerd --no-pager; journalctl -u containerd -n 100 --no-pager; crictl info',
    ),
    look('On the node: is a disk full, or the load too high?', '노드의 디스크가 가득 찼거나 부하가 높은지 확인합니다.', 'df -h; df -i; uptime'),
    readKubeletLog(),
    cordon(node),
    change(
      'Start the runtime again; running containers go on.',
      '런타임을 다시 시작합니다. 실행 중인 컨테이너는 유지됩니다.',
      ['Nothing to undo.', '되돌릴 것이 없습니다.'],
      'systemctl restart containerd',
    ),
  ],
});

/** `containerd://1.7.2` is `containerd 1.7.2`; while the runtime is down its version is `Unknown`. */
function runtimeName(version = 'unknown'): string {
  return version.replace(/:\/\/(?:Unknown)?/, ' ').trim();
}

import { nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { lookAtNode, readKubeletLog } from '../../core/node-steps.ts';
import { isGrownNode, readyTrouble } from '../../core/ready-words.ts';
import { defineRule } from '../../core/rule.ts';
import { change } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

type Why = 'shutdown' | 'csi' | 'capacity' | 'other';

const meanings: Readonly<Record<Why, { readonly en: string; readonly ko: string }>> = {
  shutdown: { en: 'it is shutting down', ko: '종료되는 중이라' },
  csi: { en: 'its storage drivers are not registered yet (CSINode)', ko: '스토리지 드라이버 등록(CSINode)이 끝나지 않아' },
  capacity: { en: 'the kubelet cannot tell what resources the machine has', ko: 'kubelet이 머신의 자원을 알아내지 못해' },
  other: { en: 'its kubelet says so', ko: 'kubelet이 스스로 준비되지 않았다고 보고해' },
};

/**
 * The kubelet runs and calls itself not ready for something else than its runtime and its network.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/nodestatus/setters.go#L474 (ReadyCondition)
 */
export default defineRule({
  id: 'node/not-ready-kubelet-words',
  coverage: ['node/not-ready-kubelet-words'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#condition',
  needs: [],
  applies: (node) => readyTrouble(node)?.trouble === 'other',
  check: ({ subject, ref, now }) => {
    const found = readyTrouble(subject);
    if (!found || !isGrownNode(subject, now)) return [];
    const { reason = '', message = '', lastTransitionTime } = found.ready;
    return [
      {
        facts: { node: ref.name, why: meaningOf(message), reason, words: message || reason, seconds: secondsSince(lastTransitionTime, now) },
        proof: nodeConditionProof(ref, found.ready),
      },
    ];
  },
  says: {
    en: ({ node, why, words, seconds }) =>
      `Node \`${node}\` has not been ready${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}: ${meanings[why].en}. Its words: \`${words || 'none'}\`.`,
    ko: ({ node, why, words, seconds }) =>
      `\`${node}\` 노드가 ${meanings[why].ko} ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}준비되지 않았습니다. kubelet의 메시지: \`${words || '없음'}\`.`,
  },
  steps: ({ node, why }) => [
    lookAtNode(node),
    readKubeletLog(),
    why === 'shutdown'
      ? change(
          'If nobody wanted that, start the machine again.',
          '의도한 종료가 아니라면 머신을 다시 켭니다.',
          ['Nothing to undo.', '되돌릴 것이 없습니다.'],
          'last -x shutdown reboot | head',
        )
      : change(
          'Mend what the kubelet names, then start it again.',
          'kubelet이 말한 원인을 고친 뒤 다시 시작합니다.',
          ['Put the setting back and restart it again.', '설정을 되돌리고 다시 시작합니다.'],
          'systemctl restart kubelet',
        ),
  ],
});

function meaningOf(message: string): Why {
  if (/shutting down/.test(message)) return 'shutdown';
  if (/CSINode/.test(message)) return 'csi';
  return /missing node capacity/.test(message) ? 'capacity' : 'other';
}

import { secondsSince } from '../../core/node-conditions.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** Taints of programs that empty nodes themselves. */
const emptiers: Readonly<Record<string, string>> = {
  ToBeDeletedByClusterAutoscaler: 'cluster-autoscaler',
  'karpenter.sh/disrupted': 'Karpenter',
  'karpenter.sh/disruption': 'Karpenter',
};

/** Somebody keeps new pods away from the node: a wish, not a fault, but the answer to "why does nothing start there?". */
export default defineRule({
  id: 'node/cordoned',
  coverage: ['node/cordoned'],
  on: ['node'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#manual-node-administration',
  needs: [],
  applies: ({ spec }) => spec?.unschedulable === true,
  check: ({ subject, ref, now }) => {
    const taints = subject.spec?.taints ?? [];
    const since = taints.find(({ key }) => key === 'node.kubernetes.io/unschedulable')?.timeAdded;
    const emptier = taints.find(({ key }) => key in emptiers);
    return [
      {
        facts: { node: ref.name, seconds: secondsSince(since, now), by: emptier ? (emptiers[emptier.key] ?? null) : null },
        proof: [
          { ref, path: 'spec.unschedulable', value: true, ...(since ? { at: since } : {}) },
          ...(emptier ? [{ ref, path: 'spec.taints[].key', value: emptier.key }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ node, seconds, by }) =>
      `Node \`${node}\` has been cordoned${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}${by ? ` by ${by}, which is emptying it` : ''}: new pods are not placed there, and those that run stay.`,
    ko: ({ node, seconds, by }) =>
      `\`${node}\` 노드의 스케줄링이 ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}차단(cordon)되어 있습니다${by ? `(${by} 프로그램이 노드를 비우는 중입니다)` : ''}. 새 파드는 배치되지 않고, 실행 중인 파드는 그대로 남습니다.`,
  },
  steps: ({ node }) => [
    look(
      'See what still runs there, and ask who is working on the node before you change anything.',
      '그 노드에 아직 남은 파드를 확인하고, 바꾸기 전에 누가 작업 중인지 물어봅니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
    ),
    change(
      'Let new pods in again.',
      '새 파드를 다시 받게 합니다.',
      [`\`${sh`kubectl cordon ${node}`}\``, `\`${sh`kubectl cordon ${node}`}\` 명령으로 되돌립니다.`],
      sh`kubectl uncordon ${node}`,
    ),
  ],
});

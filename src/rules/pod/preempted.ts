import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { podCondition } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject, editTemplate } from '../../core/runbook-steps.ts';

/**
 * The pod was stopped to make room for one of higher priority.
 * By the scheduler: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/preemption/preemption.go (PreemptPod);
 * by the kubelet, for a critical pod: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/preemption/preemption.go (evictPodsToFreeRequests)
 */
export default defineRule({
  id: 'pod/preempted',
  coverage: ['pod/preempted'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/',
  needs: [],
  wants: ['events', 'nodePods', 'owners'],
  applies: (pod) => preemptedBy(pod) !== null,
  check: ({ subject, ref, events, nodePods, owners }) => {
    const by = preemptedBy(subject) as 'scheduler' | 'kubelet';
    const condition = podCondition(subject, 'DisruptionTarget');
    const event = events?.findLast(({ reason }) => reason === 'Preempted' || reason === 'Preempting');
    const uid = /Preempted by pod ([\w-]{36})/.exec(event?.message ?? '')?.[1];
    const winner = nodePods?.find(({ metadata }) => metadata?.uid === uid && uid !== undefined);
    const node = subject.spec?.nodeName ?? null;
    const at = condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {};
    return [
      {
        facts: {
          by,
          node,
          priority: subject.spec?.priority ?? 0,
          priorityClass: subject.spec?.priorityClassName ?? null,
          winner: winner
            ? {
                name: winner.metadata?.name ?? '',
                namespace: winner.metadata?.namespace ?? '',
                priority: winner.spec?.priority ?? 0,
                priorityClass: winner.spec?.priorityClassName ?? null,
              }
            : null,
          workload: owningWorkload(owners),
        },
        proof: [
          subject.status?.reason === 'Preempting'
            ? { ref, path: 'status.reason', value: 'Preempting', ...at }
            : { ref, path: 'status.conditions[type=DisruptionTarget].reason', value: condition?.reason ?? null, ...at },
          ...(condition?.message ? [{ ref, path: 'status.conditions[type=DisruptionTarget].message', value: condition.message, ...at }] : []),
          ...(event ? [{ ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ by, node, priority, winner, workload }) => {
      const who = winner
        ? `pod \`${winner.name}\` of namespace \`${winner.namespace}\` (priority ${winner.priority})`
        : by === 'kubelet'
          ? 'a critical pod'
          : 'a pod of higher priority';
      return `The pod (priority ${priority}) was preempted: the ${by} stopped it on node \`${node}\` to make room for ${who}.${workload ? ' Its controller makes a new pod, which stays Pending until there is room.' : ' No controller makes a new one in its place.'}`;
    },
    ko: ({ by, node, priority, winner, workload }) => {
      const who = winner
        ? `\`${winner.namespace}\` 네임스페이스의 \`${winner.name}\` 파드(우선순위 ${winner.priority})`
        : by === 'kubelet'
          ? '중요(critical) 파드'
          : '우선순위가 더 높은 파드';
      return `파드(우선순위 ${priority})가 선점되었습니다. ${by === 'kubelet' ? 'kubelet이' : '스케줄러가'} \`${node}\` 노드에서 ${who}에 자리를 내주려고 이 파드를 종료했습니다.${workload ? ' 컨트롤러가 새 파드를 만들지만 자리가 날 때까지 Pending 상태로 남습니다.' : ' 대신할 파드를 만들어 줄 컨트롤러가 없습니다.'}`;
    },
  },
  steps: ({ node, workload }, pod) => [
    { kind: 'look', text: { en: 'Compare the priorities that exist.', ko: '우선순위 클래스를 비교합니다.' }, command: 'kubectl get priorityclasses' },
    ...(node
      ? [
          describeObject(
            { kind: 'node', name: node },
            {
              en: 'See what the node is filled with (`Allocated resources`).',
              ko: '노드가 무엇으로 차 있는지 `Allocated resources` 항목에서 확인합니다.',
            },
          ),
        ]
      : []),
    editTemplate(workload, pod, {
      en: 'If it must not be pushed out, give it a higher `priorityClassName`; else add room (nodes, or smaller requests).',
      ko: '밀려나면 안 되는 파드라면 더 높은 `priorityClassName` 값을 주고, 아니면 노드를 늘리거나 요청을 줄여 자리를 만듭니다.',
    }),
  ],
});

function preemptedBy(pod: Pod): 'scheduler' | 'kubelet' | null {
  if (pod.status?.reason === 'Preempting') return 'kubelet';
  const condition = podCondition(pod, 'DisruptionTarget');
  return condition?.status === 'True' && condition.reason === 'PreemptionByScheduler' ? 'scheduler' : null;
}

import { isStorageEviction, readEviction } from '../../core/eviction.ts';
import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { describeObject, editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';

type By = 'pressure' | 'shutdown' | 'taint' | 'api' | 'node-gone';

/** Reasons of the `DisruptionTarget` condition; each links what writes it. */
const byCondition: Readonly<Record<string, By>> = {
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/tainteviction/taint_eviction.go (addConditionAndDeletePod)
  DeletionByTaintManager: 'taint',
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/registry/core/pod/storage/eviction.go (addConditionAndDeletePod)
  EvictionByEvictionAPI: 'api',
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podgc/gc_controller.go (gcOrphaned)
  DeletionByPodGC: 'node-gone',
};

/** The pod was stopped from outside: node short of something, node shut down or tainted, drained. Words: core/eviction.ts. */
export default defineRule({
  id: 'pod/evicted',
  coverage: ['pod/evicted'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/',
  needs: [],
  wants: ['owners'],
  applies: (pod) => evictedBy(pod) !== null,
  check: ({ subject, ref, owners }) => {
    const by = evictedBy(subject) as By;
    const condition = podCondition(subject, 'DisruptionTarget');
    const node = subject.spec?.nodeName ?? null;
    const { reason, message = '' } = subject.status ?? {};
    return [
      {
        facts: { by, node, ...readEviction(message), workload: owningWorkload(owners) },
        proof: [
          reason
            ? { ref, path: 'status.reason', value: reason, ...(condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {}) }
            : {
                ref,
                path: 'status.conditions[type=DisruptionTarget].reason',
                value: condition?.reason ?? null,
                ...(condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {}),
              },
          ...(message ? [{ ref, path: 'status.message', value: message }] : []),
        ],
        leads: node && by !== 'api' ? [{ to: { kind: 'node', name: node } as const }] : [],
      },
    ];
  },
  says: {
    en: ({ by, node, resource, threshold, available, users, conditions, workload }) => {
      const next = workload ? ' Its controller makes a new pod in its place.' : ' No controller makes a new one in its place.';
      if (by === 'api')
        return `The pod was evicted through the API: somebody drained${node ? ` node \`${node}\`` : ' its node'}, or an autoscaler moved it.${next}`;
      if (by === 'taint')
        return `The pod was evicted because node \`${node}\` got a \`NoExecute\` taint that the pod does not tolerate (a node that is silent or not ready gets one).${next}`;
      if (by === 'node-gone') return `The pod was deleted because node \`${node}\` no longer exists.${next}`;
      if (by === 'shutdown') return `The pod was stopped because node \`${node}\` shut down.${next}`;
      const short = resource
        ? `was low on \`${resource}\`${available ? ` (${available} left, threshold ${threshold})` : ''}`
        : `had ${conditions ? `\`${conditions}\`` : 'pressure'}`;
      const [user] = users;
      return `The kubelet evicted the pod because node \`${node}\` ${short}.${user ? ` \`${user.name}\` used ${user.used} and had requested ${user.requested}, so it was among the first to go.` : ''}${next}`;
    },
    ko: ({ by, node, resource, threshold, available, users, conditions, workload }) => {
      const next = workload ? ' 컨트롤러가 대신할 새 파드를 만듭니다.' : ' 대신할 파드를 만들어 줄 컨트롤러가 없습니다.';
      if (by === 'api')
        return `API를 통해 파드가 축출되었습니다. ${node ? `\`${node}\` ` : ''}노드를 드레인했거나 오토스케일러가 옮긴 것입니다.${next}`;
      if (by === 'taint')
        return `\`${node}\` 노드에 파드가 용인하지 않는 \`NoExecute\` 테인트가 붙어 파드가 축출되었습니다. 응답이 없거나 준비되지 않은 노드에 이런 테인트가 붙습니다.${next}`;
      if (by === 'node-gone') return `\`${node}\` 노드가 더는 존재하지 않아 파드가 삭제되었습니다.${next}`;
      if (by === 'shutdown') return `\`${node}\` 노드가 종료되면서 파드가 중지되었습니다.${next}`;
      const short = resource
        ? `의 \`${resource}\` 리소스가 모자라${available ? `(남은 양 ${available}, 임계값 ${threshold})` : ''}`
        : `가 ${conditions ? `\`${conditions}\`` : '리소스 압박'} 상태여서`;
      const [user] = users;
      return `\`${node}\` 노드${short} kubelet이 파드를 축출했습니다.${user ? ` \`${user.name}\` 컨테이너가 ${user.requested}만 요청하고 ${user.used}만큼 써서 먼저 축출되었습니다.` : ''}${next}`;
    },
  },
  steps: ({ by, node, resource, users, workload }, pod) => {
    const steps: Step[] = node
      ? [
          describeObject(
            { kind: 'node', name: node },
            { en: 'See the conditions, taints and use of the node.', ko: '노드의 컨디션, 테인트, 사용량을 확인합니다.' },
          ),
        ]
      : [];
    if (by === 'pressure' && resource === 'memory') {
      steps.push({
        kind: 'look',
        text: { en: 'See who uses the memory of the nodes.', ko: '노드의 메모리를 누가 쓰는지 확인합니다.' },
        command: 'kubectl top pods -A --sort-by=memory',
      });
    }
    if (by === 'pressure')
      steps.push(
        editTemplate(workload, pod, {
          en: `Request what it really uses${users.length > 0 ? '' : ` of \`${resource ?? 'memory'}\``}: pods that use more than they requested go first.`,
          ko: `실제로 쓰는 만큼${users.length > 0 ? '' : ` \`${resource ?? 'memory'}\` 리소스를`} 요청합니다. 요청보다 많이 쓰는 파드가 먼저 축출됩니다.`,
        }),
      );
    if (by === 'pressure' || by === 'shutdown')
      steps.push({
        kind: 'change',
        text: { en: 'Remove what is left of the pod; it stays only to be read.', ko: '남아 있는 파드 객체를 지웁니다. 기록으로만 남아 있습니다.' },
        command: `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
        undo: { en: 'Not undone: its status and log are gone then.', ko: '되돌릴 수 없습니다. 상태와 로그가 함께 없어집니다.' },
      });
    return steps.length > 0 ? steps : [describeObject(pod, { en: 'Read its events.', ko: '이벤트를 확인합니다.' })];
  },
});

/** By what; null for a pod that was not evicted, or that has a more particular rule (storage limits, preemption). */
function evictedBy(pod: Pod): By | null {
  const { reason, message = '' } = pod.status ?? {};
  if (reason === 'Evicted') return isStorageEviction(message) ? null : 'pressure';
  // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/nodeshutdown/nodeshutdown_manager.go (nodeShutdownReason)
  if (reason === 'NodeShutdown' || (reason === 'Terminated' && /node shutdown/.test(message))) return 'shutdown';
  const condition = podCondition(pod, 'DisruptionTarget');
  return condition?.status === 'True' ? (byCondition[condition.reason ?? ''] ?? null) : null;
}

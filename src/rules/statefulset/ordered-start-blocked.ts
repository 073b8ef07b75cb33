import type { Pod, StatefulSet } from '../../core/kinds.ts';
import { isFinished, isReady, podState } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { ordinalOf } from '../../core/stateful-pods.ts';

/**
 * A StatefulSet creates and updates its pods one after the other and waits for each to be ready: one that is not holds all others.
 * After a bad update that has no way out by itself: a corrected template does not replace the pod that never became ready.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/statefulset/stateful_set_control.go (processReplica, updateStatefulSet)
 */
export default defineRule({
  id: 'statefulset/ordered-start-blocked',
  coverage: ['statefulset/ordered-start-blocked'],
  on: ['statefulset'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#deployment-and-scaling-guarantees',
  needs: ['pods'],
  applies: (set) => lacksPods(set) || isUpdating(set),
  check: ({ subject, ref, pods, now }) => {
    const held = pods
      .filter((pod) => !isReady(pod) && !isFinished(pod) && podState(pod, now).condition === 'failing')
      .toSorted((a, b) => ordinalOf(a, subject) - ordinalOf(b, subject))[0];
    if (!held) return [];
    const waits = lacksPods(subject) ? 'creation' : 'update';
    const wanted = subject.spec?.replicas ?? 1;
    const old = held.metadata?.labels?.['controller-revision-hash'] !== subject.status?.updateRevision;
    return [
      {
        facts: {
          pod: held.metadata?.name ?? '',
          status: podState(held, now).status,
          waits,
          waiting: waits === 'creation' ? wanted - (subject.status?.replicas ?? 0) : wanted - (subject.status?.updatedReplicas ?? 0),
          wanted,
          // made from an earlier template than the one that holds now: it is never replaced by itself
          outdated: old && isUpdating(subject),
        },
        proof: [
          { ref: refOf('pod', held), path: 'status.conditions[type=Ready].status', value: readyStatus(held) },
          waits === 'creation'
            ? { ref, path: 'status.replicas', value: subject.status?.replicas ?? 0 }
            : { ref, path: 'status.updatedReplicas', value: subject.status?.updatedReplicas ?? 0 },
        ],
        leads: [{ to: refOf('pod', held) }, { to: ref, rules: ['statefulset/pod-unknown'] }],
      },
    ];
  },
  says: {
    en: ({ pod, status, waits, waiting, wanted, outdated }) => {
      const effect =
        waits === 'creation'
          ? `${waiting} of ${wanted} pods ${waiting === 1 ? 'is' : 'are'} not created`
          : `${waiting} of ${wanted} pods ${waiting === 1 ? 'is' : 'are'} not updated`;
      return `Pod \`${pod}\` does not get ready (\`${status}\`), and the set goes on only when it does, so ${effect}.${outdated ? ' It was made from an earlier template, and is not replaced by itself.' : ''}`;
    },
    ko: ({ pod, status, waits, waiting, wanted, outdated }) =>
      `\`${pod}\` 파드가 준비되지 않아(\`${status}\`) 스테이트풀셋이 다음으로 넘어가지 못합니다. 그래서 파드 ${wanted}개 중 ${waiting}개가 ${waits === 'creation' ? '만들어지지' : '업데이트되지'} 않았습니다.${outdated ? ' 이 파드는 이전 템플릿으로 만들어졌고 스스로 교체되지 않습니다.' : ''}`,
  },
  steps: ({ pod, outdated }, subject) => [
    {
      kind: 'look',
      text: { en: 'Look at the pod that holds the others.', ko: '나머지를 막고 있는 파드를 확인합니다.' },
      command: `${sh`kubectl describe pod ${pod}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'look',
      text: { en: 'See how far the set has come.', ko: '어디까지 진행되었는지 확인합니다.' },
      command: `${sh`kubectl get pods -L controller-revision-hash,apps.kubernetes.io/pod-index`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: outdated
        ? {
            en: 'Delete the pod once the template is right: it is created again from the current template, with the same volumes.',
            ko: '템플릿이 올바르다면 파드를 지웁니다. 현재 템플릿으로 같은 볼륨을 가진 파드가 다시 만들어집니다.',
          }
        : {
            en: 'Correct what keeps it from being ready. If that takes a new template, delete the pod afterwards: it is not replaced by itself.',
            ko: '준비되지 않는 원인을 고칩니다. 템플릿을 고쳤다면 파드도 지웁니다. 스스로 교체되지 않습니다.',
          },
      ...(outdated ? { command: `${sh`kubectl delete pod ${pod}`}${namespaceFlag(subject)}` } : {}),
      undo: { en: 'None is needed: its volumes stay.', ko: '되돌릴 것이 없습니다. 볼륨은 그대로 남습니다.' },
    },
  ],
});

function lacksPods({ spec, status }: StatefulSet): boolean {
  return spec?.podManagementPolicy !== 'Parallel' && (status?.replicas ?? 0) < (spec?.replicas ?? 1);
}

/** A rolling update has begun and is not through: it waits for each pod whatever the policy for creation. */
function isUpdating({ spec, status }: StatefulSet): boolean {
  if (spec?.updateStrategy?.type === 'OnDelete' || !status?.updateRevision) return false;
  const partition = spec?.updateStrategy?.rollingUpdate?.partition ?? 0;
  return status.updateRevision !== status.currentRevision && (status.updatedReplicas ?? 0) < (spec?.replicas ?? 1) - partition;
}

function readyStatus(pod: Pod): string {
  return pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status ?? 'absent';
}

import { failingParts } from '../../core/failing-parts.ts';
import type { Deployment, ReplicaSet } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { templateChanges } from '../../core/template-changes.ts';
import { changeList } from '../../core/words/change-list.ts';

/** What keeps a rollout from creating pods at all: each has a rule of its own, which then explains this one. */
const refusals = ['quota-exceeded', 'limit-range-violated', 'pod-security-denied', 'service-account-missing', 'admission-denied'].map(
  (name) => `workload/${name}`,
);

/**
 * A new revision does not become available: the deadline has passed, or its pods already fail while an earlier revision still serves.
 * The reason of the pods is theirs to tell; this says which revision, how far it came and what was changed.
 * `ProgressDeadlineExceeded`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/deployment/progress.go (syncRolloutStatus)
 */
export default defineRule({
  id: 'workload/rollout-stuck',
  coverage: ['workload/rollout-stuck'],
  on: ['deployment'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#failed-deployment',
  needs: ['replicaSets', 'pods'],
  applies: (deployment) => !deployment.spec?.paused && (deadlineMissed(deployment) !== undefined || isRolling(deployment)),
  check: ({ subject, ref, replicaSets, pods, now }) => {
    const newest = replicaSets.at(-1);
    if (!newest) return [];
    const before = replicaSets.at(-2);
    const mine = pods.filter(({ metadata }) => metadata?.labels?.['pod-template-hash'] === newest.metadata?.labels?.['pod-template-hash']);
    const failing = failingParts(mine, now);
    const missed = deadlineMissed(subject);
    const serving = replicaSets.slice(0, -1).reduce((sum, { status }) => sum + (status?.readyReplicas ?? 0), 0);
    if (!missed && (failing.length === 0 || serving === 0)) return [];
    const { wanted, ready } = { wanted: subject.spec?.replicas ?? 1, ready: newest.status?.readyReplicas ?? 0 };
    const changes = before ? templateChanges(before.spec?.template, newest.spec?.template).slice(0, 20) : [];
    return [
      {
        facts: {
          revision: revisionOf(newest),
          previous: before ? revisionOf(before) : null,
          deadline: missed ? (subject.spec?.progressDeadlineSeconds ?? 600) : null,
          wanted,
          ready,
          serving,
          hash: newest.metadata?.labels?.['pod-template-hash'] ?? null,
          changes: changes.map(({ path, from, to }) => ({ path, from, to })),
        },
        proof: [
          missed
            ? {
                ref,
                path: 'status.conditions[type=Progressing].reason',
                value: missed.reason ?? '',
                ...(missed.lastUpdateTime ? { at: missed.lastUpdateTime } : {}),
              }
            : { ref, path: 'status.updatedReplicas', value: subject.status?.updatedReplicas ?? 0 },
          { ref: { kind: 'replicaset', name: newest.metadata?.name ?? '', ...namespaceOf(newest) }, path: 'status.readyReplicas', value: ready },
        ],
        leads: [...failing.map(({ ref: to }) => ({ to })), { to: ref, rules: refusals }],
      },
    ];
  },
  says: {
    en: ({ revision, previous, deadline, wanted, ready, serving, changes }) => {
      const late = deadline === null ? '' : `, and nothing moved within the deadline of ${deadline} s`;
      const old =
        serving > 0 ? `; ${serving} ${serving === 1 ? 'pod' : 'pods'} of the earlier revision still ${serving === 1 ? 'serves' : 'serve'}` : '';
      const diff = previous === null || changes.length === 0 ? '' : ` Changed since revision ${previous}: ${changeList(changes, 'en')}.`;
      return `The rollout of revision ${revision} is stuck: ${ready} of ${wanted} new pods ${ready === 1 ? 'is' : 'are'} ready${late}${old}.${diff}`;
    },
    ko: ({ revision, previous, deadline, wanted, ready, serving, changes }) => {
      const late = deadline === null ? '' : ` 기한인 ${deadline}초 안에 진전이 없었습니다.`;
      const old = serving > 0 ? ` 이전 리비전의 파드 ${serving}개가 계속 요청을 받고 있습니다.` : '';
      const diff = previous === null || changes.length === 0 ? '' : ` 리비전 ${previous} 이후 바뀐 것: ${changeList(changes, 'ko')}.`;
      return `리비전 ${revision} 롤아웃이 멈췄습니다: 새 파드 ${wanted}개 중 ${ready}개만 준비되었습니다.${late}${old}${diff}`;
    },
  },
  steps: ({ revision, previous, hash }, subject) => [
    {
      kind: 'look',
      text: { en: 'Look at the pods of the new revision.', ko: '새 리비전의 파드를 확인합니다.' },
      command: `${sh`kubectl get pods -l pod-template-hash=${hash ?? ''} -o wide`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'look',
      text: { en: 'Compare the revisions.', ko: '리비전을 비교합니다.' },
      command: `${sh`kubectl rollout history deployment/${subject.name} --revision=${revision}`}${namespaceFlag(subject)}`,
    },
    ...(previous === null
      ? []
      : [
          {
            kind: 'change' as const,
            text: {
              en: `If users are affected, go back to revision ${previous} first and look for the cause afterwards.`,
              ko: `사용자에게 영향이 있다면 먼저 리비전 ${previous} 상태로 되돌리고 원인은 나중에 찾습니다.`,
            },
            command: `${sh`kubectl rollout undo deployment/${subject.name} --to-revision=${previous}`}${namespaceFlag(subject)}`,
            undo: {
              en: `\`${sh`kubectl rollout undo deployment/${subject.name} --to-revision=${revision}`}${namespaceFlag(subject)}\` goes forward again.`,
              ko: `\`${sh`kubectl rollout undo deployment/${subject.name} --to-revision=${revision}`}${namespaceFlag(subject)}\` 명령으로 새 리비전을 다시 적용합니다.`,
            },
          },
        ]),
  ],
});

function deadlineMissed({ status }: Deployment) {
  return status?.conditions?.find(
    ({ type, status, reason }) => type === 'Progressing' && status === 'False' && reason === 'ProgressDeadlineExceeded',
  );
}

/** Pods of an earlier revision are still there, or not all of the new one. */
function isRolling({ spec, status }: Deployment): boolean {
  const { replicas = 0, updatedReplicas = 0 } = status ?? {};
  return replicas > updatedReplicas || updatedReplicas < (spec?.replicas ?? 1);
}

function revisionOf({ metadata }: ReplicaSet): string {
  return metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? '?';
}

function namespaceOf({ metadata }: ReplicaSet): { namespace?: string } {
  return metadata?.namespace ? { namespace: metadata.namespace } : {};
}

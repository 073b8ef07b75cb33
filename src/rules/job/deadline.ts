import { failingParts } from '../../core/failing-parts.ts';
import type { Job } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { duration } from '../../core/words/time-words.ts';

/**
 * The Job ran into `activeDeadlineSeconds`: its pods were deleted, whatever they were doing.
 * `DeadlineExceeded`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/job/job_controller.go (pastActiveDeadline)
 */
export default defineRule({
  id: 'job/deadline',
  coverage: ['job/deadline'],
  on: ['job'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#job-termination-and-cleanup',
  needs: ['pods'],
  applies: (job) => failure(job) !== undefined,
  check: ({ subject, ref, pods, now }) => {
    const failed = failure(subject);
    if (!failed) return [];
    const cronJob = subject.metadata?.ownerReferences?.find(({ kind }) => kind === 'CronJob')?.name ?? null;
    return [
      {
        facts: {
          deadline: subject.spec?.activeDeadlineSeconds ?? 0,
          succeeded: subject.status?.succeeded ?? 0,
          failed: subject.status?.failed ?? 0,
          completions: subject.spec?.completions ?? null,
          cronJob,
        },
        proof: [
          {
            ref,
            path: 'status.conditions[type=Failed].reason',
            value: failed.reason ?? '',
            ...(failed.lastTransitionTime ? { at: failed.lastTransitionTime } : {}),
          },
          { ref, path: 'spec.activeDeadlineSeconds', value: subject.spec?.activeDeadlineSeconds ?? null },
        ],
        leads: failingParts(pods, now).map(({ ref: to }) => ({ to })),
      },
    ];
  },
  says: {
    en: ({ deadline, succeeded, completions }, { name }) =>
      `Job \`${name}\` was stopped because it ran longer than its deadline of ${duration(deadline, 'en')} (\`activeDeadlineSeconds: ${deadline}\`)${completions && completions > 1 ? `, with ${succeeded} of ${completions} completions done` : ''}. Its running pods were deleted.`,
    ko: ({ deadline, succeeded, completions }, { name }) =>
      `\`${name}\` 잡이 기한 ${duration(deadline, 'ko')}(\`activeDeadlineSeconds: ${deadline}\`)보다 오래 실행되어 중단되었습니다${completions && completions > 1 ? ` (${completions}건 중 ${succeeded}건 완료)` : ''}. 실행 중이던 파드는 지워졌습니다.`,
  },
  steps: ({ deadline, cronJob }, subject) => [
    {
      kind: 'look',
      text: {
        en: 'See when its pods started and what they waited for: time spent in Pending counts too.',
        ko: '파드가 언제 시작했고 무엇을 기다렸는지 확인합니다. Pending 시간도 기한에 포함됩니다.',
      },
      command: `${sh`kubectl describe job ${subject.name}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'Make the work faster, or allow it more time, and start it anew.',
        ko: '작업을 더 빨리 끝나게 하거나 기한을 늘린 뒤 새로 시작합니다.',
      },
      ...(cronJob
        ? {
            command: `${sh`kubectl patch cronjob ${cronJob} -p ${JSON.stringify({ spec: { jobTemplate: { spec: { activeDeadlineSeconds: deadline * 2 } } } })}`}${namespaceFlag(subject)}`,
          }
        : {}),
      undo: { en: `Set \`activeDeadlineSeconds\` back to ${deadline}.`, ko: `\`activeDeadlineSeconds\` 값을 ${deadline} 값으로 되돌립니다.` },
    },
  ],
});

function failure({ status }: Job) {
  return status?.conditions?.find(
    (condition) => condition.type === 'Failed' && condition.status === 'True' && condition.reason === 'DeadlineExceeded',
  );
}

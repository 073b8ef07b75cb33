import { failingParts } from '../../core/failing-parts.ts';
import type { Job } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/** Reasons of the Failed condition that stand for failing pods: https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/api/batch/v1/types.go */
const reasons = ['BackoffLimitExceeded', 'PodFailurePolicy', 'MaxFailedIndexesExceeded', 'FailedIndexes'] as const;

/**
 * The Job gave up after its pods failed. Why they failed is theirs to tell, as long as they are there: with `restartPolicy: OnFailure`
 * the Job deletes the pod, and its log with it, when it gives up.
 */
export default defineRule({
  id: 'job/backoff-limit',
  coverage: ['job/backoff-limit'],
  on: ['job'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#pod-backoff-failure-policy',
  needs: ['pods'],
  applies: (job) => failure(job) !== undefined,
  check: ({ subject, ref, pods, now }) => {
    const failed = failure(subject);
    if (!failed) return [];
    const { lastTransitionTime, reason = '', message = '' } = failed;
    const parts = failingParts(pods, now);
    return [
      {
        facts: {
          reason,
          message,
          limit: subject.spec?.backoffLimit ?? 6,
          failed: subject.status?.failed ?? 0,
          left: pods.length,
          deletes: subject.spec?.template.spec?.restartPolicy === 'OnFailure',
          cronJob: subject.metadata?.ownerReferences?.find(({ kind }) => kind === 'CronJob')?.name ?? null,
        },
        proof: [{ ref, path: 'status.conditions[type=Failed].reason', value: reason, ...(lastTransitionTime ? { at: lastTransitionTime } : {}) }],
        leads: parts.map(({ ref: to }) => ({ to })),
      },
    ];
  },
  says: {
    en: ({ reason, message, limit, failed, left, deletes }, { name }) => {
      const why =
        reason === 'BackoffLimitExceeded'
          ? `after ${failed} failed ${failed === 1 ? 'pod' : 'pods'} (\`backoffLimit\` is ${limit})`
          : reason === 'PodFailurePolicy'
            ? `because its pod failure policy says so: ${message}`
            : `because too many of its indexes failed: ${message}`;
      const gone = left > 0 ? '' : ` Its pods and their logs are gone${deletes ? ' (`restartPolicy: OnFailure` deletes them)' : ''}.`;
      return `Job \`${name}\` gave up ${why.replace(/\.$/, '')}.${gone}`;
    },
    ko: ({ reason, message, limit, failed, left, deletes }, { name }) => {
      const why =
        reason === 'BackoffLimitExceeded'
          ? `파드가 ${failed}번 실패해서(\`backoffLimit\` ${limit})`
          : reason === 'PodFailurePolicy'
            ? `파드 실패 정책에 따라(${message})`
            : `실패한 인덱스가 너무 많아서(${message})`;
      const gone = left > 0 ? '' : ` 파드와 로그는 이미 지워졌습니다${deletes ? ' (`restartPolicy: OnFailure` 설정이면 지워집니다)' : ''}.`;
      return `\`${name}\` 잡이 ${why} 포기했습니다.${gone}`;
    },
  },
  steps: ({ left, cronJob }, subject) => [
    left > 0
      ? {
          kind: 'look',
          text: { en: 'Read the logs of the failed pods.', ko: '실패한 파드의 로그를 확인합니다.' },
          command: `${sh`kubectl logs -l batch.kubernetes.io/job-name=${subject.name} --all-containers --prefix --tail=50`}${namespaceFlag(subject)}`,
        }
      : {
          kind: 'look',
          text: { en: 'The events of its pods may be left, for about an hour.', ko: '파드의 이벤트는 한 시간쯤 남아 있을 수 있습니다.' },
          command: `kubectl get events --sort-by=.lastTimestamp${namespaceFlag(subject)} | ${sh`grep -F -- ${`${subject.name}-`}`}`,
        },
    {
      kind: 'change',
      text: {
        en: 'Correct the cause and start it anew: a failed Job is never taken up again. With `restartPolicy: Never` the failed pods stay for reading.',
        ko: '원인을 고친 뒤 새로 시작합니다. 실패한 잡은 다시 이어지지 않습니다. `restartPolicy: Never` 설정이면 실패한 파드가 남아 로그를 볼 수 있습니다.',
      },
      ...(cronJob ? { command: `${sh`kubectl create job ${`${cronJob}-retry`} --from=${`cronjob/${cronJob}`}`}${namespaceFlag(subject)}` } : {}),
      undo: { en: 'Delete the new Job.', ko: '새 잡을 지웁니다.' },
    },
  ],
});

function failure({ status }: Job) {
  return status?.conditions?.find(
    (condition) => condition.type === 'Failed' && condition.status === 'True' && (reasons as readonly string[]).includes(condition.reason ?? ''),
  );
}

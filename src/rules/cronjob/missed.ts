import { runsAround } from '../../core/cron-schedule.ts';
import type { KubeEvent } from '../../core/evidence.ts';
import type { CronJob, Job } from '../../core/kinds.ts';
import { namespaceFlag, type Ref, refOf } from '../../core/ref.ts';
import { defineRule, type Hit, type Proof, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { duration, moment } from '../../core/words/time-words.ts';

/** A run is late only so long after it was due: the controller needs a moment, and clocks differ. */
const patience = 90_000;

/**
 * It was due and did not start: the run before is still at work and `concurrencyPolicy: Forbid` waits for it, the start came too late for
 * `startingDeadlineSeconds`, or nobody acted at all. A run that was refused by a quota and the like has a rule of its own.
 * Events: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/cronjob/cronjob_controllerv2.go (syncCronJob), …/cronjob/utils.go (nextScheduleTime)
 */
export default defineRule({
  id: 'cronjob/missed',
  coverage: ['cronjob/missed'],
  on: ['cronjob'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#starting-deadline',
  needs: ['events', 'jobs'],
  applies: ({ spec }) => !spec?.suspend,
  check: ({ subject, ref, events, jobs, now }): readonly Hit<Missed>[] => {
    const due = dueSince(subject, now);
    const recent = (reason: string) => events.findLast((event) => event.reason === reason && now.getTime() - Date.parse(event.lastAt) < 3_600_000);
    const blocker = blockerOf(subject, jobs);
    const skipped = recent('JobAlreadyActive');
    const common = { due: due?.toISOString() ?? null, last: subject.status?.lastScheduleTime ?? null };
    if (blocker && (skipped || due)) {
      const started = blocker.status?.startTime ?? blocker.metadata?.creationTimestamp ?? '';
      const running = refOf('job', blocker);
      return [
        {
          facts: { ...common, why: 'still-running', job: running.name, seconds: secondsSince(started, now), deadline: null },
          proof: [
            { ref, path: 'spec.concurrencyPolicy', value: 'Forbid' },
            skipped ? eventProof(ref, skipped) : { ref: running, path: 'status.active', value: blocker.status?.active ?? 0 },
          ],
          leads: [{ to: running }],
        },
      ];
    }
    const late = recent('MissSchedule') ?? recent('TooManyMissedTimes');
    if (late && due) {
      const deadline = subject.spec?.startingDeadlineSeconds ?? null;
      return [{ facts: { ...common, why: 'too-late', job: null, seconds: null, deadline }, proof: [eventProof(ref, late)] }];
    }
    // refused creations are told by their own rules
    if (!due || events.some(({ reason, lastAt }) => reason === 'FailedCreate' && Date.parse(lastAt) >= due.getTime())) return [];
    return [
      {
        facts: { ...common, why: 'nobody-acted', job: null, seconds: null, deadline: null },
        proof: [
          { ref, path: 'spec.schedule', value: subject.spec?.schedule ?? '' },
          { ref, path: 'status.lastScheduleTime', value: subject.status?.lastScheduleTime ?? null },
        ],
        leads: [{ to: { kind: 'cluster', name: 'cluster' }, rules: ['control-plane/controller-manager-down'] }],
      },
    ];
  },
  says: {
    en: ({ why, job, seconds, deadline, due, last }) => {
      const since = last ? ` The last start was at ${moment(last)}.` : ' It has never started one.';
      if (why === 'still-running')
        return `Runs are skipped because job \`${job}\` has been at work for ${duration(seconds ?? 0, 'en')}, and \`concurrencyPolicy: Forbid\` starts no second one beside it.${since}`;
      if (why === 'too-late')
        return `A run was skipped because it could not be started ${deadline === null ? 'in time' : `within ${deadline} s of its time (\`startingDeadlineSeconds\`)`}.${deadline !== null && deadline < 10 ? ' Below 10 s a run may never start in time.' : ''}${since}`;
      return `The run of ${moment(due ?? '')} was not started, and no event says why: the CronJob controller (in kube-controller-manager) seems not to act.${since}`;
    },
    ko: ({ why, job, seconds, deadline, due, last }) => {
      const since = last ? ` 마지막 시작 시각: ${moment(last)}.` : ' 시작한 적이 없습니다.';
      if (why === 'still-running')
        return `\`${job}\` 잡이 ${duration(seconds ?? 0, 'ko')}째 실행 중이고 \`concurrencyPolicy: Forbid\` 설정이라 다음 실행을 건너뛰고 있습니다.${since}`;
      if (why === 'too-late')
        return `${deadline === null ? '제때' : `예정 시각부터 ${deadline}초 안에(\`startingDeadlineSeconds\`)`} 시작하지 못해 실행을 건너뛰었습니다.${deadline !== null && deadline < 10 ? ' 10초보다 짧으면 제때 시작하지 못할 수 있습니다.' : ''}${since}`;
      return `${moment(due ?? '')} 실행이 시작되지 않았고 이유를 알려 주는 이벤트도 없습니다. 크론잡 컨트롤러(kube-controller-manager)가 동작하지 않는 것으로 보입니다.${since}`;
    },
  },
  steps: ({ why, job, deadline }, subject) => [
    {
      kind: 'look',
      text: { en: 'See the CronJob, its active jobs and its events.', ko: '크론잡, 실행 중인 잡, 이벤트를 확인합니다.' },
      command: `${sh`kubectl describe cronjob ${subject.name}`}${namespaceFlag(subject)}`,
    },
    ...stepsFor(why, job, deadline, subject),
  ],
});

type Why = 'still-running' | 'too-late' | 'nobody-acted';
type Missed = {
  readonly why: Why;
  readonly due: string | null;
  readonly last: string | null;
  /** The job that is still at work, and for how long. */
  readonly job: string | null;
  readonly seconds: number | null;
  readonly deadline: number | null;
};

/** The moment of a run that should have started by now and did not; null where none is missing. */
function dueSince({ spec, status, metadata }: CronJob, now: Date): Date | null {
  const lastDue = (at: Date) => runsAround(spec?.schedule ?? '', spec?.timeZone, at)?.last;
  const last = lastDue(new Date(now.getTime() - patience));
  const since = Date.parse(status?.lastScheduleTime ?? metadata?.creationTimestamp ?? '');
  // a start that this schedule does not know: the controller manager lives in another time zone
  if (status?.lastScheduleTime && lastDue(new Date(since))?.getTime() !== since) return null;
  return last && last.getTime() > since ? last : null;
}

/** The active job that keeps the next one from starting. */
function blockerOf({ spec, status }: CronJob, jobs: readonly Job[]): Job | undefined {
  if (spec?.concurrencyPolicy !== 'Forbid') return undefined;
  return jobs.find(({ metadata }) => status?.active?.some(({ uid }) => uid === metadata?.uid));
}

function eventProof(ref: Ref, event: KubeEvent): Proof {
  return { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt };
}

function secondsSince(at: string, now: Date): number {
  return Math.round((now.getTime() - Date.parse(at)) / 1000);
}

function stepsFor(why: Why, job: string | null, deadline: number | null, subject: Ref): Step[] {
  const patch = (spec: object) => `${sh`kubectl patch cronjob ${subject.name} -p ${JSON.stringify({ spec })}`}${namespaceFlag(subject)}`;
  if (why === 'still-running') {
    return [
      {
        kind: 'look',
        text: { en: 'See what the running job is at.', ko: '실행 중인 잡이 무엇을 하고 있는지 확인합니다.' },
        command: `${sh`kubectl logs job/${job ?? ''} --tail=50`}${namespaceFlag(subject)}`,
      },
      {
        kind: 'change',
        text: { en: 'If it hangs, delete it: the next run then starts in time.', ko: '멈춰 있다면 지웁니다. 다음 실행은 제때 시작됩니다.' },
        command: `${sh`kubectl delete job ${job ?? ''}`}${namespaceFlag(subject)}`,
        undo: { en: 'None: its work is lost.', ko: '되돌릴 수 없습니다. 하던 작업은 사라집니다.' },
      },
      {
        kind: 'change',
        text: { en: 'Give each run a deadline, so that one that hangs ends by itself.', ko: '멈춘 실행이 스스로 끝나도록 실행마다 기한을 둡니다.' },
        command: patch({ jobTemplate: { spec: { activeDeadlineSeconds: 3600 } } }),
        undo: { en: 'Remove `activeDeadlineSeconds` again.', ko: '`activeDeadlineSeconds` 값을 다시 지웁니다.' },
      },
    ];
  }
  if (why === 'too-late') {
    return [
      {
        kind: 'change',
        text: { en: 'Allow a later start.', ko: '더 늦은 시작을 허용합니다.' },
        command: patch({ startingDeadlineSeconds: 300 }),
        undo: {
          en: deadline === null ? 'Remove `startingDeadlineSeconds` again.' : `Set \`startingDeadlineSeconds\` back to ${deadline}.`,
          ko: deadline === null ? '`startingDeadlineSeconds` 값을 다시 지웁니다.' : `\`startingDeadlineSeconds\` 값을 ${deadline} 값으로 되돌립니다.`,
        },
      },
    ];
  }
  return [
    {
      kind: 'look',
      text: { en: 'See whether kube-controller-manager runs and leads.', ko: 'kube-controller-manager가 실행 중이고 리더인지 확인합니다.' },
      command: 'kubectl get pods,leases -n kube-system | grep controller-manager',
    },
    {
      kind: 'change',
      text: { en: 'Start the missed run by hand.', ko: '놓친 실행을 직접 시작합니다.' },
      command: `${sh`kubectl create job ${`${subject.name}-manual`} --from=cronjob/${subject.name}`}${namespaceFlag(subject)}`,
      undo: { en: 'Delete that job.', ko: '그 잡을 지웁니다.' },
    },
  ];
}

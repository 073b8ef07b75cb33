import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/** Reasons of the controller's events: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/cronjob/cronjob_controllerv2.go (syncCronJob) */
const reasons = ['InvalidSchedule', 'UnparseableSchedule', 'UnParseableCronJobSchedule', 'UnknownTimeZone'];
/** Days that a month never has, such as 30 February: accepted by the API server, never due. */
const neverDue = /^\S+ \S+ (?:30|31|30,31) (?:2|FEB) \S+$|^\S+ \S+ 31 (?:(?:4|6|9|11|APR|JUN|SEP|NOV),?)+ \S+$/i;

/**
 * The controller cannot make sense of the schedule or its time zone. The API server refuses most such schedules; what gets through is one that is
 * never due, and a time zone that the controller manager's machine does not know.
 */
export default defineRule({
  id: 'cronjob/invalid',
  coverage: ['cronjob/invalid'],
  on: ['cronjob'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
  needs: ['events'],
  applies: ({ spec }) => !spec?.suspend,
  check: ({ subject, ref, events }) => {
    const said = events.findLast(({ reason }) => reasons.includes(reason));
    const schedule = subject.spec?.schedule ?? '';
    const { timeZone } = subject.spec ?? {};
    const isStale = said?.reason === 'UnknownTimeZone' ? !said.message.includes(`"${timeZone}"`) : said && !said.message.includes(schedule);
    const impossible = neverDue.test(schedule.replace(/^(?:CRON_)?TZ=\S+\s+/, '').trim());
    if ((!said || isStale) && !impossible) return [];
    const zone = said?.reason === 'UnknownTimeZone' && !isStale;
    return [
      {
        facts: {
          schedule,
          timeZone: timeZone ?? null,
          fault: zone ? 'time-zone' : impossible ? 'never-due' : 'schedule',
          words: said?.message ?? null,
        },
        proof: [
          zone ? { ref, path: 'spec.timeZone', value: timeZone ?? null } : { ref, path: 'spec.schedule', value: schedule },
          ...(said && !isStale ? [{ ref, path: `event ${said.reason} (${said.component})`, value: said.message, at: said.lastAt }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ schedule, timeZone, fault, words }) =>
      fault === 'time-zone'
        ? `The controller does not know the time zone \`${timeZone}\`, so no job is ever started.`
        : fault === 'never-due'
          ? `The schedule \`${schedule}\` names a day that its months do not have, so it is never due.`
          : `The controller cannot read the schedule \`${schedule}\`, so no job is ever started: ${words ?? ''}.`,
    ko: ({ schedule, timeZone, fault, words }) =>
      fault === 'time-zone'
        ? `컨트롤러가 \`${timeZone}\` 시간대를 몰라서 잡이 시작되지 않습니다.`
        : fault === 'never-due'
          ? `스케줄 \`${schedule}\` 값은 해당 달에 없는 날짜를 가리켜 실행될 때가 오지 않습니다.`
          : `컨트롤러가 스케줄 \`${schedule}\` 값을 읽지 못해 잡이 시작되지 않습니다: ${words ?? ''}.`,
  },
  steps: ({ fault }, subject) => [
    {
      kind: 'look',
      text: { en: 'Read what the controller says about it.', ko: '컨트롤러가 남긴 이벤트를 확인합니다.' },
      command: `${sh`kubectl describe cronjob ${subject.name}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text:
        fault === 'time-zone'
          ? {
              en: 'Name a zone of the tz database, such as `Asia/Seoul` or `Etc/UTC`.',
              ko: '`Asia/Seoul`, `Etc/UTC` 같은 tz 데이터베이스의 시간대를 적습니다.',
            }
          : {
              en: 'Correct the schedule: minute, hour, day of month, month, day of week. This example is every day at 03:00.',
              ko: '스케줄을 고칩니다. 순서는 분, 시, 일, 월, 요일입니다. 예시는 매일 03:00입니다.',
            },
      command: `${sh`kubectl patch cronjob ${subject.name} -p ${fault === 'time-zone' ? '{"spec":{"timeZone":"Etc/UTC"}}' : '{"spec":{"schedule":"0 3 * * *"}}'}`}${namespaceFlag(subject)}`,
      undo: { en: 'Set the earlier value in the same way.', ko: '같은 방법으로 이전 값을 다시 넣습니다.' },
    },
  ],
});

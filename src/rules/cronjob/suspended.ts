import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { moment } from '../../core/words/time-words.ts';

/** Switched off, mostly on purpose: no problem (`info`), but the answer to "why does it not run?". */
export default defineRule({
  id: 'cronjob/suspended',
  coverage: ['cronjob/suspended'],
  on: ['cronjob'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-suspension',
  needs: [],
  applies: ({ spec }) => spec?.suspend === true,
  check: ({ subject, ref }) => [
    {
      facts: { last: subject.status?.lastScheduleTime ?? null, deadline: subject.spec?.startingDeadlineSeconds ?? null },
      proof: [{ ref, path: 'spec.suspend', value: true }],
    },
  ],
  says: {
    en: ({ last }, { name }) =>
      `CronJob \`${name}\` is suspended (\`spec.suspend: true\`), so it starts no jobs. ${last ? `It last started one at ${moment(last)}.` : 'It has never started one.'}`,
    ko: ({ last }, { name }) =>
      `\`${name}\` 크론잡이 일시 중단되어 있어(\`spec.suspend: true\`) 잡을 시작하지 않습니다. ${last ? `마지막 시작 시각: ${moment(last)}.` : '시작한 적이 없습니다.'}`,
  },
  steps: ({ deadline }, subject) => [
    {
      kind: 'look',
      text: { en: 'Find out who suspended it, and why.', ko: '누가 왜 중단했는지 확인합니다.' },
      command: `${sh`kubectl get cronjob ${subject.name} -o yaml --show-managed-fields`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text:
        deadline === null
          ? {
              en: 'Let it run again. The latest run that was missed meanwhile is made up for at once, because it has no `startingDeadlineSeconds`.',
              ko: '다시 실행되게 합니다. `startingDeadlineSeconds` 값이 없으므로 그동안 놓친 마지막 실행이 바로 시작됩니다.',
            }
          : { en: 'Let it run again.', ko: '다시 실행되게 합니다.' },
      command: `${sh`kubectl patch cronjob ${subject.name} -p ${'{"spec":{"suspend":false}}'}`}${namespaceFlag(subject)}`,
      undo: {
        en: `\`${sh`kubectl patch cronjob ${subject.name} -p ${'{"spec":{"suspend":true}}'}`}${namespaceFlag(subject)}\``,
        ko: `\`${sh`kubectl patch cronjob ${subject.name} -p ${'{"spec":{"suspend":true}}'}`}${namespaceFlag(subject)}\` 명령으로 다시 중단합니다.`,
      },
    },
  ],
});

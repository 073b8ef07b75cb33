import { endings, logOf } from '../../core/container-ending.ts';
import { troubles } from '../../core/crash-cause.ts';
import { ignoredFields } from '../../core/ignored-fields.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf, specPath } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { endedByProbe } from '../../core/probe-kills.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate, readLog } from '../../core/runbook-steps.ts';
import { duration } from '../../core/words/time-words.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/** Something that runs this long does its work and recycles itself. */
const longRun = 600;

/** The process does its work and ends well, but `restartPolicy: Always` starts it again and again. */
export default defineRule({
  id: 'container/completes-and-restarts',
  coverage: ['container/completes-and-restarts'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  needs: ['events'],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) =>
    (pod.spec?.restartPolicy ?? 'Always') === 'Always' &&
    containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode === 0),
  check: ({ subject, ref, now, events, logs, previousLogs, owners }) => {
    const misread = (owners ?? []).filter(({ ref, object }) => object && ignoredFields(ref.kind, object).length > 0).map((owner) => owner.ref);
    const explained = new Set(troubles(subject, now, logs, previousLogs, crashSignatures).map(({ container }) => container));
    return endings(subject, now).flatMap((ending) => {
      const { name, init, terminated, status, path, previous } = ending;
      if (init || terminated.exitCode !== 0 || status.restartCount === 0 || explained.has(name) || endedByProbe(subject, ending, events)) return [];
      const ran = Math.max(0, (Date.parse(terminated.finishedAt ?? '') - Date.parse(terminated.startedAt ?? '')) / 1000);
      if (!(ran < longRun)) return [];
      const command = [...(specOf(subject, name)?.command ?? []), ...(specOf(subject, name)?.args ?? [])];
      return [
        {
          facts: {
            container: name,
            restarts: status.restartCount,
            ran,
            command:
              command.length > 0
                ? command
                    .join(' ')
                    .replaceAll(/[`\s]+/g, ' ')
                    .slice(0, 160)
                : null,
            silent: logOf(ending, logs, previousLogs)?.lines.length === 0,
            previous,
            workload: owningWorkload(owners),
          },
          proof: [
            { ref, path: `${path}.reason`, value: terminated.reason ?? 'Completed', ...(terminated.finishedAt ? { at: terminated.finishedAt } : {}) },
            { ref, path: `${path}.exitCode`, value: 0 },
            ...(command.length > 0
              ? [{ ref, path: `${specPath(subject, name)}.${specOf(subject, name)?.command ? 'command' : 'args'}[0]`, value: command[0] ?? '' }]
              : []),
          ],
          // perhaps the command that was meant never reached the server
          leads: [ref, ...misread].map((to) => ({ to, rules: ['pod/spec-field-ignored'] })),
        },
      ];
    });
  },
  says: {
    en: ({ container, restarts, ran, command, silent }) =>
      `Container \`${container}\` does not fail: its process ends well (exit code 0) ${ran < 1 ? 'at once' : `after ${duration(ran, 'en')}`}, and \`restartPolicy: Always\` starts it again (${restarts} restarts).${
        command
          ? ` It runs \`${command}\`.`
          : ` It has no \`command\` or \`args\`, so it runs what its image says${silent ? '; a shell or an interpreter without input ends at once' : ''}.`
      }`,
    ko: ({ container, restarts, ran, command, silent }) =>
      `\`${container}\` 컨테이너는 실패하지 않습니다. 프로세스가 ${ran < 1 ? '곧바로' : `${duration(ran, 'ko')} 만에`} 정상 종료(종료 코드 0)하고, \`restartPolicy: Always\` 설정 때문에 다시 시작됩니다 (재시작 ${restarts}회).${
        command
          ? ` 실행하는 명령: \`${command}\``
          : ` \`command\` 값과 \`args\` 값이 없어 이미지에 정해진 명령을 실행합니다.${silent ? ' 입력이 없는 셸이나 인터프리터는 곧바로 끝납니다.' : ''}`
      }`,
  },
  steps: ({ container, previous, workload }, pod) => [
    readLog(pod, container, previous),
    editTemplate(workload, pod, {
      en: 'If it should keep running, start the server in the foreground (not as a daemon or in the background).',
      ko: '계속 실행되어야 한다면 서버를 데몬이나 백그라운드가 아니라 포그라운드로 실행합니다.',
    }),
    {
      kind: 'change',
      text: {
        en: 'If it is a task with an end, run it as a Job or CronJob, or as an init container of what needs it.',
        ko: '끝이 있는 작업이라면 잡이나 크론잡으로, 또는 이것이 필요한 파드의 초기화 컨테이너로 실행합니다.',
      },
      undo: { en: 'Delete the Job and apply the manifest from before.', ko: '잡을 지우고 이전 매니페스트를 다시 적용합니다.' },
    },
  ],
});

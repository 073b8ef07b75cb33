import { endingsGotOver, logOf, logPath } from '../../core/container-ending.ts';
import { crashCause } from '../../core/crash-cause.ts';
import { plainLine } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate, readLog } from '../../core/runbook-steps.ts';
import { duration } from '../../core/words/time-words.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/**
 * A container ended once or twice while its pod was starting and has run well since: no problem any more (`info`), but the answer to
 * "why was it restarted?". What ends again, or later, is told by the other rules.
 */
export default defineRule({
  id: 'container/restarted-at-start',
  coverage: ['container/exit-code', 'container/crash-cause-in-log'],
  on: ['pod'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-state-terminated',
  needs: [],
  wants: ['previousLogs', 'owners'],
  applies: (pod) => containerStatuses(pod).some(({ init, ready, state, lastState }) => !init && ready && state?.running && lastState?.terminated),
  check: ({ subject, ref, now, previousLogs, owners }) =>
    endingsGotOver(subject, now).flatMap((ending) => {
      const { name, init, terminated, status, path } = ending;
      if (init) return [];
      const log = logOf(ending, undefined, previousLogs);
      const words = (log?.lines ?? []).map((line) => plainLine(line).trim()).filter((line) => line !== '');
      const said = crashCause(ending, log, crashSignatures)?.match.line ?? words.at(-1);
      const at = terminated.finishedAt ? { at: terminated.finishedAt } : {};
      return [
        {
          facts: {
            container: name,
            exitCode: terminated.exitCode,
            restarts: status.restartCount,
            well: Math.floor((now.getTime() - Date.parse(status.state?.running?.startedAt ?? '')) / 1000),
            workload: owningWorkload(owners),
          },
          proof: [
            { ref, path: `${path}.exitCode`, value: terminated.exitCode, ...at },
            ...(said ? [{ ref, path: logPath(name, true), value: said.slice(0, 500), ...at }] : []),
          ],
        },
      ];
    }),
  says: {
    en: ({ container, exitCode, restarts, well }) =>
      `Container \`${container}\` ended ${restarts === 1 ? 'once' : 'twice'} while its pod was starting (exit code ${exitCode}), and has run well for ${duration(well, 'en')} since. Most often something that it needs came up after it.`,
    ko: ({ container, exitCode, restarts, well }) =>
      `\`${container}\` 컨테이너가 파드를 시작하는 동안 ${restarts === 1 ? '한 번' : '두 번'} 종료된 뒤(종료 코드 ${exitCode}) ${duration(well, 'ko')} 동안 정상 실행되고 있습니다. 대개는 필요한 다른 구성 요소가 이 컨테이너보다 늦게 준비된 경우입니다.`,
  },
  steps: ({ container, workload }, pod) => [
    readLog(pod, container, true),
    editTemplate(workload, pod, {
      en: 'If every start looks like this, let the program wait and try again, or put an init container before it that waits.',
      ko: '시작할 때마다 반복된다면, 프로그램이 기다렸다가 다시 시도하게 하거나 앞에서 기다리는 초기화 컨테이너를 둡니다.',
    }),
  ],
});

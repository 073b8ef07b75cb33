import { endings, logOf, logPath } from '../../core/container-ending.ts';
import { componentOf } from '../../core/control-plane.ts';
import { crashCause } from '../../core/crash-cause.ts';
import { exitMeaning } from '../../core/exit-codes.ts';
import { endedByHook } from '../../core/hook-failure.ts';
import { plainLine } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { isSidecar } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { endedByProbe } from '../../core/probe-kills.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { describeObject, editTemplate, readLog, rollBack } from '../../core/runbook-steps.ts';
import { componentLeads } from '../../core/system-component.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/** Endings that have rules of their own, by the runtime's reason. */
const told = new Set(['OOMKilled', 'StartError', 'ContainerCannotRun']);
const shownLines = 3;

/** A container ended with an error, and nothing more particular is known: what its exit code means, and its last words. */
export default defineRule({
  id: 'container/exit-code',
  coverage: ['container/exit-code'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#container-state-terminated',
  needs: [],
  wants: ['logs', 'previousLogs', 'events', 'owners'],
  // components of the control plane have rules that know their words
  applies: (pod) =>
    componentOf(pod) === null && containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode),
  check: ({ subject, ref, now, logs, previousLogs, events, owners }) =>
    endings(subject, now).flatMap((ending) => {
      const { name, init, spec, terminated, status, previous, path } = ending;
      // an init container holds the pod back, and pod/init-container-blocked says so with its exit code
      if (terminated.exitCode === 0 || told.has(terminated.reason ?? '') || (init && !isSidecar(spec))) return [];
      const lostTrack = terminated.exitCode === 255 && terminated.reason === 'Unknown';
      if (lostTrack && status.ready) return [];
      const log = logOf(ending, logs, previousLogs);
      if (endedByProbe(subject, ending, events ?? []) || endedByHook(ending, events ?? []) || crashCause(ending, log, crashSignatures)) return [];
      const words = (log?.lines ?? []).map((line) => plainLine(line).trim()).filter((line) => line !== '');
      const last = words.slice(-shownLines);
      const at = terminated.finishedAt ? { at: terminated.finishedAt } : {};
      const proof: readonly Proof[] = [
        ...(terminated.message ? [{ ref, path: `${path}.message`, value: terminated.message.slice(0, 500), ...at }] : []),
        ...last.map((line) => ({ ref, path: logPath(name, previous), value: line.slice(0, 500), ...at })),
      ];
      return [
        {
          facts: {
            container: name,
            exitCode: terminated.exitCode,
            lostTrack,
            restarts: status.restartCount,
            words: tidy(last.at(-1)),
            message: tidy(terminated.message?.trim().split('\n').at(-1)),
            logRead: log !== undefined,
            probed: Boolean(spec?.livenessProbe),
            previous,
            workload: owningWorkload(owners),
          },
          proof: [{ ref, path: `${path}.exitCode`, value: terminated.exitCode, ...at }, ...proof],
          // SIGKILL: perhaps the node was out of memory
          leads: [...(terminated.exitCode === 137 ? [{ to: ref, rules: ['container/oom-killed'] }] : []), ...componentLeads(subject, ref)],
        },
      ];
    }),
  says: {
    en: ({ container, exitCode, lostTrack, restarts, words, message, logRead }) => {
      const again = restarts > 0 ? ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})` : '';
      if (lostTrack) return `Container \`${container}\` was cut off: its node or the container runtime restarted under it (exit code 255)${again}.`;
      const meaning = exitMeaning(exitCode);
      const last = message
        ? ` It left the message: \`${message}\``
        : words
          ? ` The last line of its log is: \`${words}\``
          : logRead
            ? ' Its log is empty.'
            : '';
      return `Container \`${container}\` ended with exit code ${exitCode}${again}${meaning ? `: ${meaning.en}` : ''}.${last}`;
    },
    ko: ({ container, exitCode, lostTrack, restarts, words, message, logRead }) => {
      const again = restarts > 0 ? ` (재시작 ${restarts}회)` : '';
      if (lostTrack) return `노드나 컨테이너 런타임이 다시 시작되어 \`${container}\` 컨테이너가 끊겼습니다 (종료 코드 255)${again}.`;
      const meaning = exitMeaning(exitCode);
      const last = message ? ` 남긴 메시지: \`${message}\`` : words ? ` 로그의 마지막 줄: \`${words}\`` : logRead ? ' 로그는 비어 있습니다.' : '';
      return `\`${container}\` 컨테이너가 종료 코드 ${exitCode} 값으로 끝났습니다${again}.${meaning ? ` ${meaning.ko}.` : ''}${last}`;
    },
  },
  steps: ({ container, exitCode, previous, probed, workload }, pod) => [
    readLog(pod, container, previous),
    ...(exitCode === 137 || exitCode === 143
      ? [
          describeObject(pod, {
            en: `See who ended it: events of the kubelet${probed ? ' (it has a liveness probe)' : ''}, memory of the node, the grace period.`,
            ko: `누가 종료했는지 확인합니다. kubelet 이벤트${probed ? '(활성 프로브가 있습니다)' : ''}, 노드의 메모리, 유예 기간을 봅니다.`,
          }),
        ]
      : []),
    ...(exitCode === 126 || exitCode === 127
      ? [
          editTemplate(workload, pod, {
            en: 'Correct `command` or `args`, or use an image that has the command.',
            ko: '`command` 또는 `args` 값을 바로잡거나 그 명령이 있는 이미지를 씁니다.',
          }),
        ]
      : [
          rollBack(workload, pod, {
            en: 'If it began with a new version, go back to the one before; else correct what the log names.',
            ko: '새 버전부터 시작된 일이면 이전 버전으로 되돌리고, 아니면 로그가 가리키는 것을 바로잡습니다.',
          }),
        ]),
  ],
});

function tidy(words: string | undefined): string | null {
  return words ? words.replaceAll('`', "'").slice(0, 200) : null;
}

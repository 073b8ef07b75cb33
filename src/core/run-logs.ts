import { endings, logOf, logPath } from './container-ending.ts';
import type { ContainerLog } from './evidence.ts';
import type { Pod } from './kinds.ts';

export interface RunLog {
  readonly container: string;
  readonly lines: readonly string[];
  /** Of the proof: `log coredns (previous)`. */
  readonly path: string;
  /** It ended; else it runs. */
  readonly ended: boolean;
}

/** The evidence of a rule about a pod. */
export interface RunEvidence {
  readonly subject: Pod;
  readonly now: Date;
  readonly logs?: readonly ContainerLog[];
  readonly previousLogs?: readonly ContainerLog[];
}

/** In place of a log that the runtime has removed with its container. */
const gone = /^unable to retrieve container logs for /;

/** What each container of a pod said last: the run that ended, where it ended badly, that still matters and its log is still there; else the one that runs. */
export function lastRuns({ subject, now, logs, previousLogs }: RunEvidence): RunLog[] {
  const ended = endings(subject, now).filter(({ terminated }) => terminated.exitCode !== 0);
  const last = ended.flatMap((ending): RunLog[] => {
    const log = logOf(ending, logs, previousLogs);
    const lines = (log?.lines ?? []).filter((line) => !gone.test(line));
    return lines.length > 0 ? [{ container: ending.name, lines, path: logPath(ending.name, ending.previous), ended: true }] : [];
  });
  const running = (logs ?? []).filter(({ container }) => !last.some((one) => one.container === container));
  return [...last, ...running.map(({ container, lines }) => ({ container, lines, path: logPath(container, false), ended: false }))];
}

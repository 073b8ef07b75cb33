import { endings, logOf, logPath } from './container-ending.ts';
import type { ContainerLog } from './evidence.ts';
import type { Pod } from './kinds.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

const pattern = /exec format error|cannot execute binary file/i;

/** The kernel's or the shell's words for a program that it cannot execute. */
export function isExecFormat(words: string): boolean {
  return pattern.test(words);
}

/** A container whose program the kernel refused to execute: built for another processor, or a script without its `#!` line. */
export interface ExecFormatError {
  readonly container: string;
  readonly file: string | null;
  readonly proof: Proof;
}

/** In the runtime's message where the start failed; in the log where runc had already handed over (`exec /app: exec format error`). */
export function execFormatErrors(
  pod: Pod,
  ref: Ref,
  now: Date,
  logs: readonly ContainerLog[] | undefined,
  previousLogs: readonly ContainerLog[] | undefined,
): ExecFormatError[] {
  return endings(pod, now).flatMap((ending): ExecFormatError[] => {
    const { name, terminated, previous, path } = ending;
    const at = terminated.finishedAt ? { at: terminated.finishedAt } : {};
    const line = logOf(ending, logs, previousLogs)?.lines.findLast((text) => pattern.test(text));
    const words = pattern.test(terminated.message ?? '') ? terminated.message : line;
    if (terminated.exitCode === 0 || !words) return [];
    const file = /exec:? "?(\/?[\w./-]{1,160})"?: (?:exec format|.*exec format)/i.exec(words)?.[1] ?? null;
    return [
      {
        container: name,
        file,
        proof: { ref, path: words === line ? logPath(name, previous) : `${path}.message`, value: words.slice(0, 500), ...at },
      },
    ];
  });
}

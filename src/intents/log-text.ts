import type { CleanText } from './clean-text.ts';

const marksOfLogs: readonly RegExp[] = [
  /\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d/,
  /^[EWIF]\d{4} \d\d:\d\d:\d\d/,
  /^\[?(?:ERROR|WARN(?:ING)?|FATAL|CRITICAL|INFO|DEBUG|PANIC|TRACE|SEVERE)\b/,
  /\b(?:level|severity|lvl)=\w/,
  /^(?:panic|fatal|error|warning|exception|traceback|caused by|failed|runtime)\b.{0,60}?: /i,
  /\b(?:[A-Za-z_.]+(?:Exception|Error))\b(?:: | at )/,
  /\brpc error: code = /,
  /^\s+at [\w$.<>]+ ?\(/,
  /^(?:Warning|Normal) +[A-Z]\w+ +\S+/,
  /^goroutine \d+ /,
  /^(?:standard_init_linux|exec|dial tcp|x509|OCI runtime|Error response|Error from server|Unable to connect|Back-off|Failed to pull)\b/i,
  /^\d+\/\d+ nodes are available/,
  /^(?:Liveness|Readiness|Startup) probe (?:failed|errored)/,
  /^(?:MountVolume|AttachVolume|Unable to attach|Failed to|FailedScheduling|FailedMount|FailedCreate)\b.{10,}/,
  /^(?:NAME|NAMESPACE|LAST SEEN) {2,}[A-Z]/,
];
const errorWords =
  /\b(?:dial tcp|i\/o timeout|connection refused|no such host|no space left on device|permission denied|exec format error|failed to|unable to)\b/i;

/** A line as programs write them. */
export function isLogLine(line: string): boolean {
  const start = line.slice(0, 400);
  return marksOfLogs.some((mark) => mark.test(start)) || (start.length > 60 && errorWords.test(start));
}

/** The part of a message that was pasted, and the part that was said. */
export interface Pasted {
  readonly said: string;
  /** Null when nothing was pasted. */
  readonly pasted: string | null;
  /** The only line is one of a log, as far as one can tell. */
  readonly maybeLog: boolean;
}

const healthyRow = /\b(?:Running|Completed|Succeeded|Ready|Active|Bound|Available)\b/;

/**
 * "why?" with kubectl's own table: the row that is not well, as words a person would use. Null when there is no such row, or more than one.
 */
export function rowInQuestion(pasted: string): string | null {
  const lines = pasted.split('\n').filter((line) => line.trim() !== '');
  const head = lines.findIndex((line) => /^\s*(?:NAMESPACE\s+)?NAME\s+[A-Z]/.test(line));
  if (head < 0 || lines.length > 60) return null;
  const rows = lines.slice(head + 1);
  const wrong = rows.filter((row) => !healthyRow.test(row) || /\b0\/[1-9]/.test(row));
  const row = rows.length === 1 ? rows[0] : wrong.length === 1 ? wrong[0] : undefined;
  if (!row) return null;
  const cells = row.trim().split(/\s+/);
  if (!/^\s*NAMESPACE/.test(lines[head] ?? '')) return cells.join(' ');
  return `${cells.slice(1).join(' ')} -n ${cells[0]}`;
}

/** Under what was pasted: "why does pod web-0 do that?" */
const asksBehind = /^.{3,200}\?$|^(?:why|how come|what)\b.{3,200}$|^.{0,100}(?:왜|원인|이유).{0,100}$/i;

/** Code blocks, else the lines from the first that looks like a log. */
export function splitPaste({ text, pastes }: CleanText): Pasted {
  if (pastes.length > 0) return { said: text.trim(), pasted: pastes.join('\n\n'), maybeLog: false };
  const lines = text.split('\n');
  const filled = lines.filter((line) => line.trim() !== '').length;
  if (filled <= 1) return text.length > 1500 ? { said: '', pasted: text, maybeLog: true } : { said: text, pasted: null, maybeLog: isLogLine(text) };
  const first = lines.slice(0, 50).findIndex(isLogLine);
  if (first >= 0) {
    const last = lines.findLastIndex(isLogLine);
    const behind = lines
      .slice(last + 1)
      .join('\n')
      .trim();
    const end = asksBehind.test(behind) ? last + 1 : lines.length;
    const said = [...lines.slice(0, first), ...lines.slice(end)].join('\n').trim();
    return { said, pasted: lines.slice(first, end).join('\n').trim(), maybeLog: false };
  }
  return filled >= 6 || text.length > 1500 ? { said: '', pasted: text, maybeLog: false } : { said: text, pasted: null, maybeLog: false };
}

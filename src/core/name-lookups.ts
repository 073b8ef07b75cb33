import type { ContainerLog } from './evidence.ts';
import { unresolvedHosts } from './hosts-in-text.ts';
import { plainLine } from './log-signature.ts';

/** A look-up of a name that failed, as a log tells it. */
export interface FailedLookup {
  readonly container: string;
  readonly previous: boolean;
  readonly line: string;
  readonly host: string | null;
  /** The nameserver that was asked, where the program says so: Go does. */
  readonly server: string | null;
  /** Nobody answered, as opposed to "there is no such name". */
  readonly unanswered: boolean;
}

const silence =
  /Temporary failure in name resolution|EAI_AGAIN|no servers could be reached|resolution timed out|\blookup \S{1,253}.{0,80}(?:i\/o timeout|server misbehaving|connection refused)/i;
const asked = /\blookup (\S{1,253}) on \[?([0-9a-f.:]{2,45}?)\]?:53\b/i;

/** The newest failed look-up of each name, newest last. */
export function failedLookups(logs: readonly ContainerLog[], previousLogs: readonly ContainerLog[]): FailedLookup[] {
  const all = [...previousLogs.map((log) => ({ ...log, previous: true })), ...logs.map((log) => ({ ...log, previous: false }))];
  const found = new Map<string, FailedLookup>();
  for (const { container, lines, previous } of all) {
    for (const raw of lines) {
      const line = plainLine(raw).slice(0, 1_000);
      const unanswered = silence.test(line);
      const hosts = unresolvedHosts(line);
      if (!unanswered && hosts.length === 0) continue;
      const [, name, server = null] = asked.exec(line) ?? [];
      for (const host of hosts.length > 0 ? hosts : [name?.replace(/\.$/, '') ?? null]) {
        found.delete(host ?? '');
        found.set(host ?? '', { container, previous, line: line.trim(), host, server, unanswered });
      }
    }
  }
  return [...found.values()];
}

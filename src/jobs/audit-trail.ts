import type { Logger } from 'pino';
import type { AuditEntry, AuditTrail } from '../core/audit.ts';
import type { Store } from '../core/store.ts';

const keys = { questions: 'audit', occasions: 'audit/occasions' } as const;
const most = 1_000;

export interface AuditTrailOptions {
  readonly store: Store;
  /** Takes each entry as a line of JSON; null: none is wanted. */
  readonly write: ((line: string) => Promise<void>) | null;
  readonly log: Logger;
}

/**
 * Who asked what, and what the bot did of its own accord: each entry as a line, and the last 1,000 of both in the store, whichever process they come
 * from.
 */
export function openAuditTrail({ store, write, log }: AuditTrailOptions): AuditTrail {
  const keep = (entry: AuditEntry) => [
    write?.(`${JSON.stringify(entry)}\n`),
    store.append(entry.occasion ? keys.occasions : keys.questions, entry, { most }),
  ];
  return {
    async record(entry) {
      for (const kept of await Promise.allSettled(keep(entry)))
        if (kept.status === 'rejected') log.error({ err: kept.reason }, 'an entry of the audit trail could not be kept');
    },
    async latest(count) {
      const lists = await Promise.all(Object.values(keys).map((key) => store.latest<AuditEntry>(key, Math.min(count, most))));
      return lists.flat().toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
    },
  };
}

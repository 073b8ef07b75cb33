import type { ChangesAnswer } from '../../answer.ts';
import type { Change } from '../../changes/change.ts';
import type { RecentChanges, Recovery } from './incident.ts';

/** What was done may take so long until it is seen to help. */
const leadMs = 15 * 60_000;
const mostFixes = 3;
const mostRecent = 5;

/** What somebody or something did, rather than what befell it. */
function isDone(change: Change): boolean {
  if (change.type === 'node') return change.what !== 'event';
  return change.type !== 'restarted' && change.type !== 'warning';
}

/**
 * What may have made it well: changes between the last time it was seen broken (and a little before, as what is done takes time to help) and the first
 * time it was seen well, newest first. Not earlier than the problem itself.
 */
export function recoveryOf(
  changes: ChangesAnswer | null,
  { problemSince, problemAt, healthyAt }: { readonly problemSince: string | null; readonly problemAt: string | null; readonly healthyAt: string },
): Recovery {
  const from = Math.max(Date.parse(problemAt ?? healthyAt) - leadMs, problemSince === null ? 0 : Date.parse(problemSince));
  const until = Date.parse(healthyAt);
  const within = (changes?.entries ?? []).filter((change) => isDone(change) && Date.parse(change.at) > from && Date.parse(change.at) <= until);
  // what could not be read may hold it
  const unread = changes === null || (within.length === 0 && changes.gaps.length > 0);
  return { problemSince, problemAt, healthyAt, changes: within.toReversed().slice(0, mostFixes), unread };
}

/** The newest changes of the last hour, for the status: what was done, not what befell it. */
export function recentChanges({ at, entries, more, gaps }: ChangesAnswer): RecentChanges {
  const done = entries.filter(isDone);
  return { at, entries: done.slice(-mostRecent).toReversed(), more: Math.max(0, done.length - mostRecent) + more, partial: gaps.length > 0 };
}

/** For the time line: what was done since a moment. */
export function changesSince({ entries }: ChangesAnswer, from: string): readonly Change[] {
  return entries.filter((change) => isDone(change) && Date.parse(change.at) >= Date.parse(from));
}

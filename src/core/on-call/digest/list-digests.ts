import type { OnCallDeps } from '../on-call.ts';
import { nextRun } from './cron.ts';
import type { Digest } from './digest.ts';
import type { DigestsAnswer, ListedDigest } from './digest-answer.ts';
import { readProgress } from './digest-store.ts';

/** Digests with when they come and last came. */
export async function digestsAnswer(
  outcome: DigestsAnswer['outcome'],
  digests: readonly Digest[],
  { store, now }: Pick<OnCallDeps, 'store' | 'now'>,
): Promise<DigestsAnswer> {
  const listed = digests.map(async (digest): Promise<ListedDigest> => {
    const progress = await readProgress(store, digest.id);
    const nextAt = digest.paused ? null : (nextRun(digest.cron, digest.timeZone, now())?.toISOString() ?? null);
    return { digest, nextAt, lastAt: progress?.lastAt ?? null, lastVerdict: progress?.lastVerdict ?? null };
  });
  return { type: 'digests', outcome, digests: await Promise.all(listed), what: null, clusters: [] };
}

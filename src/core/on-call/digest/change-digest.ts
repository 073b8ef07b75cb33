import type { Intent } from '../../intent.ts';
import type { OnCallContext, OnCallDeps } from '../on-call.ts';
import type { Digest } from './digest.ts';
import type { DigestsAnswer } from './digest-answer.ts';
import { deleteDigest, listDigests, saveDigest, scheduleName } from './digest-store.ts';
import { scheduleDigest } from './heal-digests.ts';
import { digestsAnswer } from './list-digests.ts';
import { manualTask } from './run-digest.ts';

export const digestChanges = ['pause', 'resume', 'remove', 'now'] as const;
export type DigestChange = (typeof digestChanges)[number];

/** Pauses, resumes or removes the digest that was meant; asks which where that is not clear. */
export async function changeMeant(change: DigestChange, intent: Intent, context: OnCallContext, deps: OnCallDeps): Promise<DigestsAnswer> {
  const all = await listDigests(deps.store, context.spot.channel);
  if (all.length === 0) return digestsAnswer('none', [], deps);
  const meant = all.filter((one) => isMeant(one, intent) && canBe(change, one));
  const [only, ...more] = meant;
  return only && more.length === 0 ? changeDigest(change, only, context, deps) : digestsAnswer('which', meant.length > 0 ? meant : all, deps);
}

/** The only digest of the channel that "now" can mean; null: a look at the cluster for itself. */
export async function meantNow(intent: Intent, context: OnCallContext, deps: OnCallDeps): Promise<Digest | null> {
  const meant = (await listDigests(deps.store, context.spot.channel)).filter((one) => isMeant(one, intent));
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** What was said narrows it; what was not does not. */
function isMeant({ namespace, cluster }: Digest, intent: Intent): boolean {
  return (intent.namespace === null || intent.namespace === namespace) && (intent.cluster === undefined || intent.cluster === cluster);
}

function canBe(change: DigestChange, { paused }: Digest): boolean {
  return change === 'pause' ? !paused : change === 'resume' ? paused : true;
}

/** Does it. A digest that was resumed has missed nothing. */
export async function changeDigest(change: DigestChange, digest: Digest, { at }: OnCallContext, deps: OnCallDeps): Promise<DigestsAnswer> {
  const { store, tasks } = deps;
  switch (change) {
    case 'pause': {
      const paused = { ...digest, paused: true };
      await saveDigest(store, paused);
      await tasks.unschedule(scheduleName(digest.id));
      return digestsAnswer('paused', [paused], deps);
    }
    case 'resume': {
      const resumed = { ...digest, paused: false, since: deps.now().toISOString() };
      await saveDigest(store, resumed);
      await scheduleDigest(resumed, tasks);
      return digestsAnswer('resumed', [resumed], deps);
    }
    case 'remove':
      await deleteDigest(store, digest.id);
      await tasks.unschedule(scheduleName(digest.id));
      return digestsAnswer('removed', [digest], deps);
    case 'now':
      await tasks.add(manualTask(digest.id, at), { key: 'now' });
      return digestsAnswer('coming', [digest], deps);
  }
}

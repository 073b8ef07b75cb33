import type { Intent } from '../../intent.ts';
import type { OnCallContext, OnCallDeps } from '../on-call.ts';
import { cronRefusal, isTimeZone } from './cron.ts';
import type { Digest } from './digest.ts';
import type { DigestsAnswer } from './digest-answer.ts';
import { addDigest, deleteDigest, listDigests, readDigest } from './digest-store.ts';
import { scheduleDigest } from './heal-digests.ts';
import { digestsAnswer } from './list-digests.ts';

/** A channel has no more of them. */
const most = 20;

/** Sets a digest for a channel, by the time zone of who asks; or says why not. The same wish again changes nothing. */
export async function setDigest(
  intent: Intent & { readonly cron: string },
  context: OnCallContext,
  deps: OnCallDeps,
  leastMs: number,
): Promise<DigestsAnswer> {
  const { cron } = intent;
  const cluster = intent.cluster ?? context.cluster;
  if (cluster !== null && !deps.clusters().includes(cluster)) return refused('unknown-cluster', cluster, deps);
  const zone = await context.timeZone();
  const timeZone = isTimeZone(zone) ? zone : 'UTC';
  const refusal = cronRefusal(cron, timeZone, deps.now(), leastMs);
  if (refusal) return refused(refusal, cron, deps);
  const wished = digestOf(intent, context, timeZone, cluster);
  const others = await listDigests(deps.store, context.spot.channel);
  const same = others.find((one) => isSame(one, wished));
  if (same && same.since !== wished.since) return digestsAnswer('known', [same], deps);
  if (!same && others.length >= most) return digestsAnswer('too-many', others, deps);
  return add(same ?? wished, deps);
}

/** Two wishes of one moment have ids of their own. */
async function add(wished: Digest, deps: OnCallDeps, number = 1): Promise<DigestsAnswer> {
  const digest = number === 1 ? wished : { ...wished, id: `${wished.id}-${number}` };
  if (!(await addDigest(deps.store, digest))) {
    const there = await readDigest(deps.store, digest.id);
    if (there && !isSame(there, wished)) return add(wished, deps, number + 1);
  }
  try {
    await scheduleDigest(digest, deps.tasks);
  } catch (error) {
    await deleteDigest(deps.store, digest.id);
    throw error;
  }
  return digestsAnswer('added', [digest], deps);
}

/** Its id is made of the place and the moment of the wish, so that a redelivery sets the same one. */
function digestOf(
  { namespace, cron, locale }: Intent & { readonly cron: string },
  context: OnCallContext,
  timeZone: string,
  cluster: string | null,
): Digest {
  const { spot, asker, at } = context;
  return {
    id: `${spot.channel}-${Date.parse(at).toString(36)}`,
    spot: { ...spot, threadTs: null },
    cron,
    timeZone,
    cluster,
    namespace,
    locale: context.locale ?? locale,
    asker,
    paused: false,
    since: at,
  };
}

function isSame(a: Digest, b: Digest): boolean {
  return a.cron === b.cron && a.timeZone === b.timeZone && a.cluster === b.cluster && a.namespace === b.namespace && !a.paused;
}

function refused(outcome: 'not-cron' | 'too-often' | 'unknown-cluster', what: string, { clusters }: OnCallDeps): DigestsAnswer {
  return { type: 'digests', outcome, digests: [], what, clusters: clusters() };
}

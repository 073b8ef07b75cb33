import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { Asker } from '../../jobs.ts';
import type { OnCallContext, OnCallDeps } from '../on-call.ts';
import { auditSwitch } from './audit-feed.ts';
import type { FeedsAnswer } from './feed-answer.ts';
import { emptyFeed } from './feed-state.ts';
import { briefOf, deleteFeed, type Feed, feedId, listFeeds, mostInChannel, saveFeed, scheduleName } from './feeds.ts';
import { blindness } from './problems.ts';

const everyMs = 60_000;

/** Turns on a feed of the channel, where its cluster and namespace can be looked at. */
export async function feedOn(intent: Intent, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const { namespace } = intent;
  const look: Intent = {
    ...intent,
    intent: namespace === null ? 'list' : 'health',
    kind: namespace === null ? 'namespace' : null,
    name: null,
    symptom: null,
  };
  const found = await deps.answer(look, { cluster: context.cluster, behalf: context });
  if (found.type !== 'health' && found.type !== 'table') return found;
  const { cluster } = found;
  const blind = found.type === 'health' ? blindness(found) : null;
  if (blind !== null) return { type: 'failure', code: blind, cluster, what: namespace, detail: null };
  const here = await listFeeds(deps.store, context.spot.channel);
  const covers = here.filter((feed) => feed.cluster === cluster && (feed.namespace === null || feed.namespace === namespace));
  if (covers.length > 0) return told('covered', covers);
  // one of the whole cluster takes the place of those of its namespaces
  const narrower = namespace === null ? here.filter((feed) => feed.cluster === cluster) : [];
  if (here.length - narrower.length >= mostInChannel) return told('full', here);
  for (const feed of narrower) await turnOff(feed, context.asker, deps);
  const feed = newFeed(cluster, namespace, context, deps.now());
  await saveFeed(deps.store, feed);
  await deps.tasks.schedule(scheduleName(feed.id), { everyMs }, { type: 'feed', id: feed.id });
  await auditSwitch(feed, 'start', context.asker, deps);
  return told('on', [feed]);
}

function newFeed(cluster: string, namespace: string | null, { spot, asker, locale }: OnCallContext, now: Date): Feed {
  const id = feedId(spot.channel, cluster, namespace);
  // each problem begins a thread of its own
  const channel = { ...spot, threadTs: null };
  return { id, cluster, namespace, spot: channel, asker, locale, startedAt: now.toISOString(), notBefore: null, lookedAt: null, state: emptyFeed };
}

/** Turns off the feeds of the channel, or the one of a namespace. */
export async function feedOff({ namespace }: Intent, { spot, asker }: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const here = await listFeeds(deps.store, spot.channel);
  const meant = namespace === null ? here : here.filter((feed) => feed.namespace === namespace);
  if (meant.length === 0) return told('none', here);
  for (const feed of meant) await turnOff(feed, asker, deps);
  return told('off', meant);
}

/** The feeds of the channel. */
export async function feedStatus({ spot }: OnCallContext, { store }: OnCallDeps): Promise<Answer> {
  return told('status', await listFeeds(store, spot.channel));
}

async function turnOff(feed: Feed, by: Asker, deps: OnCallDeps): Promise<void> {
  await deleteFeed(deps.store, feed.id);
  await deps.tasks.unschedule(scheduleName(feed.id));
  await auditSwitch(feed, 'end', by, deps);
}

function told(event: FeedsAnswer['event'], feeds: readonly Feed[]): FeedsAnswer {
  return { type: 'feeds', event, feeds: feeds.map(briefOf), most: mostInChannel };
}

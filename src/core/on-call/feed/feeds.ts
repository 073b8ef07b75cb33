import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
import { KeyIndex } from '../key-index.ts';
import { keyPart } from '../key-part.ts';
import type { FeedBrief } from './feed-answer.ts';
import type { FeedState } from './feed-state.ts';

/** A feed as it is stored. */
export interface Feed {
  readonly id: string;
  readonly cluster: string;
  /** null: all namespaces. */
  readonly namespace: string | null;
  readonly spot: Spot;
  readonly asker: Asker;
  readonly locale: Locale;
  readonly startedAt: string;
  /** RFC 3339: it is not looked at before. A look that cost much is not repeated soon. */
  readonly notBefore: string | null;
  /** RFC 3339: of the evidence that was seen last; null: none was. */
  readonly lookedAt: string | null;
  readonly state: FeedState;
}

export const mostInChannel = 5;
export const scheduleName = (id: string): string => `feed-${id}`;

/** One for each channel, cluster and namespace. */
export function feedId(channel: string, cluster: string, namespace: string | null): string {
  return `${keyPart(channel)}.${keyPart(cluster)}.${namespace === null ? '' : keyPart(namespace)}`;
}

function feedsIn(store: Store): KeyIndex<Feed> {
  return new KeyIndex(store, 'feed/state');
}

export function readFeed(store: Store, id: string): Promise<Feed | null> {
  return feedsIn(store).get(id);
}

export async function saveFeed(store: Store, feed: Feed): Promise<void> {
  await feedsIn(store).set(feed.id, feed);
}

export function deleteFeed(store: Store, id: string): Promise<void> {
  return feedsIn(store).delete(id);
}

/** Lists what an earlier version stored. */
export function enterFeeds(store: Store): Promise<void> {
  return feedsIn(store).enterStored();
}

/** Feeds that are on, of one channel, or of all. */
export async function listFeeds(store: Store, channel: string | null = null): Promise<readonly Feed[]> {
  return (await feedsIn(store).list(channel === null ? '' : `${keyPart(channel)}.`)).map(({ value }) => value);
}

/** What people are told of it. */
export function briefOf({ id, cluster, namespace, asker, startedAt, state }: Feed): FeedBrief {
  const open = state.messages.flatMap(({ told }) => told).filter(({ end }) => end === null).length;
  return { id, cluster, namespace, asker, startedAt, open, away: state.away !== null && state.away.until === null };
}

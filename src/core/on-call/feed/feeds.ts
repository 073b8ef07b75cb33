import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
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
export const feedKey = (id: string): string => `feed/state/${id}`;
export const scheduleName = (id: string): string => `feed-${id}`;

/** One for each channel, cluster and namespace. */
export function feedId(channel: string, cluster: string, namespace: string | null): string {
  return `${keyPart(channel)}.${keyPart(cluster)}.${namespace === null ? '' : keyPart(namespace)}`;
}

export function readFeed(store: Store, id: string): Promise<Feed | null> {
  return store.get<Feed>(feedKey(id));
}

export async function saveFeed(store: Store, feed: Feed): Promise<void> {
  await store.set(feedKey(feed.id), feed);
}

/** Feeds that are on, of one channel, or of all. */
export async function listFeeds(store: Store, channel: string | null = null): Promise<readonly Feed[]> {
  const keys = await store.keys(feedKey(channel === null ? '' : `${keyPart(channel)}.`));
  const feeds = await Promise.all(keys.map((key) => store.get<Feed>(key)));
  return feeds.filter((feed) => feed !== null);
}

/** What people are told of it. */
export function briefOf({ id, cluster, namespace, asker, startedAt, state }: Feed): FeedBrief {
  const open = state.messages.flatMap(({ told }) => told).filter(({ end }) => end === null).length;
  return { id, cluster, namespace, asker, startedAt, open, away: state.away !== null && state.away.until === null };
}

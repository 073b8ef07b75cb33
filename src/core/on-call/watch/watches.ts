import type { Intent } from '../../intent.ts';
import type { Locale } from '../../locale.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
import { KeyIndex } from '../key-index.ts';
import { keyPart } from '../key-part.ts';
import type { WatchAnswer, WatchBrief } from './watch-answer.ts';
import type { WatchState } from './watch-state.ts';

/** A watch as it is stored. */
export interface Watch extends WatchBrief {
  readonly spot: Spot;
  readonly locale: Locale;
  readonly state: WatchState;
  /** Lines that were said. */
  readonly lines: number;
  /** Lines that are to be said: written down before they are, so that a crash neither loses nor repeats one. */
  readonly outbox: readonly WatchAnswer[];
  readonly over: boolean;
}

const day = 86_400;
/** A watch that nobody ends is forgotten a while after its time. */
const keepSeconds = 8 * day;
export const longestSeconds = 7 * day;
export const usualSeconds = day;
export const mostInChannel = 20;

export const scheduleName = (id: string): string => `watch-${id}`;

/** One for each target and thread. */
export function watchId({ team, channel, threadTs }: Spot, cluster: string, target: Ref): string {
  const thread = team === null ? '' : (threadTs ?? '');
  return `${keyPart(channel)}.${keyPart(thread)}.${keyPart(cluster)}.${keyPart(refKey(target))}`;
}

function watchesIn(store: Store): KeyIndex<Watch> {
  return new KeyIndex(store, 'watch/state', { ttlSeconds: keepSeconds });
}

/** A watch; null: there is none. */
export function readWatch(store: Store, id: string): Promise<Watch | null> {
  return watchesIn(store).get(id);
}

export async function saveWatch(store: Store, watch: Watch): Promise<void> {
  await watchesIn(store).set(watch.id, watch);
}

/** Saves it only if there is none: false if there is. */
export function addWatch(store: Store, watch: Watch): Promise<boolean> {
  return watchesIn(store).add(watch.id, watch);
}

export function deleteWatch(store: Store, id: string): Promise<void> {
  return watchesIn(store).delete(id);
}

/** Lists what an earlier version stored. */
export function enterWatches(store: Store): Promise<void> {
  return watchesIn(store).enterStored();
}

/** Watches that are not over, the oldest first; of one channel, or of all. */
export async function listWatches(store: Store, channel: string | null = null): Promise<readonly Watch[]> {
  const watches = await watchesIn(store).list(channel === null ? '' : `${keyPart(channel)}.`);
  return watches
    .map(({ value }) => value)
    .filter(({ over }) => !over)
    .toSorted((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** What people are told of it. */
export function briefOf({ id, cluster, target, asker, startedAt, until, untilHealthy }: WatchBrief): WatchBrief {
  return { id, cluster, target, asker: { id: asker.id, name: asker.name }, startedAt, until, untilHealthy };
}

/** The question that a watch asks again and again. */
export function questionOf(target: Ref, cluster: string, locale: Locale): Intent {
  const { kind, name, namespace = null } = target;
  return { intent: 'why', kind, name, namespace, symptom: null, locale, cluster };
}

import type { Answer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { Asker, CheckJob, ReplyJob } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { Store } from '../store.ts';

/** Where the bot speaks of its own accord. In Slack the channel may be a person's id: a direct message to them, short, and never updated. */
export interface Spot {
  readonly medium: 'slack' | 'terminal';
  readonly team: string | null;
  readonly channel: string;
  /** A thread that is there already; null: a message of its own in the channel. */
  readonly threadTs: string | null;
}

/** What the bot says of its own accord: a digest, an alert, a line of a watch, the status of an incident. */
export interface Announcement {
  /** Names the message for good (letters, digits, `.`, `_`, `-`, `/`): announced again, it is updated in place. */
  readonly key: string;
  /** Key of an announcement in whose thread it goes. */
  readonly under?: string;
  readonly spot: Spot;
  readonly answer: Answer;
  /** What it is about: what "check again" asks, and what the thread is about from then on. */
  readonly intent: Intent;
  readonly cluster: string | null;
  readonly locale: Locale;
  /** On whose behalf. */
  readonly asker: Asker;
  /** RFC 3339: of two with one key the later one stays, in whatever order they arrive. The same moment is the same announcement, said once. */
  readonly at: string;
}

/** Hands an announcement to the queue of replies: posted once, at the channel's pace, tried again while Slack is away. */
export type Announce = (announcement: Announcement) => Promise<void>;

/** Where a message stands in Slack. */
export interface AnnouncedPlace {
  readonly channel: string;
  readonly ts: string;
  /** The thread that it is in; its own `ts` where it began one. */
  readonly threadTs: string;
}

/** An announcement as the queue of replies carries it. */
export function announcementReply({ key, under, spot, answer, intent, cluster, locale, asker, at }: Announcement): ReplyJob {
  const { threadTs, ...place } = spot;
  const check: CheckJob = {
    intent,
    place: { ...place, threadTs: threadTs ?? '', placeholderTs: null },
    asker,
    locale,
    cluster,
    text: '',
    askedAt: at,
    announced: under === undefined ? { key } : { key, under },
  };
  return { check, answer };
}

const placeKey = (key: string): string => `announced/${key}`;
const keepSeconds = 90 * 86_400;

/** Where an announcement was posted; null: not yet. */
export function announcedPlace(store: Store, key: string): Promise<AnnouncedPlace | null> {
  return store.get<AnnouncedPlace>(placeKey(key));
}

/** It is to be posted anew, elsewhere. */
export async function forgetPlace(store: Store, key: string): Promise<void> {
  await store.delete(placeKey(key));
}

/** Remembers where an announcement was posted, for 90 days. */
export async function rememberPlace(store: Store, key: string, place: AnnouncedPlace): Promise<void> {
  await store.set(placeKey(key), place, { ttlSeconds: keepSeconds });
}

import type { Answer } from '../../answer.ts';
import type { Verdict } from '../../report.ts';
import type { Store } from '../../store.ts';
import { KeyIndex } from '../key-index.ts';
import type { Digest } from './digest.ts';
import type { DigestMemory } from './trend.ts';

/** How far a digest has come. */
export interface DigestProgress {
  /** RFC 3339: when the last scheduled run was due; null: none ran. */
  readonly lastDue: string | null;
  /** RFC 3339: runs that were due until then were done, or counted as missed; null: none ran. */
  readonly countedUntil: string | null;
  /** RFC 3339: when something was last said. */
  readonly lastAt: string;
  readonly lastVerdict: Verdict | 'failed';
  /** Runs that failed one after the other. */
  readonly failures: number;
  /** RFC 3339: the first of them. */
  readonly failingSince: string | null;
}

/** A run that was made and may not have been said yet: if it is done again, this is what is said. */
export interface MadeDigest {
  readonly key: string;
  readonly at: string;
  readonly answer: Answer;
  readonly progress: DigestProgress;
  /** null: it failed, and what was known before stays. */
  readonly memory: DigestMemory | null;
}

const madeSeconds = 86_400;

/** The name of a digest's schedule. */
export function scheduleName(id: string): string {
  return `digest-${id}`;
}

function digestsIn(store: Store): KeyIndex<Digest> {
  return new KeyIndex(store, 'digest/of');
}

/** Null: there is none of that id. */
export function readDigest(store: Store, id: string): Promise<Digest | null> {
  return digestsIn(store).get(id);
}

/** False: there is one of that id. */
export function addDigest(store: Store, digest: Digest): Promise<boolean> {
  return digestsIn(store).add(digest.id, digest);
}

/** Stores a digest that is there already, as it is now. */
export function saveDigest(store: Store, digest: Digest): Promise<void> {
  return digestsIn(store).set(digest.id, digest);
}

/** Takes it away with all that it remembers. */
export async function deleteDigest(store: Store, id: string): Promise<void> {
  await digestsIn(store).delete(id);
  for (const key of [progressKey(id), memoryKey(id)]) await store.delete(key);
}

/** Lists what an earlier version stored. */
export function enterDigests(store: Store): Promise<void> {
  return digestsIn(store).enterStored();
}

/** Those of a channel, or all; oldest first. */
export async function listDigests(store: Store, channel: string | null): Promise<readonly Digest[]> {
  const digests = await digestsIn(store).list(channel === null ? '' : `${channel}-`);
  return digests.map(({ value }) => value).toSorted((a, b) => a.id.localeCompare(b.id));
}

const progressKey = (id: string): string => `digest/progress/${id}`;
const memoryKey = (id: string): string => `digest/memory/${id}`;
const madeKey = (id: string, run: string): string => `digest/made/${id}/${run}`;

/** How far the runs of a digest have come; null: it never ran. */
export function readProgress(store: Store, id: string): Promise<DigestProgress | null> {
  return store.get<DigestProgress>(progressKey(id));
}

/** What the last digest said, to compare the next one with; null: nothing yet. */
export function readMemory(store: Store, id: string): Promise<DigestMemory | null> {
  return store.get<DigestMemory>(memoryKey(id));
}

/** What a run made, for a day; null: nothing, or it is forgotten. */
export function readMade(store: Store, id: string, run: string): Promise<MadeDigest | null> {
  return store.get<MadeDigest>(madeKey(id, run));
}

/** When a run was begun for the first time: its schedule goes on from there. */
export async function begin(store: Store, id: string, run: string, at: string): Promise<string> {
  const key = `digest/begun/${id}/${run}`;
  return (await store.add(key, at, { ttlSeconds: madeSeconds })) ? at : ((await store.get<string>(key)) ?? at);
}

/** Keeps what a run made, so that it says the same if it is done again. */
export function saveMade(store: Store, id: string, run: string, made: MadeDigest): Promise<void> {
  return store.set(madeKey(id, run), made, { ttlSeconds: madeSeconds });
}

/** Remembers what was said, unless something later is remembered already. */
export async function remember(store: Store, id: string, { progress, memory }: MadeDigest): Promise<void> {
  const known = await readProgress(store, id);
  if (known && known.lastAt > progress.lastAt) return;
  if (memory) await store.set(memoryKey(id), memory);
  await store.set(progressKey(id), progress);
}

import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
import { inTurn } from '../in-turn.ts';
import { type Closing, type Home, type Incident, type Lack, noStanding, type Standing, type TimelineEntry } from './incident.ts';

const root = 'incident';
const keep = { ttlSeconds: 90 * 86_400 };
/** A look and its changes may take a minute. */
const turnSeconds = 90;

/** Incidents in the store: one key for each thing, so that two who write at once take nothing from each other. Kept for 90 days. */
export class IncidentStore {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** False: there is one of that id. */
  async create(incident: Incident, locale: Locale): Promise<boolean> {
    await this.#store.set(`${root}/locale/${incident.id}`, locale, keep);
    const created = await this.#store.add(`${root}/head/${incident.id}`, incident, keep);
    await this.#store.add(`${root}/open/${incident.id}`, true, keep);
    return created;
  }

  get(id: string): Promise<Incident | null> {
    return this.#store.get(`${root}/head/${id}`);
  }

  /** Takes an incident back that turned out to be none. */
  async forget(id: string): Promise<void> {
    await this.#store.delete(`${root}/open/${id}`);
    await this.#store.delete(`${root}/head/${id}`);
  }

  async open(): Promise<readonly Incident[]> {
    return this.#heads(await this.#names(`${root}/open/`));
  }

  /** Newest first. */
  async closed(most: number): Promise<readonly Incident[]> {
    return this.#heads((await this.#names(`${root}/closed/`)).toReversed().slice(0, most));
  }

  async standing(id: string): Promise<Standing> {
    return (await this.#store.get<Standing>(`${root}/standing/${id}`)) ?? noStanding;
  }

  async setStanding(id: string, standing: Standing): Promise<void> {
    await this.#store.set(`${root}/standing/${id}`, standing, keep);
  }

  /** Alone with one incident; null: another is at it. Free again by itself when its holder dies. */
  alone<T>(id: string, work: () => Promise<T>): Promise<{ readonly done: T } | null> {
    return inTurn(this.#store, `${root}/turn/${id}`, turnSeconds, work);
  }

  home(id: string): Promise<Home | null> {
    return this.#store.get(`${root}/home/${id}`);
  }

  async setHome(id: string, home: Home): Promise<void> {
    await this.#store.set(`${root}/home/${id}`, home, keep);
  }

  async locale(id: string): Promise<Locale> {
    return (await this.#store.get<Locale>(`${root}/locale/${id}`)) ?? 'en';
  }

  async setLocale(id: string, locale: Locale): Promise<void> {
    await this.#store.set(`${root}/locale/${id}`, locale, keep);
  }

  /** Whether something was done that is to be done once. */
  async did(id: string, what: string): Promise<boolean> {
    return (await this.#store.get<boolean>(`${root}/did/${id}/${what}`)) ?? false;
  }

  async setDid(id: string, what: string, done = true): Promise<void> {
    if (done) await this.#store.set(`${root}/did/${id}/${what}`, true, keep);
    else await this.#store.delete(`${root}/did/${id}/${what}`);
  }

  async addLack(id: string, lack: Lack): Promise<void> {
    await this.#store.set(`${root}/lack/${id}/${lack.what}`, lack, keep);
  }

  lacks(id: string): Promise<readonly Lack[]> {
    return this.#all(`${root}/lack/${id}/`);
  }

  /** Once for its moment, however often it is added. */
  async addEntry(id: string, entry: TimelineEntry, more = ''): Promise<boolean> {
    return this.#store.add(`${root}/line/${id}/${entry.at}/${entry.type}${more}`, entry, keep);
  }

  /** Oldest first. */
  timeline(id: string): Promise<readonly TimelineEntry[]> {
    return this.#all(`${root}/line/${id}/`);
  }

  /** False: they were already. */
  async addOnIt(id: string, person: Asker, at: string): Promise<boolean> {
    return this.#store.add(`${root}/on-it/${id}/${person.id}`, { person, at }, keep);
  }

  /** In the order in which they came. */
  async onIt(id: string): Promise<readonly Asker[]> {
    const all = await this.#all<{ readonly person: Asker; readonly at: string }>(`${root}/on-it/${id}/`);
    return all.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ person }) => person);
  }

  closing(id: string): Promise<Closing | null> {
    return this.#store.get(`${root}/closing/${id}`);
  }

  /** False: somebody closed it already. */
  async close(id: string, closing: Closing): Promise<boolean> {
    return this.#store.add(`${root}/closing/${id}`, closing, keep);
  }

  async setClosed(id: string, closing: Closing): Promise<void> {
    await this.#store.set(`${root}/closed/${id}`, closing, keep);
    await this.#store.delete(`${root}/open/${id}`);
  }

  async reopen(id: string): Promise<void> {
    await this.#store.set(`${root}/open/${id}`, true, keep);
    await this.#store.delete(`${root}/closed/${id}`);
    await this.#store.delete(`${root}/closing/${id}`);
  }

  closedBy(id: string): Promise<Closing | null> {
    return this.#store.get(`${root}/closed/${id}`);
  }

  /** The open incident about an object becomes this one; or the id of the one that is. */
  async claim(id: string, cluster: string, ref: Ref): Promise<string> {
    const key = `${root}/about/${cluster}/${refKey(ref)}`;
    if (await this.#store.add(key, id, keep)) return id;
    const holder = await this.#store.get<string>(key);
    if (holder === null || holder === id) return id;
    if ((await this.#store.get<boolean>(`${root}/open/${holder}`)) ?? false) return holder;
    await this.#store.set(key, id, keep);
    return id;
  }

  async #names(prefix: string): Promise<readonly string[]> {
    return (await this.#store.keys(prefix)).map((key) => key.slice(prefix.length));
  }

  async #heads(ids: readonly string[]): Promise<readonly Incident[]> {
    return (await Promise.all(ids.map((id) => this.get(id)))).filter((one) => one !== null);
  }

  async #all<T>(prefix: string): Promise<readonly T[]> {
    const keys = await this.#store.keys(prefix);
    return (await Promise.all(keys.map((key) => this.#store.get<T>(key)))).filter((one) => one !== null);
  }
}

/** Where a message was said: does an incident stand there? */
export function isHere(spot: Pick<Spot, 'channel' | 'threadTs'>, home: Home | null, thread: string | null): boolean {
  if (!home || home.spot.channel !== spot.channel) return false;
  return home.channelName !== null || home.spot.medium === 'terminal' || (thread !== null && spot.threadTs === thread);
}

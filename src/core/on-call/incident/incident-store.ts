import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
import { inTurn } from '../in-turn.ts';
import { type Closing, type Home, type Incident, type Lack, noStanding, type Standing, type TimelineEntry } from './incident.ts';
import type { Pace } from './pace.ts';

const root = 'incident';
const keep = { ttlSeconds: 90 * 86_400 };
const lackable = ['channel', 'topic', 'invite', 'user-group', 'pin', 'bookmark'] as const satisfies readonly Lack['what'][];
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
    await this.#setOpen(incident.id);
    return created;
  }

  get(id: string): Promise<Incident | null> {
    return this.#store.get(`${root}/head/${id}`);
  }

  /** Takes an incident back that turned out to be none. */
  async forget(id: string): Promise<void> {
    await this.#setNotOpen(id);
    await this.#store.delete(`${root}/head/${id}`);
  }

  open(): Promise<readonly Incident[]> {
    return this.#listed(`${root}/open`);
  }

  /** Those that are told in a channel, be it in a thread of it. Asked with every answer: found without a look at anything else. */
  openIn(channel: string): Promise<readonly Incident[]> {
    return this.#listed(`${root}/open-in/${channel}`);
  }

  /** Enters open incidents that an earlier version, or a process that died half-way, left out of the lists of open ones. */
  async enterOpen(): Promise<void> {
    for (const id of await this.#names(`${root}/open/`)) await this.#setOpen(id);
  }

  async #setOpen(id: string): Promise<void> {
    await this.#store.set(`${root}/open/${id}`, true, keep);
    await this.#store.join(`${root}/open`, id);
    const home = await this.home(id);
    if (home) await this.#store.join(`${root}/open-in/${home.spot.channel}`, id);
  }

  async #setNotOpen(id: string): Promise<void> {
    await this.#store.delete(`${root}/open/${id}`);
    await this.#store.leave(`${root}/open`, id);
    const home = await this.home(id);
    if (home) await this.#store.leave(`${root}/open-in/${home.spot.channel}`, id);
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
    await this.#store.join(`${root}/open-in/${home.spot.channel}`, id);
  }

  async locale(id: string): Promise<Locale> {
    return (await this.#store.get<Locale>(`${root}/locale/${id}`)) ?? 'en';
  }

  async setLocale(id: string, locale: Locale): Promise<void> {
    await this.#store.set(`${root}/locale/${id}`, locale, keep);
  }

  /** RFC 3339: when somebody last did something about it; null: nobody since it was opened. */
  touchedAt(id: string): Promise<string | null> {
    return this.#store.get(`${root}/touched/${id}`);
  }

  async touch(id: string, at: string): Promise<void> {
    await this.#store.set(`${root}/touched/${id}`, at, keep);
  }

  /** null: not looked at yet. */
  pace(id: string): Promise<Pace | null> {
    return this.#store.get(`${root}/pace/${id}`);
  }

  async setPace(id: string, pace: Pace): Promise<void> {
    await this.#store.set(`${root}/pace/${id}`, pace, keep);
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
    return this.#values(lackable.map((what) => `${root}/lack/${id}/${what}`));
  }

  /** Once for its moment, however often it is added. */
  async addEntry(id: string, entry: TimelineEntry, more = ''): Promise<boolean> {
    return this.#store.add(`${root}/line/${id}/${entry.at}/${entry.type}${more}`, entry, keep);
  }

  /** Oldest first. */
  async timeline(id: string): Promise<readonly TimelineEntry[]> {
    return this.#values(await this.#store.keys(`${root}/line/${id}/`));
  }

  /** False: they were already. Who comes takes the first number that is free, so that nobody has to be looked for. */
  async addOnIt(id: string, person: Asker): Promise<boolean> {
    for (let number = 1; ; number++) {
      const key = `${root}/on-it/${id}/${number}`;
      if (await this.#store.add(key, person, keep)) return true;
      if ((await this.#store.get<Asker>(key))?.id === person.id) return false;
    }
  }

  /** In the order in which they came. */
  async onIt(id: string): Promise<readonly Asker[]> {
    const people: Asker[] = [];
    for (let number = 1; ; number++) {
      const person = await this.#store.get<Asker>(`${root}/on-it/${id}/${number}`);
      if (person === null) return people;
      people.push(person);
    }
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
    await this.#setNotOpen(id);
  }

  async reopen(id: string): Promise<void> {
    await this.#setOpen(id);
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

  /** Those in a set. One that is forgotten by now is taken out. */
  async #listed(set: string): Promise<readonly Incident[]> {
    const found = await Promise.all(
      (await this.#store.members(set)).map(async (id) => {
        const incident = await this.get(id);
        if (!incident) await this.#store.leave(set, id);
        return incident;
      }),
    );
    return found.filter((one) => one !== null);
  }

  async #values<T>(keys: readonly string[]): Promise<readonly T[]> {
    return (await Promise.all(keys.map((key) => this.#store.get<T>(key)))).filter((one) => one !== null);
  }
}

/** Where a message was said: does an incident stand there? */
export function isHere(spot: Pick<Spot, 'channel' | 'threadTs'>, home: Home | null, thread: string | null): boolean {
  if (!home || home.spot.channel !== spot.channel) return false;
  return home.channelName !== null || home.spot.medium === 'terminal' || (thread !== null && spot.threadTs === thread);
}

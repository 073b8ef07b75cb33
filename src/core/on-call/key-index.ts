import type { Store } from '../store.ts';

/**
 * Values of one kind, listed by a set of their names: a store that holds much else is never looked through for them. A name is there before its value, so
 * that a process that dies in between loses none; a name without a value is taken out when it is met.
 */
export class KeyIndex<T> {
  readonly #store: Store;
  readonly #folder: string;
  readonly #keep: { readonly ttlSeconds?: number };

  /** @param folder what the keys of the values begin with, without the `/` before the name */
  constructor(store: Store, folder: string, keep: { readonly ttlSeconds?: number } = {}) {
    this.#store = store;
    this.#folder = folder;
    this.#keep = keep;
  }

  /** null: there is none of that name. */
  get(name: string): Promise<T | null> {
    return this.#store.get<T>(this.#key(name));
  }

  async set(name: string, value: T): Promise<void> {
    await this.#enter(name);
    await this.#store.set(this.#key(name), value, this.#keep);
    // who listed it before it had a value may have taken it out
    await this.#enter(name);
  }

  /** Sets it only if there is none of that name: false if there is. */
  async add(name: string, value: T): Promise<boolean> {
    await this.#enter(name);
    const added = await this.#store.add(this.#key(name), value, this.#keep);
    await this.#enter(name);
    return added;
  }

  async delete(name: string): Promise<void> {
    await this.#store.delete(this.#key(name));
    await this.#takeOut(name);
  }

  /** Names that begin so, sorted. Their values may be gone. */
  async names(beginning = ''): Promise<readonly string[]> {
    return (await this.#store.members(this.#folder)).filter((name) => name.startsWith(beginning));
  }

  /** Values whose names begin so, in the order of the names. */
  async list(beginning = ''): Promise<readonly { readonly name: string; readonly value: T }[]> {
    const found = await Promise.all(
      (await this.names(beginning)).map(async (name) => {
        const value = (await this.get(name)) ?? (await this.#takeOut(name));
        return value === null ? [] : [{ name, value }];
      }),
    );
    return found.flat();
  }

  /** Lists what an earlier version stored, which kept no list. Looks through the whole store: for the start of a process. */
  async enterStored(): Promise<void> {
    const prefix = this.#key('');
    for (const key of await this.#store.keys(prefix)) await this.#enter(key.slice(prefix.length));
  }

  #key(name: string): string {
    return `${this.#folder}/${name}`;
  }

  async #enter(name: string): Promise<void> {
    await this.#store.join(this.#folder, name, this.#keep);
  }

  /** The value that was stored in that very moment, if one was: its name stays. */
  async #takeOut(name: string): Promise<T | null> {
    await this.#store.leave(this.#folder, name);
    const value = await this.get(name);
    if (value !== null) await this.#enter(name);
    return value;
  }
}

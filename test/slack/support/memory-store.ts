import type { Store } from '../../../src/core/store.ts';

/** A Store that dies with the test. `away` makes every call reject, as when Redis is gone. */
export class MemoryStore implements Store {
  away = false;
  /** Prefixes for which all keys were looked through. */
  readonly scans: string[] = [];
  readonly #sets = new Map<string, Set<string>>();
  readonly #values = new Map<string, { readonly json: string; readonly until: number }>();
  readonly #lists = new Map<string, string[]>();
  readonly #now: () => number;
  #turns = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  async get<T>(key: string): Promise<T | null> {
    this.#check();
    const json = this.#live(key);
    return json === undefined ? null : (JSON.parse(json) as T);
  }

  async set<T>(key: string, value: T, { ttlSeconds = Number.POSITIVE_INFINITY }: { ttlSeconds?: number } = {}): Promise<void> {
    this.#check();
    this.#values.set(key, { json: JSON.stringify(value), until: this.#now() + ttlSeconds * 1000 });
  }

  async add<T>(key: string, value: T, options: { ttlSeconds?: number } = {}): Promise<boolean> {
    this.#check();
    if (this.#live(key) !== undefined) return false;
    await this.set(key, value, options);
    return true;
  }

  async delete(key: string): Promise<void> {
    this.#check();
    this.#values.delete(key);
  }

  async take(turn: string, options: { ttlSeconds: number }): Promise<(() => Promise<void>) | null> {
    const holder = `holder ${++this.#turns}`;
    if (!(await this.add(turn, holder, options))) return null;
    return async () => {
      if ((await this.get(turn)) === holder) await this.delete(turn);
    };
  }

  async append<T>(key: string, value: T, { most }: { most: number }): Promise<void> {
    this.#check();
    this.#lists.set(key, [JSON.stringify(value), ...(this.#lists.get(key) ?? [])].slice(0, most));
  }

  async latest<T>(key: string, count: number): Promise<readonly T[]> {
    this.#check();
    return (this.#lists.get(key) ?? []).slice(0, count).map((json) => JSON.parse(json) as T);
  }

  async join(key: string, member: string, _?: { ttlSeconds?: number }): Promise<void> {
    this.#check();
    this.#sets.set(key, new Set([...(this.#sets.get(key) ?? []), member]));
  }

  async leave(key: string, member: string): Promise<void> {
    this.#check();
    this.#sets.get(key)?.delete(member);
  }

  async members(key: string): Promise<readonly string[]> {
    this.#check();
    return [...(this.#sets.get(key) ?? [])].sort();
  }

  async keys(prefix: string): Promise<readonly string[]> {
    this.#check();
    this.scans.push(prefix);
    return [...this.#values.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  #live(key: string): string | undefined {
    const entry = this.#values.get(key);
    return entry && entry.until > this.#now() ? entry.json : undefined;
  }

  #check(): void {
    if (this.away) throw new Error('connect ECONNREFUSED 127.0.0.1:6379');
  }
}

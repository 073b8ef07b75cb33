/**
 * The bot's own small state: thread targets, posted parts, channel settings. Values are JSON. The same over Redis and PGlite.
 * Keys are made of parts joined by `/`.
 */
export interface Store {
  get<T>(key: string): Promise<T | null>;
  set<T>(key: string, value: T, options?: { readonly ttlSeconds?: number }): Promise<void>;
  /** Sets it only if there is none: true for the one that did. For "seen before?". */
  add<T>(key: string, value: T, options?: { readonly ttlSeconds?: number }): Promise<boolean>;
  delete(key: string): Promise<void>;
  /**
   * Takes a turn, for `ttlSeconds` at most.
   * @returns how to give it back, which leaves the turn of another alone who took it when that time was over; null: another has it
   */
  take(turn: string, options: { readonly ttlSeconds: number }): Promise<(() => Promise<void>) | null>;
  /** Puts it at the end of a list, which keeps the newest `most`. Safe with several writers. */
  append<T>(key: string, value: T, options: { readonly most: number }): Promise<void>;
  /** The newest of a list first, `count` at most. */
  latest<T>(key: string, count: number): Promise<readonly T[]>;
  /**
   * Puts a text into a set; it may be there already. Safe with several writers. With `ttlSeconds`, the same at every join of a set, it stays for at least
   * that long after it joined last, and a set that none joins any more is forgotten.
   */
  join(key: string, member: string, options?: { readonly ttlSeconds?: number }): Promise<void>;
  /** Takes a text out of a set. */
  leave(key: string, member: string): Promise<void>;
  /** The texts of a set, sorted: found by the set's name alone, so also where it is asked often. */
  members(key: string): Promise<readonly string[]>;
  /** Keys that begin with `prefix`, sorted. Redis looks through all that it holds for them: not for what is done at every turn. */
  keys(prefix: string): Promise<readonly string[]>;
}

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
  /** Puts it at the end of a list, which keeps the newest `most`. Safe with several writers. */
  append<T>(key: string, value: T, options: { readonly most: number }): Promise<void>;
  /** The newest of a list first, `count` at most. */
  latest<T>(key: string, count: number): Promise<readonly T[]>;
  /** Keys that begin with `prefix`, sorted. */
  keys(prefix: string): Promise<readonly string[]>;
}

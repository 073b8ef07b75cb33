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
  /** Keys that begin with `prefix`, sorted. */
  keys(prefix: string): Promise<readonly string[]>;
}

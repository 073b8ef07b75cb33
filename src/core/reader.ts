import type { ApiContact } from './api-contact.ts';
import type { Kind, Kinds } from './kinds.ts';

/** What can be read with an API path; `cluster` is made of several answers. */
export type ReadableKind = Exclude<Kind, 'cluster'>;

export interface ListOptions {
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Objects at most; without it all pages are read. A list that was cut is a failure with code `over-budget`. */
  readonly most?: number;
  /** Only `metadata` comes back: for names, at a third of the cost. */
  readonly metadataOnly?: boolean;
}

export interface LogOptions {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly previous?: boolean;
  readonly tailLines?: number;
  /** The newest bytes, from the start of a line. */
  readonly limitBytes?: number;
  readonly sinceSeconds?: number;
  readonly timestamps?: boolean;
}

/**
 * The only way to a cluster: reads, never writes. Every method rejects with a `ReadFailure` and nothing else.
 * Secrets cannot be named: there is no kind for them.
 */
export interface Reader {
  get<K extends ReadableKind>(kind: K, name: string, namespace?: string): Promise<Kinds[K]>;
  list<K extends ReadableKind>(kind: K, options?: ListOptions): Promise<readonly Kinds[K][]>;
  /**
   * Takes a list in page by page, and keeps of it only what `add` puts into the sum: for counts over more objects than should be held.
   * `start` is called again where the list has to be read from its beginning.
   */
  fold<K extends ReadableKind, S>(kind: K, options: ListOptions, start: () => S, add: (sum: S, object: Kinds[K]) => void): Promise<S>;
  /** The container's log, redacted. */
  log(options: LogOptions): Promise<string>;
  /** A path that is not a resource: `/version`, `/readyz?verbose`, `/metrics`. */
  text(path: string): Promise<string>;
  /** How the API server is met: its address, its serving certificate, and who we say we are. Sends no request and never rejects; null: there is no server. */
  contact(): Promise<ApiContact | null>;
}

import type { Impersonated } from '../core/policy.ts';
import type { Reader } from '../core/reader.ts';

/** What a question lays on every request that is sent for it. */
export interface Scope {
  /** Ends what is under way. */
  readonly signal?: AbortSignal;
  /** Called before each request is sent, pages and repetitions included. Throws where no more may be sent. */
  readonly spend?: (what: string) => void;
  /** Whose rights in the cluster count. */
  readonly as?: Impersonated;
}

/** A Reader whose requests can be tied to a question; a call of its methods may be several requests. */
export interface ScopedReader extends Reader {
  within(scope: Scope): Reader;
  /** How far the server's clock is before ours; 0 where it is not worth a word. */
  clockSkewMs(): number;
}

/** Can its requests be tied to a question? Recorded clusters cannot. */
export function isScoped(reader: Reader): reader is ScopedReader {
  return 'within' in reader;
}

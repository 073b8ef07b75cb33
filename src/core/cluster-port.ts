import type { AnyObject } from './kinds.ts';
import type { Ref } from './ref.ts';
import type { Gap } from './report.ts';

export type Collected = {
  /** Facet name → value; a facet that could not be read is absent and has a gap. */
  readonly facets: Readonly<Record<string, unknown>>;
  readonly gaps: readonly Gap[];
};

/** A cluster, for the length of one question: memoised, counted, within a budget. src/cluster makes one from a Reader. */
export interface ClusterPort {
  readonly name: string;
  /** The clock of the evidence. */
  readonly now: Date;
  /** Rejects with a ReadFailure. */
  subject(ref: Ref): Promise<AnyObject>;
  /** Reads the named facets of a subject in parallel. Never rejects. */
  collect(ref: Ref, subject: AnyObject, facets: readonly string[]): Promise<Collected>;
  /** API requests sent so far. */
  requests(): number;
}

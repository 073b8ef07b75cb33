import type { ReadFailureCode } from './read-failure.ts';
import type { Ref } from './ref.ts';
import type { Facts, Proof, Severity } from './rule.ts';

/** `problem`: a rule fired. `healthy`: all that had to be seen was seen, and is fine. `unknown`: could not tell. */
export type Verdict = 'problem' | 'healthy' | 'unknown';

export interface Finding {
  /** Unique in its report; `because` names these. */
  readonly id: string;
  readonly rule: string;
  readonly subject: Ref;
  readonly severity: Severity;
  readonly rootCause: boolean;
  /** Ids of the findings that explain this one. */
  readonly because: readonly string[];
  readonly facts: Facts;
  readonly proof: readonly Proof[];
  /** Others of the same owner that fail in the same way. */
  readonly alike: readonly Ref[];
}

/** Something that could not be looked at. */
export interface Gap {
  readonly facet: string;
  readonly subject: Ref;
  readonly why: ReadFailureCode;
  /** The server's or the network's words, redacted. */
  readonly detail: string;
}

/** What the subject itself shows, in the words of kubectl's STATUS column: `Pending`, `CrashLoopBackOff`, `2/3 ready`. */
export interface SubjectState {
  readonly condition: 'ok' | 'progressing' | 'failing' | 'finished';
  readonly status: string;
}

/** Language-free: words are added when it is shown (core/words). */
export interface Report {
  readonly target: Ref | null;
  /** Name of the kubeconfig context, or `demo`, or `in-cluster`. */
  readonly cluster: string;
  /** RFC 3339: the clock of the evidence. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly state: SubjectState | null;
  /** Root causes first, then what they explain. */
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  /** Subjects looked at, in order. */
  readonly looked: readonly Ref[];
  readonly cost: { readonly requests: number; readonly ms: number };
}

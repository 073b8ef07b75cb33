import type { Facets, SharedFacet } from './facets.ts';
import type { AnyObject, Kind, Kinds } from './kinds.ts';
import type { Text } from './locale.ts';
import type { Ref } from './ref.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** What a rule found out, as JSON: the only input of its words and steps, so a stored report can be said again in another language. */
export type Facts = { readonly [key: string]: Json };

/** `critical`: it does not work. `warning`: it will not for long, or not fully. `info`: advice; never makes a verdict a problem. */
export type Severity = 'critical' | 'warning' | 'info';

/** One thing that was seen. `path` is the field (`status.conditions[type=PodScheduled].message`), `event`, or `log web (previous)`. */
export interface Proof {
  readonly ref: Ref;
  readonly path: string;
  readonly value: string | number | boolean | null;
  /** RFC 3339; when it was so, where the cluster says when. */
  readonly at?: string;
}

/** "The reason may be over there": followed by the engine; problems found there explain this hit. */
export interface Lead {
  readonly to: Ref;
  /** Only findings of these rules explain the hit; all of them if not said. A lead to the subject itself must say which. */
  readonly rules?: readonly string[];
}

export interface Hit<F extends Facts> {
  readonly facts: F;
  /** Never empty. */
  readonly proof: readonly [Proof, ...Proof[]];
  readonly leads?: readonly Lead[];
}

/**
 * One step of a runbook. `look` only reads; `change` is for a person to decide, and says how it is undone (or that it is not).
 * `command` is shell, ready to paste: build it with `sh`, which quotes whatever came from the cluster.
 */
export type Step =
  | { readonly kind: 'look'; readonly text: Text; readonly command?: string }
  | { readonly kind: 'change'; readonly text: Text; readonly command?: string; readonly undo: Text };

type FacetValue<K extends Kind, P> = P extends keyof Facets[K] ? Facets[K][P] : never;

/** What `check` is given: the facets it needs, and those it wants, which are undefined where they could not be read. */
export type EvidenceOf<K extends Kind, N extends string, W extends string = never> = {
  readonly now: Date;
  readonly ref: Ref;
  readonly subject: Kinds[K];
} & { readonly [P in N]: FacetValue<K, P> } & { readonly [P in W]: FacetValue<K, P> | undefined };

export interface Rule<K extends Kind, N extends SharedFacet<K>, F extends Facts, W extends SharedFacet<K> = never> {
  /** `area/name`, as the file: src/rules/<area>/<name>.ts. */
  readonly id: string;
  /** Rows of the coverage list that it answers for. */
  readonly coverage: readonly string[];
  readonly on: readonly K[];
  readonly severity: Severity;
  /** Of an `info` rule: it answers "why?" for a state that somebody wanted (scaled to zero, suspended); it is not mere advice. */
  readonly explains?: boolean;
  /** Judged only where the object itself is asked about or led to, not where it is merely around (the node of a pod): its facets cost too much for that. */
  readonly onlyIfOwn?: boolean;
  /** A page of the Kubernetes documentation. */
  readonly docs: string;
  /** Facets without which it cannot judge: where one cannot be read, it does not run and the report has a gap. */
  readonly needs: readonly N[];
  /** Facets that make its answer better (log lines, use of memory): where one cannot be read, it judges without. */
  readonly wants?: readonly W[];
  /** Cheap: decides from the subject alone whether the rule is live, and so whether its facets are read. */
  applies(subject: Kinds[K], ref: Ref): boolean;
  /** Synchronous and pure; throws for nothing. */
  check(evidence: EvidenceOf<K, N, W>): readonly Hit<F>[];
  /** The first sentence is the cause. Names and values in backticks. */
  readonly says: { readonly [L in keyof Text]: (facts: NoInfer<F>, subject: Ref) => string };
  steps(facts: NoInfer<F>, subject: Ref): readonly Step[];
}

/** A rule whose types were checked where it was defined; the engine hands it just what it asked for. */
export interface AnyRule {
  readonly id: string;
  readonly coverage: readonly string[];
  readonly on: readonly Kind[];
  readonly severity: Severity;
  readonly explains?: boolean;
  readonly onlyIfOwn?: boolean;
  readonly docs: string;
  readonly needs: readonly string[];
  readonly wants?: readonly string[];
  applies(subject: AnyObject, ref: Ref): boolean;
  check(evidence: Readonly<Record<string, unknown>>): readonly Hit<Facts>[];
  readonly says: { readonly [L in keyof Text]: (facts: Facts, subject: Ref) => string };
  steps(facts: Facts, subject: Ref): readonly Step[];
}

/** Fixes the types of a rule from its literal. */
export function defineRule<const K extends Kind, const N extends SharedFacet<K>, F extends Facts, const W extends SharedFacet<K> = never>(
  rule: Rule<K, N, F, W>,
): AnyRule {
  return rule as unknown as AnyRule;
}

import type { Collected } from './cluster-port.ts';
import type { AnyObject } from './kinds.ts';
import type { Ref } from './ref.ts';
import type { Gap } from './report.ts';
import type { AnyRule, Facts, Hit } from './rule.ts';

export interface RuleHit {
  readonly rule: AnyRule;
  readonly hit: Hit<Facts>;
}

export interface Diagnosis {
  readonly hits: readonly RuleHit[];
  /** Rules that could not run, because a facet they need could not be read. */
  readonly blind: readonly AnyRule[];
}

/** The rules that are live for a subject: of its kind, and `applies` says so. */
export function liveRules(rules: readonly AnyRule[], ref: Ref, subject: AnyObject): readonly AnyRule[] {
  return rules.filter((rule) => rule.on.includes(ref.kind) && rule.applies(subject, ref));
}

/**
 * Judges one subject: pure. A rule gets just the facets it asked for, frozen, and does not run where one of them is missing.
 * A rule that throws is a defect; it is reported as blind by `onDefect`, so that one bad rule never takes the answer away.
 */
export function diagnose(
  rules: readonly AnyRule[],
  evidence: { readonly ref: Ref; readonly subject: AnyObject; readonly now: Date; readonly collected: Collected },
  onDefect: (rule: AnyRule, error: unknown) => void = () => {},
): Diagnosis {
  const { ref, subject, now, collected } = evidence;
  const hits: RuleHit[] = [];
  const blind: AnyRule[] = [];
  for (const rule of rules) {
    if (rule.needs.some((facet) => !(facet in collected.facets))) {
      blind.push(rule);
      continue;
    }
    const needed = Object.fromEntries([...rule.needs, ...(rule.wants ?? [])].map((facet) => [facet, collected.facets[facet]]));
    try {
      hits.push(...rule.check(Object.freeze({ ...needed, now, ref, subject })).map((hit) => ({ rule, hit })));
    } catch (error) {
      onDefect(rule, error);
      blind.push(rule);
    }
  }
  return { hits, blind };
}

/** A gap for each rule that failed by a defect of ours. */
export function defectGap(rule: AnyRule, ref: Ref, error: unknown): Gap {
  return { facet: `rule ${rule.id}`, subject: ref, why: 'bad-response', detail: error instanceof Error ? error.message : String(error) };
}

/** Sorts findings of one subject: worst first, then by rule id, so that an answer never depends on file order. */
export function bySeverity(a: RuleHit, b: RuleHit): number {
  const rank = { critical: 0, warning: 1, info: 2 } as const;
  return rank[a.rule.severity] - rank[b.rule.severity] || a.rule.id.localeCompare(b.rule.id);
}

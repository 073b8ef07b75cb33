import { type Ref, refKey } from './ref.ts';
import type { Finding } from './report.ts';
import type { AnyRule, Facts, Hit } from './rule.ts';

export interface RawFinding {
  readonly rule: AnyRule;
  readonly hit: Hit<Facts>;
  readonly subject: Ref;
  readonly role: 'target' | 'part' | 'lead' | 'surrounding';
  readonly alike: readonly Ref[];
}

const rank = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Links findings `because` along their leads and puts root causes first. A finding of the surroundings that nothing leads to
 * is context: it explains nothing unless the target is not well (`notWell`) and nothing else was found.
 * The result's `context` holds the ids of those that do not count for the verdict.
 */
export function linkFindings(raw: readonly RawFinding[], notWell: boolean): readonly Finding[] & { readonly context: ReadonlySet<string> } {
  const ids = raw.map((one, index) => findingId(one, raw.slice(0, index)));
  const because = raw.map((one, index) => explanations(one, raw, ids).filter((id) => id !== ids[index]));
  breakCycles(ids, because);
  const led = new Set(because.flat());
  const count = (index: number) => (raw[index] as RawFinding).rule.severity !== 'info';
  const surrounding = raw.map((one, index) => one.role === 'surrounding' && !led.has(ids[index] as string) && because[index]?.length === 0);
  const own = raw.some((_, index) => !surrounding[index] && count(index));
  const context = new Set(ids.filter((_, index) => surrounding[index] && (own || !notWell)));
  const findings = raw.map(
    (one, index): Finding => ({
      id: ids[index] as string,
      rule: one.rule.id,
      subject: one.subject,
      severity: one.rule.severity,
      rootCause: count(index) && because[index]?.length === 0 && !context.has(ids[index] as string),
      because: because[index] ?? [],
      facts: one.hit.facts,
      proof: one.hit.proof,
      alike: one.alike,
    }),
  );
  const order = (finding: Finding) => (finding.rootCause ? 0 : context.has(finding.id) ? 2 : 1) * 10 + rank[finding.severity];
  return Object.assign(
    findings.toSorted((a, b) => order(a) - order(b)),
    { context },
  );
}

function findingId({ rule, subject }: RawFinding, earlier: readonly RawFinding[]): string {
  const key = `${rule.id}@${refKey(subject)}`;
  const same = earlier.filter((other) => other.rule.id === rule.id && refKey(other.subject) === refKey(subject)).length;
  return same === 0 ? key : `${key}#${same + 1}`;
}

function explanations(one: RawFinding, raw: readonly RawFinding[], ids: readonly string[]): string[] {
  const leads = one.hit.leads ?? [];
  return ids.filter((_, index) => {
    const { subject, rule } = raw[index] as RawFinding;
    return rule.severity !== 'info' && leads.some(({ to, rules }) => refKey(to) === refKey(subject) && (rules?.includes(rule.id) ?? true));
  });
}

/** Of two findings that lead to each other the one farther from the target explains the nearer one, and not the reverse. */
function breakCycles(ids: readonly string[], because: string[][]): void {
  const reaches = (from: string, to: string, seen = new Set<string>()): boolean => {
    if (from === to) return true;
    if (seen.has(from)) return false;
    seen.add(from);
    return (because[ids.indexOf(from)] ?? []).some((next) => reaches(next, to, seen));
  };
  for (const [index, id] of [...ids.entries()].reverse()) {
    because[index] = (because[index] ?? []).filter((other) => {
      const own = because[index] as string[];
      because[index] = own.filter((x) => x !== other);
      const cyclic = reaches(other, id);
      because[index] = own;
      return !cyclic;
    });
  }
}

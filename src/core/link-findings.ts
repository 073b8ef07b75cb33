import { type Ref, refKey } from './ref.ts';
import type { Finding } from './report.ts';
import type { AnyRule, Facts, Hit } from './rule.ts';
import { isOwn, type Role } from './visits.ts';

export interface RawFinding {
  readonly rule: AnyRule;
  readonly hit: Hit<Facts>;
  readonly subject: Ref;
  readonly role: Role;
  readonly alike: readonly Ref[];
  /** Keys of what its subject was looked at as a part of. */
  readonly partOf?: readonly string[];
}

const rank = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Links findings `because` along their leads and puts root causes first. A finding of the surroundings that nothing leads to
 * is context: it explains nothing unless the target is not well (`notWell`) and nothing else was found; one of the background never does.
 * An `info` finding is a root cause where it is the answer rather than advice (`explains`) and nothing worse was found, or where a lead names its rule.
 * The result's `context` holds the ids of those that do not count for the verdict.
 */
export function linkFindings(raw: readonly RawFinding[], notWell: boolean): readonly Finding[] & { readonly context: ReadonlySet<string> } {
  const ids = raw.map((one, index) => findingId(one, raw.slice(0, index)));
  const because = raw.map((one, index) => explanations(one, raw, ids).filter((id) => id !== ids[index]));
  breakCycles(ids, because);
  const links = raw.map((one, index): Link => ({ ...one, id: ids[index] as string, because: because[index] ?? [], led: false }));
  const led = new Set(because.flat());
  for (const link of links) link.led = led.has(link.id);
  const counts = links.filter((link) => link.rule.severity !== 'info' && !isAside(link));
  const context = new Set(links.filter((link) => isAside(link) && (link.role === 'background' || counts.length > 0 || !notWell)).map(({ id }) => id));
  const worse = links.some(({ rule, id }) => rule.severity !== 'info' && !context.has(id));
  const answers = ({ rule, led }: Link) => rule.severity !== 'info' || led || (rule.explains === true && !worse);
  const findings = links.map(
    (link): Finding => ({
      id: link.id,
      rule: link.rule.id,
      subject: link.subject,
      severity: link.rule.severity,
      rootCause: answers(link) && link.because.length === 0 && !context.has(link.id),
      because: link.because,
      facts: link.hit.facts,
      proof: link.hit.proof,
      alike: link.alike,
    }),
  );
  const order = (finding: Finding) => (finding.rootCause ? 0 : context.has(finding.id) ? 2 : 1) * 10 + rank[finding.severity];
  return Object.assign(
    findings.toSorted((a, b) => order(a) - order(b)),
    { context },
  );
}

interface Link extends RawFinding {
  readonly id: string;
  readonly because: readonly string[];
  led: boolean;
}

/** Found beside the way: nothing leads to it, and it leads to nothing that was found. */
function isAside({ role, led, because }: Link): boolean {
  return !isOwn(role) && !led && because.length === 0;
}

function findingId({ rule, subject }: RawFinding, earlier: readonly RawFinding[]): string {
  const key = `${rule.id}@${refKey(subject)}`;
  const same = earlier.filter((other) => other.rule.id === rule.id && refKey(other.subject) === refKey(subject)).length;
  return same === 0 ? key : `${key}#${same + 1}`;
}

function explanations(one: RawFinding, raw: readonly RawFinding[], ids: readonly string[]): string[] {
  const found = new Set<string>();
  for (const { to, rules } of one.hit.leads ?? []) {
    const fits = ({ rule }: RawFinding) => rules?.includes(rule.id) ?? rule.severity !== 'info';
    const own = ids.filter((_, index) => refKey(to) === refKey((raw[index] as RawFinding).subject) && fits(raw[index] as RawFinding));
    // a workload of which nothing is to be said itself: then its pods are meant
    const parts = ids.filter((_, index) => raw[index]?.partOf?.includes(refKey(to)) && fits(raw[index] as RawFinding));
    for (const id of own.length > 0 ? own : parts) found.add(id);
  }
  return ids.filter((id) => found.has(id));
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

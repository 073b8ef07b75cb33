import type { ClusterPort, Collected } from './cluster-port.ts';
import { bySeverity, defectGap, diagnose, liveRules, type RuleHit } from './diagnose.ts';
import { type AnyObject, isWorkloadKind, type Pod } from './kinds.ts';
import { linkFindings, type RawFinding } from './link-findings.ts';
import { naturalLeads } from './natural-leads.ts';
import { isReadFailure } from './read-failure.ts';
import { type Ref, refKey } from './ref.ts';
import type { Gap, Report, SubjectState } from './report.ts';
import type { AnyRule } from './rule.ts';
import { subjectState } from './subject-state.ts';
import { distinctVisits, isOwn, nextVisits, type Visit } from './visits.ts';

export interface Investigation {
  readonly cluster: ClusterPort;
  readonly rules: readonly AnyRule[];
  /** Only these judge the target, where one side of it is asked about; what it shows of itself then counts for nothing. */
  readonly aspect?: readonly AnyRule[];
  /** Milliseconds of a clock that only goes forward, for the cost. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  /** Told of each subject as it is looked at: for live progress. */
  readonly onLook?: (ref: Ref) => void;
  readonly onDefect?: (rule: AnyRule, error: unknown) => void;
}

const limits = { depth: 5, subjects: 16 } as const;

interface Seen {
  readonly visit: Visit;
  readonly hits: readonly RuleHit[];
  readonly gaps: readonly Gap[];
  /** Something without which no "healthy" may be said could not be read. */
  readonly blind: boolean;
  readonly state: SubjectState | null;
  readonly next: readonly Visit[];
}

/**
 * Answers "why?" for one object: judges it, follows leads breadth first within limits, and links what was found.
 * Rejects with a ReadFailure if the target itself cannot be read; everything else that cannot be read becomes a gap.
 */
export async function investigate(target: Ref, investigation: Investigation): Promise<Report> {
  const started = investigation.clock();
  const seen = new Map<string, Seen>();
  const unseen = (visits: readonly Visit[]) => distinctVisits(visits).filter(({ ref }) => !seen.has(refKey(ref)));
  let level: readonly Visit[] = [{ ref: target, role: 'target', alike: [] }];
  const left: Visit[] = [];
  for (let depth = 0; level.length > 0 && depth < limits.depth; depth++) {
    const visits = level.slice(0, limits.subjects - seen.size);
    left.push(...level.slice(visits.length));
    const results = await Promise.all(visits.map((visit) => look(visit, investigation)));
    results.forEach((result) => void seen.set(refKey(result.visit.ref), result));
    level = unseen(results.flatMap(({ next }) => next));
  }
  const looks = [...seen.values(), ...unseen([...left, ...level]).map(leftOut)];
  return report(target, looks, investigation, investigation.clock() - started);
}

const nothing = { hits: [], gaps: [], blind: false, state: null, next: [] } as const;

function leftOut(visit: Visit): Seen {
  const detail = `more than ${limits.subjects} objects, or farther than ${limits.depth - 1} steps away`;
  return { ...nothing, visit, blind: isOwn(visit.role), gaps: [{ facet: 'subject', subject: visit.ref, why: 'over-budget', detail }] };
}

async function look(visit: Visit, { cluster, rules, aspect, onLook, onDefect, signal }: Investigation): Promise<Seen> {
  const { ref, role, only } = visit;
  signal?.throwIfAborted();
  onLook?.(ref);
  let subject: AnyObject;
  try {
    subject = await cluster.subject(ref);
  } catch (error) {
    if (role === 'target' || !isReadFailure(error)) throw error;
    if (error.code === 'not-found') return { ...nothing, visit };
    return { ...nothing, visit, blind: isOwn(role), gaps: [{ facet: 'subject', subject: ref, why: error.code, detail: error.message }] };
  }
  const named = only ? rules.filter(({ id }) => only.includes(id)) : rules;
  const live = liveRules((role === 'target' && aspect) || named, ref, subject).filter(({ onlyIfOwn }) => isOwn(role) || !onlyIfOwn);
  const natural = isOwn(role) ? naturalLeads(ref.kind) : null;
  const facets = new Set([...live, ...(natural ? [natural] : [])].flatMap(({ needs, wants = [] }) => [...needs, ...wants]));
  const collected = await cluster.collect(ref, subject, [...facets]);
  const defects: Gap[] = [];
  const { hits: found, blind } = diagnose(live, { ref, subject, now: cluster.now, collected }, (rule, error) => {
    defects.push(defectGap(rule, ref, error));
    onDefect?.(rule, error);
  });
  const hits = found.map((one) => withClusterName(one, cluster.name));
  return {
    visit,
    hits: hits.toSorted(bySeverity),
    gaps: [...collected.gaps, ...defects],
    blind: isOwn(role) && (blind.length > 0 || (natural?.needs ?? []).some((facet) => !(facet in collected.facets))),
    state: subjectState(ref.kind, subject, cluster.now, podsOf(ref, collected)),
    next: nextVisits(role, hits, natural?.find(ref.kind, subject, collected.facets, cluster.now) ?? null),
  };
}

/** A rule does not know what its cluster is called: `cluster/cluster` is the one that was asked. */
function withClusterName({ rule, hit }: RuleHit, name: string): RuleHit {
  const rename = (ref: Ref): Ref => (ref.kind === 'cluster' ? { kind: 'cluster', name } : ref);
  const [first, ...others] = hit.proof.map((proof) => ({ ...proof, ref: rename(proof.ref) }));
  if (!first) return { rule, hit };
  return {
    rule,
    hit: { ...hit, proof: [first, ...others], ...(hit.leads ? { leads: hit.leads.map((lead) => ({ ...lead, to: rename(lead.to) })) } : {}) },
  };
}

/** The pods of a workload, where they were read. */
function podsOf({ kind }: Ref, { facets }: Collected): readonly Pod[] | undefined {
  return isWorkloadKind(kind) ? (facets.pods as readonly Pod[] | undefined) : undefined;
}

function report(target: Ref, seen: readonly Seen[], { cluster, aspect }: Investigation, ms: number): Report {
  const partOf = ownersOfParts(seen);
  const raw: RawFinding[] = seen.flatMap(({ visit, hits }) =>
    hits.map(({ rule, hit }) => ({
      rule,
      hit,
      subject: visit.ref,
      role: visit.role,
      alike: visit.alike,
      partOf: partOf.get(refKey(visit.ref)) ?? [],
    })),
  );
  const own = seen.find(({ visit }) => visit.role === 'target');
  const notWell = own?.state?.condition === 'failing' && !aspect;
  const findings = linkFindings(raw, notWell);
  const problem = findings.some(({ severity, id }) => severity !== 'info' && !findings.context.has(id));
  // an intended state (scaled to zero, waits for its consumer) needs no further cause; a part that fails without one does
  const unexplained = (notWell && !findings.some(({ rootCause }) => rootCause)) || seen.some(({ visit, state }) => isFailingPart(visit, state));
  return {
    target,
    cluster: cluster.name,
    at: cluster.now.toISOString(),
    verdict: problem ? 'problem' : unexplained || seen.some(({ blind }) => blind) ? 'unknown' : 'healthy',
    state: own?.state ?? null,
    findings: [...findings],
    gaps: uniqueGaps(seen.flatMap(({ gaps }) => gaps)),
    looked: seen.map(({ visit }) => visit.ref),
    cost: { requests: cluster.requests(), ms: Math.round(ms) },
  };
}

/** By the key of a part: the keys of those that it is a part of. */
function ownersOfParts(seen: readonly Seen[]): ReadonlyMap<string, readonly string[]> {
  const owners = new Map<string, string[]>();
  for (const { visit, next } of seen) {
    for (const { ref, role } of next) {
      if (role === 'part') owners.set(refKey(ref), [...(owners.get(refKey(ref)) ?? []), refKey(visit.ref)]);
    }
  }
  return owners;
}

function isFailingPart({ role }: Visit, state: SubjectState | null): boolean {
  return role === 'part' && state?.condition === 'failing';
}

function uniqueGaps(gaps: readonly Gap[]): Gap[] {
  const byKey = new Map(gaps.map((gap) => [`${gap.facet} ${refKey(gap.subject)} ${gap.why}`, gap]));
  return [...byKey.values()];
}

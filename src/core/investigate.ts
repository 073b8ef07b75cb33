import type { ClusterPort } from './cluster-port.ts';
import { bySeverity, defectGap, diagnose, liveRules, type RuleHit } from './diagnose.ts';
import { linkFindings, type RawFinding } from './link-findings.ts';
import { naturalLeads } from './natural-leads.ts';
import { isReadFailure } from './read-failure.ts';
import { type Ref, refKey } from './ref.ts';
import type { Gap, Report, SubjectState } from './report.ts';
import type { AnyRule } from './rule.ts';
import { subjectState } from './subject-state.ts';

export interface Investigation {
  readonly cluster: ClusterPort;
  readonly rules: readonly AnyRule[];
  /** Milliseconds of a clock that only goes forward, for the cost. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  /** Told of each subject as it is looked at: for live progress. */
  readonly onLook?: (ref: Ref) => void;
  readonly onDefect?: (rule: AnyRule, error: unknown) => void;
}

const limits = { depth: 5, subjects: 16 } as const;

/** How a subject came to be looked at. `part` and `lead` are followed further; `surrounding` only where a rule leads on. */
type Role = 'target' | 'part' | 'lead' | 'surrounding';
interface Visit {
  readonly ref: Ref;
  readonly role: Role;
  readonly alike: readonly Ref[];
}
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
  let level: readonly Visit[] = [{ ref: target, role: 'target', alike: [] }];
  for (let depth = 0; level.length > 0 && depth < limits.depth; depth++) {
    const visits = distinct(level)
      .filter(({ ref }) => !seen.has(refKey(ref)))
      .slice(0, limits.subjects - seen.size);
    const results = await Promise.all(visits.map((visit) => look(visit, investigation)));
    results.forEach((result) => void seen.set(refKey(result.visit.ref), result));
    level = results.flatMap(({ next }) => next);
  }
  return report(target, [...seen.values()], investigation, investigation.clock() - started);
}

async function look(visit: Visit, { cluster, rules, onLook, onDefect, signal }: Investigation): Promise<Seen> {
  const { ref, role } = visit;
  const blank: Seen = { visit, hits: [], gaps: [], blind: false, state: null, next: [] };
  signal?.throwIfAborted();
  onLook?.(ref);
  let subject: Awaited<ReturnType<ClusterPort['subject']>>;
  try {
    subject = await cluster.subject(ref);
  } catch (error) {
    if (role === 'target' || !isReadFailure(error)) throw error;
    if (error.code === 'not-found') return blank;
    return { ...blank, blind: true, gaps: [{ facet: 'subject', subject: ref, why: error.code, detail: error.message }] };
  }
  const live = liveRules(rules, ref, subject);
  const natural = naturalLeads(ref.kind);
  const wanted = new Set([...live.flatMap(({ needs, wants = [] }) => [...needs, ...wants]), ...(role === 'surrounding' ? [] : natural.needs)]);
  const collected = await cluster.collect(ref, subject, [...wanted]);
  const defects: Gap[] = [];
  const { hits, blind } = diagnose(live, { ref, subject, now: cluster.now, collected }, (rule, error) => {
    defects.push(defectGap(rule, ref, error));
    onDefect?.(rule, error);
  });
  return {
    visit,
    hits: hits.toSorted(bySeverity),
    gaps: [...collected.gaps, ...defects],
    blind: blind.length > 0 || (role !== 'surrounding' && natural.needs.some((facet) => !(facet in collected.facets))),
    state: subjectState(ref.kind, subject, cluster.now),
    next: nextVisits(role, hits, role === 'surrounding' ? null : natural.find(subject, collected.facets, cluster.now)),
  };
}

function nextVisits(role: Role, hits: readonly RuleHit[], natural: ReturnType<ReturnType<typeof naturalLeads>['find']> | null): Visit[] {
  // a pod's owner leads to all its failing pods, but the question is about the one
  const leads = hits
    .flatMap(({ hit }) => hit.leads ?? [])
    .filter(({ to }) => role !== 'surrounding' || to.kind !== 'pod')
    .map(({ to }) => ({ ref: to, role: 'lead' as const, alike: [] }));
  const parts = natural?.parts.map(({ ref, alike }) => ({ ref, role: 'part' as const, alike })) ?? [];
  // a pod's own workload is looked at from the pod, not again from the workload that led to the pod
  const around = natural?.surroundings.filter((ref) => role === 'target' || ref.kind === 'node' || ref.kind === 'persistentvolumeclaim') ?? [];
  return [...parts, ...leads, ...around.map((ref) => ({ ref, role: 'surrounding' as const, alike: [] }))];
}

function distinct(visits: readonly Visit[]): Visit[] {
  const first = new Map<string, Visit>();
  for (const visit of visits) if (!first.has(refKey(visit.ref))) first.set(refKey(visit.ref), visit);
  return [...first.values()];
}

function report(target: Ref, seen: readonly Seen[], { cluster }: Investigation, ms: number): Report {
  const raw: RawFinding[] = seen.flatMap(({ visit, hits }) =>
    hits.map(({ rule, hit }) => ({ rule, hit, subject: visit.ref, role: visit.role, alike: visit.alike })),
  );
  const own = seen.find(({ visit }) => visit.role === 'target');
  const notWell = own?.state?.condition === 'failing';
  const findings = linkFindings(raw, notWell);
  const gaps = uniqueGaps(seen.flatMap((one) => one.gaps));
  const problem = findings.some(({ severity, id }) => severity !== 'info' && !findings.context.has(id));
  const couldNotTell = notWell || seen.some(({ blind }) => blind);
  return {
    target,
    cluster: cluster.name,
    at: cluster.now.toISOString(),
    verdict: problem ? 'problem' : couldNotTell ? 'unknown' : 'healthy',
    state: own?.state ?? null,
    findings: [...findings],
    gaps,
    looked: seen.map(({ visit }) => visit.ref),
    cost: { requests: cluster.requests(), ms: Math.round(ms) },
  };
}

function uniqueGaps(gaps: readonly Gap[]): Gap[] {
  const byKey = new Map(gaps.map((gap) => [`${gap.facet} ${refKey(gap.subject)} ${gap.why}`, gap]));
  return [...byKey.values()];
}

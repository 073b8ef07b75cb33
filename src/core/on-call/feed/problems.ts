import type { BrokenLine, BrokenPart, HealthAnswer } from '../../answer.ts';
import { isWorkloadKind } from '../../kinds.ts';
import type { ReadFailureCode } from '../../read-failure.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Finding } from '../../report.ts';
import { isPassing } from '../passing-failures.ts';

/** Something that a rule calls a problem: a workload and its cause. */
export interface Problem {
  /** The same for one workload and cause, however often its pods are made anew. */
  readonly key: string;
  readonly ref: Ref;
  readonly status: string | null;
  readonly cause: Finding;
  /** What else it breaks. */
  readonly affected: readonly Ref[];
  /** All that is wrong is that pods wait to be started; since when, RFC 3339, where that is known. */
  readonly pending: { readonly since: string | null } | null;
}

/** What one look at a cluster or namespace shows. */
export interface Look {
  readonly problems: readonly Problem[];
  /** Not well, without a known cause or without a look into it: what was told of these may still be so. */
  readonly unclear: readonly string[];
  /** Something could not be read this time: nothing may be called fixed. */
  readonly partial: boolean;
}

/** The problems of a page on health. What is on its way (a rollout, pods that start) and the limits of an autoscaler are none. */
export function lookOfHealth({ broken, report, unexplained, left }: HealthAnswer): Look {
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  const problems = broken.flatMap((line) => problemsOf(line, findings.get(line.cause)));
  return {
    problems: [...new Map(problems.map((problem) => [problem.key, problem])).values()],
    // of what was not looked into, nothing is known
    unclear: [...[...unexplained, ...left].map(({ ref }) => ref), ...report.gaps.map(({ subject }) => subject)].map(refKey),
    partial: report.gaps.some(({ why }) => isPassing(why)),
  };
}

/** Why nothing could be seen: without pods, no page says anything. null: they were seen. */
export function blindness({ pods, report }: HealthAnswer): ReadFailureCode | null {
  if (pods !== null) return null;
  return report.gaps.find(({ facet }) => facet === 'pods')?.why ?? report.gaps[0]?.why ?? 'bad-response';
}

function problemsOf({ parts }: BrokenLine, cause: Finding | undefined): readonly Problem[] {
  const broken = parts.filter(({ condition }) => condition !== 'progressing');
  if (!cause || broken.length === 0 || isScaling(cause)) return [];
  const { subject } = cause;
  // what many things stand on is said once, with what it breaks
  if (subject.kind === 'node' || subject.kind === 'cluster') {
    const own = broken.find(({ ref }) => refKey(ref) === refKey(subject));
    const affected = broken.map(({ ref }) => ref).filter((ref) => refKey(ref) !== refKey(subject));
    return [problem(cause, subject, own?.status ?? null, affected, own ? null : pendingOf(broken))];
  }
  const workloads = broken.filter(({ ref }) => isWorkloadKind(ref.kind) || ref.kind === 'pod');
  const others = broken.filter((part) => !workloads.includes(part)).map(({ ref }) => ref);
  if (workloads.length === 0) return broken.map((part) => problem(cause, part.ref, part.status, [], pendingOf([part])));
  return workloads.map((part) => problem(cause, part.ref, part.status, workloads.length === 1 ? others : [], pendingOf([part])));
}

function problem(cause: Finding, ref: Ref, status: string | null, affected: readonly Ref[], pending: Problem['pending']): Problem {
  return { key: `${cause.rule}@${refKey(ref)}`, ref, status, cause, affected, pending };
}

/** "At its maximum" is how autoscaling works. */
function isScaling({ subject, severity }: Finding): boolean {
  return subject.kind === 'horizontalpodautoscaler' && severity !== 'critical';
}

function pendingOf(parts: readonly BrokenPart[]): Problem['pending'] {
  const waits = ({ status, pendingSince }: BrokenPart) => Boolean(pendingSince) || status === 'Pending';
  if (!parts.every(waits)) return null;
  const [first = null] = parts.flatMap(({ pendingSince }) => (pendingSince ? [pendingSince] : [])).sort();
  return { since: first };
}

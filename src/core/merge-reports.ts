import { type Ref, refKey } from './ref.ts';
import type { Finding, Gap, Report, Verdict } from './report.ts';

const rank = { critical: 0, warning: 1, info: 2 } as const;

/**
 * Findings of several reports as one list, root causes first. A finding that one report explains is no root cause though another took it
 * for one; those that say the same of several objects of a kind are one, with the others `alike`.
 */
export function mergeFindings(reports: readonly Pick<Report, 'findings'>[]): readonly Finding[] {
  const byId = new Map<string, Finding>();
  for (const finding of reports.flatMap(({ findings }) => findings)) {
    const known = byId.get(finding.id);
    byId.set(finding.id, known ? join(known, finding) : finding);
  }
  const settled = [...byId.values()].map((finding) => ({ ...finding, rootCause: finding.rootCause && finding.because.length === 0 }));
  return collapse(settled).toSorted((a, b) => place(a) - place(b) || rank[a.severity] - rank[b.severity]);
}

function join(a: Finding, b: Finding): Finding {
  return {
    ...a,
    rootCause: a.rootCause || b.rootCause,
    because: [...new Set([...a.because, ...b.because])],
    alike: distinctRefs([...a.alike, ...b.alike]),
  };
}

function place({ rootCause, because }: Finding): number {
  return rootCause ? 0 : because.length > 0 ? 1 : 2;
}

/** One finding for all that say the same: same rule, same facts, same kind, explained by the same. */
function collapse(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { rule, facts, subject, because, rootCause } = finding;
    const key = JSON.stringify([rule, facts, subject.kind, [...because].sort(), rootCause]);
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const kept = new Map<string, string>();
  const merged = [...groups.values()].map((group) => {
    const [first, ...others] = group as [Finding, ...Finding[]];
    for (const { id } of group) kept.set(id, first.id);
    const alike = distinctRefs([...first.alike, ...others.flatMap(({ subject, alike }) => [subject, ...alike])]);
    return { ...first, alike: alike.filter((ref) => refKey(ref) !== refKey(first.subject)) };
  });
  return merged.map((finding) => ({ ...finding, because: [...new Set(finding.because.map((id) => kept.get(id) ?? id))] }));
}

function distinctRefs(refs: readonly Ref[]): Ref[] {
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

/** Each gap once, whoever met it. */
export function mergeGaps(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [`${gap.facet} ${refKey(gap.subject)} ${gap.why}`, gap])).values()];
}

/** The worst of them: one problem is a problem; what could not be judged is not healthy. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('problem')) return 'problem';
  return verdicts.includes('unknown') ? 'unknown' : 'healthy';
}

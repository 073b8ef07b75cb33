import type { Locale } from '../locale.ts';
import type { Ref } from '../ref.ts';
import type { Finding, Gap, Report, SubjectState, Verdict } from '../report.ts';
import type { AnyRule, Facts, Proof, Severity } from '../rule.ts';

export interface WordedStep {
  readonly kind: 'look' | 'change';
  readonly text: string;
  readonly command: string | null;
  readonly undo: string | null;
}

export interface WordedFinding {
  readonly id: string;
  readonly rule: string;
  readonly coverage: readonly string[];
  readonly subject: Ref;
  readonly severity: Severity;
  readonly rootCause: boolean;
  readonly because: readonly string[];
  readonly facts: Facts;
  readonly proof: readonly Proof[];
  readonly says: string;
  readonly steps: readonly WordedStep[];
  readonly docs: string | null;
  readonly alike: readonly Ref[];
}

/** The JSON report that others rely on (`-o json`): a Report with its words in one language. */
export interface WordedReport {
  readonly target: Ref | null;
  readonly cluster: string;
  readonly at: string;
  readonly verdict: Verdict;
  readonly state: SubjectState | null;
  readonly findings: readonly WordedFinding[];
  readonly gaps: readonly Gap[];
  readonly looked: readonly Ref[];
  readonly cost: { readonly requests: number; readonly ms: number };
}

/** Adds the words of one language to a report. A finding of a rule that the catalog no longer has is named by the rule's id. */
export function wordReport(report: Report, catalog: readonly AnyRule[], locale: Locale): WordedReport {
  const rules = new Map(catalog.map((rule) => [rule.id, rule]));
  const { target, cluster, at, verdict, state, gaps, looked, cost } = report;
  return {
    target,
    cluster,
    at,
    verdict,
    state,
    findings: report.findings.map((finding) => wordFinding(finding, rules.get(finding.rule), locale)),
    gaps,
    looked,
    cost,
  };
}

function wordFinding(finding: Finding, rule: AnyRule | undefined, locale: Locale): WordedFinding {
  const { id, subject, severity, rootCause, because, facts, proof, alike } = finding;
  const steps = rule ? rule.steps(facts, subject) : [];
  return {
    id,
    rule: finding.rule,
    coverage: rule?.coverage ?? [],
    subject,
    severity,
    rootCause,
    because,
    facts,
    proof,
    says: rule ? rule.says[locale](facts, subject) : `\`${finding.rule}\``,
    steps: steps.map((step) => ({
      kind: step.kind,
      text: step.text[locale],
      command: step.command ?? null,
      undo: step.kind === 'change' ? step.undo[locale] : null,
    })),
    docs: rule?.docs ?? null,
    alike,
  };
}

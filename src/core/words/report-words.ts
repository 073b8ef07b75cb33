import type { Locale } from '../locale.ts';
import type { Finding, Report } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { ruleSays } from './rule-says.ts';

export interface WordedStep {
  readonly kind: 'look' | 'change';
  readonly text: string;
  readonly command: string | null;
  readonly undo: string | null;
}

export interface WordedFinding extends Finding {
  readonly coverage: readonly string[];
  readonly says: string;
  readonly steps: readonly WordedStep[];
  readonly docs: string | null;
}

/** The JSON report that others rely on (`-o json`): a Report with its words in one language. */
export interface WordedReport extends Report {
  readonly findings: readonly WordedFinding[];
}

/** Adds the words of one language to a report. A finding of a rule that the catalog no longer has is named by the rule's id. */
export function wordReport(report: Report, catalog: readonly AnyRule[], locale: Locale): WordedReport {
  const rules = new Map(catalog.map((rule) => [rule.id, rule]));
  return { ...report, findings: report.findings.map((finding) => wordFinding(finding, rules.get(finding.rule), locale)) };
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
    says: rule ? ruleSays(rule, finding, locale) : `\`${finding.rule}\``,
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

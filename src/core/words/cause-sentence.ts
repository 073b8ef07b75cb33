import type { Locale } from '../locale.ts';
import type { Finding } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { firstSentence } from './document.ts';
import { ruleSays } from './rule-says.ts';

/** What a finding says, in one sentence; one of a rule that the catalog no longer has is named by its id. */
export function causeSentence(finding: Pick<Finding, 'rule' | 'facts' | 'subject'>, catalog: readonly AnyRule[], locale: Locale): string {
  const rule = catalog.find(({ id }) => id === finding.rule);
  return rule ? firstSentence(ruleSays(rule, finding, locale)) : `\`${finding.rule}\``;
}

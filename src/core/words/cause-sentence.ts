import type { Locale } from '../locale.ts';
import type { Finding } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { firstSentence } from './document.ts';

/** What a finding says, in one sentence; one of a rule that the catalog no longer has is named by its id. */
export function causeSentence({ rule: id, facts, subject }: Finding, catalog: readonly AnyRule[], locale: Locale): string {
  const rule = catalog.find((one) => one.id === id);
  return rule ? firstSentence(rule.says[locale](facts, subject)) : `\`${id}\``;
}

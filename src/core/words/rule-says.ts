import type { Locale } from '../locale.ts';
import type { Finding } from '../report.ts';
import type { AnyRule, Facts, Json } from '../rule.ts';

/**
 * What a rule says of a finding. Words of other programs are among its facts (messages, log lines): a backtick of theirs ends no code span, and a line
 * break of theirs no sentence.
 */
export function ruleSays(rule: AnyRule, { facts, subject }: Pick<Finding, 'facts' | 'subject'>, locale: Locale): string {
  return rule.says[locale](harmless(facts) as Facts, subject);
}

function harmless(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('`', "'").replaceAll(/\s*\n\s*/g, ' ');
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, harmless(item)]));
}

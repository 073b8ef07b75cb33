import type { Locale } from '../locale.ts';
import type { Finding, Report, Verdict } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { causeSentence } from './cause-sentence.ts';
import { moment } from './time-words.ts';
import { verdictWord } from './verdict-words.ts';

/** What changed between two reports about the same thing, line by line; the first line says since when. */
export function changesSince(before: Report, now: Report, catalog: readonly AnyRule[], locale: Locale): string[] {
  const since = moment(before.at);
  const fixed = absent(before, now);
  const fresh = absent(now, before);
  const still = now.findings.length - fresh.length;
  const lines = [...verdictChange(before.verdict, now.verdict, locale), ...stateChange(before, now, locale)];
  for (const finding of fixed) lines.push(`${locale === 'ko' ? '사라짐' : 'Gone'}: ${causeSentence(finding, catalog, locale)}`);
  for (const finding of fresh) lines.push(`${locale === 'ko' ? '새로 나타남' : 'New'}: ${causeSentence(finding, catalog, locale)}`);
  if (lines.length === 0) return [locale === 'ko' ? `${since} 이후 달라진 점이 없습니다.` : `Nothing has changed since ${since}.`];
  if (still > 0) lines.push(locale === 'ko' ? `그대로인 것: ${still}건` : `Still there: ${still}`);
  return [locale === 'ko' ? `${since} 이후 달라진 점:` : `Since ${since}:`, ...lines];
}

/** Findings of `a` that `b` does not have: same rule, same subject. */
function absent(a: Report, b: Report): readonly Finding[] {
  const there = new Set(b.findings.map(({ id }) => id));
  return a.findings.filter(({ id }) => !there.has(id));
}

function verdictChange(before: Verdict, now: Verdict, locale: Locale): string[] {
  return before === now ? [] : [`${verdictWord(before, locale)} → ${verdictWord(now, locale)}`];
}

function stateChange(before: Report, now: Report, locale: Locale): string[] {
  const [was, is] = [before.state?.status ?? null, now.state?.status ?? null];
  if (was === is || was === null || is === null) return [];
  return [`${locale === 'ko' ? '상태' : 'Status'}: \`${was}\` → \`${is}\``];
}

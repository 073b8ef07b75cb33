import type { Locale, Text } from '../locale.ts';
import type { Verdict } from '../report.ts';
import type { Tone } from './document.ts';

const verdicts: { readonly [V in Verdict]: Text } = {
  problem: { en: 'Problem', ko: '문제' },
  healthy: { en: 'Healthy', ko: '정상' },
  unknown: { en: 'Could not tell', ko: '판단할 수 없음' },
};

/** `Problem`, `정상`. */
export function verdictWord(verdict: Verdict, locale: Locale): string {
  return verdicts[verdict][locale];
}

/** The tone of a verdict. */
export function verdictTone(verdict: Verdict): Tone {
  return ({ problem: 'bad', healthy: 'ok', unknown: 'unknown' } as const)[verdict];
}

/** " There are 2 more causes.", to stand after the first one; empty where there are no more. */
export function moreCauses(count: number, locale: Locale): string {
  if (count === 0) return '';
  if (locale === 'ko') return ` 다른 원인도 ${count}건 있습니다.`;
  return ` There ${count === 1 ? 'is 1 more cause' : `are ${count} more causes`}.`;
}

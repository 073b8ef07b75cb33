import type { Locale, Text } from '../locale.ts';
import type { Verdict } from '../report.ts';
import type { Tone } from './document.ts';

const verdicts: { readonly [V in Verdict]: Text } = {
  problem: { en: 'Problem', ko: '문제' },
  healthy: { en: 'Healthy', ko: '정상' },
  unknown: { en: 'Could not tell', ko: '판단할 수 없음' },
};

export function verdictWord(verdict: Verdict, locale: Locale): string {
  return verdicts[verdict][locale];
}

export function verdictTone(verdict: Verdict): Tone {
  return ({ problem: 'bad', healthy: 'ok', unknown: 'unknown' } as const)[verdict];
}

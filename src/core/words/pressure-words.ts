import type { Locale } from '../locale.ts';
import type { Pressure } from '../node-pressure.ts';
import { duration } from './time-words.ts';

/** " for 3m": since when the condition is True. */
export function pressureSince({ seconds }: Pressure, locale: Locale): string {
  if (seconds === null) return '';
  return locale === 'ko' ? `${duration(seconds, 'ko')}째 ` : ` for ${duration(seconds, 'en')}`;
}

/** Who was evicted already; empty where nobody was. */
export function evictedWords({ evicted }: Pressure, locale: Locale): string {
  if (evicted === 0) return '';
  return locale === 'ko' ? ` 이미 파드 ${evicted}개가 축출되었습니다.` : ` ${evicted} ${evicted === 1 ? 'pod was' : 'pods were'} evicted already.`;
}

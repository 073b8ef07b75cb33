import type { Locale } from '../locale.ts';

const units = [
  ['d', '일', 86_400],
  ['h', '시간', 3_600],
  ['m', '분', 60],
  ['s', '초', 1],
] as const;

/** `2h 5m`, `2시간 5분`: the two largest units. */
export function duration(seconds: number, locale: Locale): string {
  let rest = Math.max(0, Math.round(seconds));
  const words: string[] = [];
  for (const [en, ko, size] of units) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(`${count}${locale === 'ko' ? ko : en}`);
    if (words.length === 2 || (words.length === 1 && count === 0)) break;
  }
  return words.length > 0 ? words.join(' ') : `0${locale === 'ko' ? '초' : 's'}`;
}

/** `3m ago`, `3분 전`: seen from `now`. Something of the future is "just now": clocks differ. */
export function ago(at: string, now: string, locale: Locale): string {
  const seconds = (Date.parse(now) - Date.parse(at)) / 1000;
  if (!Number.isFinite(seconds)) return at;
  if (seconds < 1) return locale === 'ko' ? '방금' : 'just now';
  return locale === 'ko' ? `${duration(seconds, locale)} 전` : `${duration(seconds, locale)} ago`;
}

/** `2026-11-21 11:40:03 UTC`. */
export function moment(at: string): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : `${time.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `412 ms`, `3.4 s`. */
export function took(milliseconds: number, locale: Locale): string {
  if (milliseconds < 1000) return locale === 'ko' ? `${milliseconds}밀리초` : `${milliseconds} ms`;
  const seconds = (milliseconds / 1000).toFixed(1);
  return locale === 'ko' ? `${seconds}초` : `${seconds} s`;
}

import type { Item } from './segment.ts';

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** `90s`, `1h30m`, `2d` in seconds; null when it is no duration. */
export function durationSeconds(text: string): number | null {
  if (!/^(\d{1,6}[smhdw])+$/.test(text)) return null;
  return [...text.matchAll(/(\d+)([smhdw])/g)].reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitSeconds[unit ?? ''] ?? 0), 0);
}

/** Where a sentence says a length of time, and how long. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
}

/** `10 minutes`, `1h`, `30분`, `an hour`, `1시간 30분` among the items of a sentence; the first one. */
export function findDuration(items: readonly Item[]): Span | null {
  for (let at = 0; at < items.length; at += 1) {
    const span = durationAt(items, at);
    if (!span) continue;
    const more = durationAt(items, span.to + 1);
    return more && more.seconds < span.seconds && more.to < items.length ? { from: at, to: more.to, seconds: span.seconds + more.seconds } : span;
  }
  return null;
}

function durationAt(items: readonly Item[], at: number): Span | null {
  const item = items[at];
  if (!item) return null;
  const typed = item.latin ? durationSeconds(item.word) : null;
  if (typed !== null) return { from: at, to: at, seconds: typed };
  const unit = items[at + 1]?.meaning?.unit;
  if (/^\d{1,6}(\.\d)?$/.test(item.word) && unit !== undefined)
    return withHalf(items, { from: at, to: at + 1, seconds: Number(item.word) * unit }, unit);
  if (item.meaning?.seconds !== undefined) return { from: at, to: at, seconds: item.meaning.seconds };
  const since = item.meaning?.mark?.includes('since') ?? false;
  return since && unit !== undefined && items[at + 1]?.latin ? { from: at, to: at + 1, seconds: unit } : null;
}

/** "1시간 반" */
function withHalf(items: readonly Item[], span: Span, unit: number): Span {
  return items[span.to + 1]?.word === '반' ? { ...span, to: span.to + 1, seconds: span.seconds + unit / 2 } : span;
}

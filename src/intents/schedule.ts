import type { ClockWord } from './intent-data.ts';
import type { Item } from './segment.ts';

export interface Schedule {
  /** Five fields. */
  readonly cron: string;
  /** The sentence says that it comes again ("every", "매주"); a time alone does not. */
  readonly recurring: boolean;
}

const cronText = /(?<![\w*/-])(?:(?:\*(?:\/\d{1,2})?|\d{1,2}[\d,/-]{0,20})\s{1,3}){4}(?:\*(?:\/\d)?|[\d,/-]{1,20}|[a-z]{3}(?:-[a-z]{3})?)(?![\w*])/i;

/** A cron expression typed as such, and the sentence without it. */
export function takeCron(text: string): { readonly text: string; readonly cron: string | null } {
  const found = cronText.exec(text);
  if (!found?.[0].includes('*')) return { text, cron: null };
  const cron = found[0].toLowerCase().split(/\s+/).join(' ');
  return { text: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`, cron };
}

interface Time {
  readonly hour: number;
  readonly minute: number;
}

/** "every weekday at 9am", "매주 월요일 오전 10시", "30분마다" as cron. Without a time it is nine in the morning. */
export function findSchedule(items: readonly Item[]): Schedule | null {
  const clock = new Set(items.flatMap((item) => item.meaning?.clock ?? []));
  const every = everyPeriod(items, clock);
  if (every) return { cron: every, recurring: true };
  const days = dayField(items, clock);
  const month = clock.has('monthly');
  const time = findTime(items) ?? wordTime(clock);
  if (days === null && !month && !time) return null;
  const { hour, minute } = time ?? { hour: 9, minute: 0 };
  return { cron: `${minute} ${hour} ${month ? dayOfMonth(items) : '*'} * ${days ?? '*'}`, recurring: days !== null || month };
}

function everyPeriod(items: readonly Item[], clock: ReadonlySet<ClockWord>): string | null {
  for (const [at, item] of items.entries()) {
    const next = items[at + 1];
    const unit = next?.meaning?.unit ?? (next?.word === '시간마다' ? 3600 : undefined);
    const typed = items[at - 1]?.meaning?.clock?.includes('hour') ? null : /^(\d{1,3})(m|h|min|hr)?$/.exec(item.word);
    const seconds = typed?.[2] ? (typed[2].startsWith('m') ? 60 : 3600) : unit;
    const end = typed?.[2] ? at : at + 1;
    const said =
      [items[at - 1], items[end + 1], items[end]].some((near) => near?.meaning?.clock?.includes('every')) || items[end]?.word.endsWith('마다');
    if (typed && said && seconds === 60) return `*/${typed[1]} * * * *`;
    if (typed && said && seconds === 3600) return `0 */${typed[1]} * * *`;
    if (item.meaning?.clock?.includes('every') && unit === 60) return '* * * * *';
    if (item.meaning?.seconds === 1800 && items[at - 1]?.meaning?.clock?.includes('every')) return '*/30 * * * *';
  }
  return clock.has('hourly') ? '0 * * * *' : null;
}

function dayField(items: readonly Item[], clock: ReadonlySet<ClockWord>): string | null {
  const said = items.flatMap((item) => item.meaning?.days ?? []);
  const days = new Set(said.filter((day) => day !== '*').flatMap((day) => day.split(',')));
  if (days.size > 0) return [...days].sort().join(',');
  if (clock.has('weekly')) return '1';
  return said.length > 0 || clock.has('morning') || clock.has('evening') ? '*' : null;
}

function dayOfMonth(items: readonly Item[]): number {
  for (const [at, { word }] of items.entries()) {
    const day = Number(/^(\d{1,2})(st|nd|rd|th)?$/.exec(word)?.[1] ?? 0);
    const said = /[a-z]$/.test(word) || items[at + 1]?.meaning?.unit === 86400;
    if (said && day >= 1 && day <= 31) return day;
  }
  return 1;
}

function findTime(items: readonly Item[]): Time | null {
  for (const [at, item] of items.entries()) {
    const typed = /^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$/.exec(item.word);
    if (!typed) continue;
    const [, hours = '', minutes, half] = typed;
    const after = items[at + 1];
    const hangul = after?.meaning?.clock?.includes('hour') || after?.meaning?.clock?.includes('half');
    const named = items[at - 1]?.meaning?.mark?.includes('at') || half !== undefined || minutes !== undefined;
    if (!named && !hangul && !after?.meaning?.clock?.some((word) => word === 'am' || word === 'pm')) continue;
    const part = half ?? dayPart(items, at);
    const time = { hour: Number(hours), minute: minutes ? Number(minutes) : minutesAfter(items, at) };
    if (time.hour > 24 || time.minute > 59) continue;
    return { hour: onClock(time.hour, part), minute: time.minute };
  }
  return null;
}

function minutesAfter(items: readonly Item[], at: number): number {
  if (items[at + 1]?.meaning?.clock?.includes('half') || items[at + 2]?.word === '반') return 30;
  const number = items[at + 2];
  return number && /^\d{1,2}$/.test(number.word) && items[at + 3]?.meaning?.unit === 60 ? Number(number.word) : 0;
}

function dayPart(items: readonly Item[], at: number): 'am' | 'pm' | null {
  for (const near of [items[at - 1], items[at + 1], items[at - 2], items[at + 2]]) {
    if (near?.meaning?.clock?.includes('pm')) return 'pm';
    if (near?.meaning?.clock?.includes('am')) return 'am';
  }
  return null;
}

function onClock(hour: number, part: string | null): number {
  if (part === 'pm' && hour < 12) return hour + 12;
  return (part === 'am' && hour === 12) || hour === 24 ? 0 : hour;
}

function wordTime(clock: ReadonlySet<ClockWord>): Time | null {
  if (clock.has('noon')) return { hour: 12, minute: 0 };
  if (clock.has('midnight')) return { hour: 0, minute: 0 };
  if (clock.has('evening') || (clock.has('pm') && !clock.has('am'))) return { hour: 18, minute: 0 };
  return null;
}

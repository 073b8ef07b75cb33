import { el } from './dom.ts';
import { language } from './words.ts';

const day = 86_400_000;

/** A Date of Slack's name of a message. */
function dateOfTs(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** The time of a message: only the clock today, with the day before. */
export function messageTime(ts: string): HTMLTimeElement {
  const date = dateOfTs(ts);
  const today = date.toDateString() === new Date().toDateString();
  const shown = format(date, today ? { timeStyle: 'short' } : { dateStyle: 'medium', timeStyle: 'short' });
  return el('time', { datetime: date.toISOString(), title: format(date, { dateStyle: 'full', timeStyle: 'medium' }) }, shown);
}

/** A date as Slack's formats have it: `{date_short_pretty} {time_secs}`, in the reader's own time zone. */
export function slackDate(timestamp: number, pattern: string, fallback: string | undefined): HTMLTimeElement | string {
  const date = new Date(timestamp * 1000);
  if (Number.isNaN(date.getTime())) return fallback ?? '';
  const shown = pattern.replace(/\{(\w+)\}/g, (token, name: string) => part(date, name) ?? token);
  return el('time', { datetime: date.toISOString(), title: format(date, { dateStyle: 'full', timeStyle: 'long' }) }, shown);
}

function part(date: Date, name: string): string | null {
  switch (name) {
    case 'time':
      return format(date, { timeStyle: 'short' });
    case 'time_secs':
      return format(date, { timeStyle: 'medium' });
    case 'date_num':
      return date.toISOString().slice(0, 10);
    case 'ago':
      return ago(date);
    default:
      return datePart(date, name);
  }
}

function datePart(date: Date, name: string): string | null {
  const styles = { date: 'long', date_short: 'medium', date_long: 'full', date_slash: 'short', date_long_full: 'full' } as const;
  const plain = name.replace(/_pretty$/, '') as keyof typeof styles;
  if (!Object.hasOwn(styles, plain)) return null;
  return (name.endsWith('_pretty') ? nearDay(date) : null) ?? format(date, { dateStyle: styles[plain] });
}

/** "today", "yesterday", "tomorrow"; null: none of them. */
function nearDay(date: Date): string | null {
  const days = Math.round((midnight(date) - midnight(new Date())) / day);
  return Math.abs(days) > 1 ? null : new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(days, 'day');
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function ago(date: Date): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, size] =
    Math.abs(seconds) < 3600 ? (['minute', 60] as const) : Math.abs(seconds) < 86_400 ? (['hour', 3600] as const) : (['day', 86_400] as const);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

function format(date: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(navigator.language, options).format(date);
}

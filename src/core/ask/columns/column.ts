import type { Kind, Kinds, ObjectMeta } from '../../kinds.ts';
import { formatDuration } from './duration.ts';

/** One column of `kubectl get`, between NAME and the rest. */
export type Column<T> = readonly [title: string, cell: (object: T, now: Date) => string];
export type Columns<K extends Kind> = readonly Column<Kinds[K]>[];

/** AGE. */
export const age: Column<{ readonly metadata?: ObjectMeta }> = ['AGE', ({ metadata }, now) => since(metadata?.creationTimestamp, now)];

/** CREATED AT, which kinds without a printer of their own show in its place. */
export const createdAt: Column<{ readonly metadata?: ObjectMeta }> = ['CREATED AT', ({ metadata }) => metadata?.creationTimestamp ?? ''];

/** How long ago, as kubectl writes it. */
export function since(time: string | undefined, now: Date): string {
  return time ? formatDuration(now.getTime() - Date.parse(time)) : '<unknown>';
}

/** `a=b,c=d`. */
export function formatMap(map: Readonly<Record<string, string>> | undefined): string {
  const entries = Object.entries(map ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return entries.length > 0 ? entries.map(([key, value]) => `${key}=${value}`).join(',') : '<none>';
}

/** `A,B,C + 2 more...`. */
export function listed(values: readonly string[], most: number): string {
  if (values.length <= most) return values.join(',');
  return `${values.slice(0, most).join(',')} + ${values.length - most} more...`;
}

/** Go's spelling. */
export function bool(value: boolean | undefined, title = false): string {
  const word = String(value ?? false);
  return title ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

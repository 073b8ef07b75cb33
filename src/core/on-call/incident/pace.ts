import type { Incident, Standing } from './incident.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** An incident that nobody closes is looked at less and less, for as long as nothing changes about it and nobody does anything there. */
export const pacing = {
  oftenMs: minute,
  /** After so long without a change: */
  oftenForMs: 2 * hour,
  seldomMs: 10 * minute,
  /** After so long: people are asked whether it can be closed. */
  asksAfterMs: day,
  /** After so long: not looked at any more, unless somebody wants it. */
  stopsAfterMs: 7 * day,
} as const;

export type Looks = 'often' | 'seldom' | 'never';

/** How often an incident is looked at. */
export interface Pace {
  readonly looks: Looks;
  /** RFC 3339: since when. */
  readonly at: string;
  /** RFC 3339: nothing has changed since. */
  readonly quietSince: string;
}

/** Since when nothing has changed: neither its state, nor did anybody do anything about it (`touchedAt`). RFC 3339. */
export function quietSince({ startedAt }: Pick<Incident, 'startedAt'>, { settled }: Pick<Standing, 'settled'>, touchedAt: string | null): string {
  const times = [startedAt, settled?.since, touchedAt].flatMap((at) => (at ? [Date.parse(at)] : []));
  return new Date(Math.max(...times)).toISOString();
}

/** How often to look after such a quiet time. What was seen last and has yet to hold is looked at again soon. */
export function looksAfter(quietMs: number, { candidate }: Pick<Standing, 'candidate'>): Looks {
  if (quietMs < pacing.oftenForMs || candidate) return 'often';
  return quietMs < pacing.stopsAfterMs ? 'seldom' : 'never';
}

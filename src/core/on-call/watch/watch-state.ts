import type { Look } from './look.ts';

/** What is told of a thing that is watched. */
export type WatchEventType = 'fixed' | 'broken' | 'changed' | 'gone' | 'away' | 'back' | 'over';

export interface WatchEvent {
  readonly type: WatchEventType;
  readonly look: Look;
  /** What was said before. */
  readonly before: Look;
  /** RFC 3339: since when it had been as it was before; of `fixed`: since when it was not well, as far as it was watched. */
  readonly since: string;
  /** RFC 3339: since when it is as it is now. */
  readonly held: string;
}

/** What is known of a thing that is watched, from one look to the next. */
export interface WatchState {
  /** What the asker was told last. */
  readonly said: Look;
  readonly saidAt: string;
  readonly notWellSince: string | null;
  readonly last: Look;
  /** Something else that was seen since: told if it holds. */
  readonly candidate: { readonly key: string; readonly since: string; readonly looks: number } | null;
  /** How often something new did not hold. */
  readonly relapses: number;
  /** Looks in a row that its cluster did not answer, and since when. */
  readonly failures: number;
  readonly failingSince: string | null;
  readonly awaySaid: boolean;
}

export interface WatchTerms {
  /** RFC 3339. */
  readonly until: string;
  /** Ends as soon as it is well. */
  readonly untilHealthy: boolean;
}

/** How long something new must hold, and be seen twice, before it is told. "Fixed" ends a watch, so it must hold longer. */
const holdMs = { healthy: 60_000, other: 30_000 } as const;
/** Each time that something new did not hold, the next must hold twice as long. */
const mostDoublings = 3;
const failuresToTell = 3;

/** The state of a watch that begins with that look. */
export function beginWatch(look: Look): WatchState {
  const notWellSince = isWell(look) ? null : look.at;
  return { said: look, saidAt: look.at, notWellSince, last: look, candidate: null, relapses: 0, failures: 0, failingSince: null, awaySaid: false };
}

export interface Step {
  readonly state: WatchState;
  readonly events: readonly WatchEvent[];
  readonly over: boolean;
}

/** Takes one more look into account: what is to be told now, and whether the watch is over. Pure; the clock is the look's. */
export function takeLook(before: WatchState, look: Look, terms: WatchTerms): Step {
  const { state, events } = look.outcome === 'away' ? unanswered(before, look) : answered(before, look);
  const ends = events.some(({ type }) => type === 'gone' || (type === 'fixed' && terms.untilHealthy));
  if (ends) return { state, events, over: true };
  if (Date.parse(look.at) < Date.parse(terms.until)) return { state, events, over: false };
  return { state, events: [...events, { type: 'over', look, before: state.said, since: state.saidAt, held: look.at }], over: true };
}

/** When what was seen last would have held for long enough, RFC 3339; null: nothing waits for that. */
export function holdsAt({ candidate, relapses, last }: WatchState): string | null {
  return candidate ? new Date(Date.parse(candidate.since) + holdOf(last, relapses)).toISOString() : null;
}

function holdOf({ outcome }: Look, relapses: number): number {
  return (outcome === 'healthy' ? holdMs.healthy : holdMs.other) * 2 ** Math.min(relapses, mostDoublings);
}

type Told = Pick<Step, 'state' | 'events'>;

/** A cluster that is away says nothing of its objects: what waited to be told begins anew when it is back. */
function unanswered(state: WatchState, look: Look): Told {
  const failures = state.failures + 1;
  const failingSince = state.failingSince ?? look.at;
  const tells = failures >= failuresToTell && !state.awaySaid;
  return {
    state: { ...state, last: look, candidate: null, failures, failingSince, awaySaid: state.awaySaid || tells },
    events: tells ? [{ type: 'away', look, before: state.said, since: failingSince, held: failingSince }] : [],
  };
}

function answered(state: WatchState, look: Look): Told {
  const there = { ...state, last: look, failures: 0, failingSince: null, awaySaid: false };
  if (!state.awaySaid) return settle(there, look);
  const back = { type: 'back', look, before: state.said, since: state.failingSince ?? state.saidAt, held: look.at } as const;
  // the line says how it is; but well it is only when that has held
  const said = look.outcome === 'problem' || look.outcome === 'unknown';
  if (said) return { state: tellNow(there, look), events: [back] };
  const { state: settled, events } = settle(there, look);
  return { state: settled, events: [back, ...events] };
}

function settle(state: WatchState, look: Look): Told {
  const { said, candidate, relapses } = state;
  if (look.key === said.key) {
    return { state: { ...state, candidate: null, relapses: candidate ? relapses + 1 : relapses }, events: [] };
  }
  // on its way, or seen in part: neither well nor a new cause
  if (look.outcome === 'progressing' || look.partial) return { state: { ...state, candidate: null }, events: [] };
  const seen = candidate?.key === look.key ? { ...candidate, looks: candidate.looks + 1 } : { key: look.key, since: look.at, looks: 1 };
  if (seen.looks < 2 || Date.parse(look.at) - Date.parse(seen.since) < holdOf(look, relapses)) {
    return { state: { ...state, candidate: seen }, events: [] };
  }
  const type = eventOf(said, look);
  const since = type === 'fixed' ? (state.notWellSince ?? state.saidAt) : state.saidAt;
  return { state: tellNow(state, look), events: [{ type, look, before: said, since, held: seen.since }] };
}

function tellNow(state: WatchState, look: Look): WatchState {
  return { ...state, said: look, saidAt: look.at, notWellSince: isWell(look) ? null : (state.notWellSince ?? look.at), candidate: null };
}

function isWell({ outcome }: Look): boolean {
  return outcome === 'healthy' || outcome === 'progressing';
}

function eventOf(before: Look, now: Look): WatchEventType {
  if (now.outcome === 'healthy') return 'fixed';
  if (now.outcome === 'gone') return 'gone';
  return isWell(before) ? 'broken' : 'changed';
}

import type { FailureCode } from '../../answer.ts';
import { refKey } from '../../ref.ts';
import type { Look, Problem } from './problems.ts';

/** A problem that was told. */
export interface Told {
  readonly problem: Problem;
  /** RFC 3339: when it was seen first. */
  readonly since: string;
  /** Not seen any more since, in so many looks. */
  readonly missing: { readonly since: string; readonly looks: number } | null;
  /** `changed`: the workload has another cause now. */
  readonly end: { readonly at: string; readonly how: 'fixed' | 'changed' } | null;
  /** Seen again after its end, since. */
  readonly againSince: string | null;
  readonly relapses: number;
}

/** One message: a problem, or a summary of many. It is updated in place. */
export interface FeedMessage {
  readonly key: string;
  readonly told: readonly Told[];
  /** RFC 3339: of the last change of what it says, and of what was handed to Slack. */
  readonly at: string;
  readonly sentAt: string | null;
}

/** A cluster that did not answer. */
export interface Away {
  readonly key: string;
  readonly failure: FailureCode;
  readonly since: string;
  readonly until: string | null;
  readonly at: string;
  readonly sentAt: string | null;
}

/** What a feed knows from one look to the next. */
export interface FeedState {
  readonly waiting: readonly { readonly problem: Problem; readonly since: string; readonly looks: number }[];
  readonly messages: readonly FeedMessage[];
  readonly failures: number;
  readonly failingSince: string | null;
  readonly away: Away | null;
}

export const emptyFeed: FeedState = { waiting: [], messages: [], failures: 0, failingSince: null, away: null };

/** Held for that long, and seen twice, before it is told. */
const holdMs = 30_000;
/** Pods may wait that long to be started before it is a problem. */
const pendingMs = 300_000;
/** A message of which nothing is left is updated no more after that time: the same problem is then told anew. */
const settledMs = 15 * 60_000;
/** So many new problems at once are one message. */
const mostAtOnce = 10;
const mostMessages = 200;
const mostDoublings = 3;
const failuresToTell = 3;

const ms = (at: string): number => Date.parse(at);

/** Takes a look into account. Messages whose `at` is not `sentAt` are to be told. Pure; the clock is `at`. */
export function takeLook(before: FeedState, look: Look, at: string): FeedState {
  const state = answers(before, at);
  const messages = state.messages.map((message) => updated(message, look, at)).filter((message) => !isSettled(message, at));
  const known = new Set(messages.flatMap(({ told }) => told.map(({ problem }) => problem.key)));
  const seen = look.problems.filter(({ key }) => !known.has(key));
  const waiting = seen.map((problem) => {
    const earlier = state.waiting.find((one) => one.problem.key === problem.key);
    return { problem, since: earlier?.since ?? at, looks: (earlier?.looks ?? 0) + 1 };
  });
  // what could not be seen this time waits on
  const unseen = look.partial ? state.waiting.filter(({ problem }) => !seen.some(({ key }) => key === problem.key) && !known.has(problem.key)) : [];
  const due = waiting.filter((one) => isDue(one, at));
  const fresh = messagesOf(due, at);
  return {
    ...state,
    waiting: [...waiting.filter((one) => !due.includes(one)), ...unseen],
    messages: [...messages, ...fresh].slice(-mostMessages),
  };
}

/** Takes into account that the cluster did not answer: told once after some failures; nothing is fixed, or new, by that. */
export function takeFailure(state: FeedState, failure: FailureCode, at: string): FeedState {
  const failures = state.failures + 1;
  const since = state.failingSince ?? at;
  const tells = failures >= failuresToTell && (state.away === null || state.away.until !== null);
  const away = tells ? { key: `away-${ms(since)}`, failure, since, until: null, at, sentAt: null } : state.away;
  return { ...state, failures, failingSince: since, away };
}

/** When something would have held for long enough, RFC 3339; null: nothing waits for that. */
export function holdsAt({ waiting, messages }: FeedState): string | null {
  const times = [
    ...waiting.map(({ since, problem }) => Math.max(ms(since) + holdMs, problem.pending ? gateOf(problem, since) : 0)),
    ...messages.flatMap(({ told }) => told.flatMap(({ missing, relapses }) => (missing ? [ms(missing.since) + holdOf(relapses)] : []))),
  ];
  return times.length > 0 ? new Date(Math.min(...times)).toISOString() : null;
}

function answers(state: FeedState, at: string): FeedState {
  const away = state.away && state.away.until === null ? { ...state.away, until: at, at } : state.away;
  const done = away && away.until !== null && away.sentAt === away.at ? null : away;
  return { ...state, failures: 0, failingSince: null, away: done };
}

function isDue({ problem, since, looks }: FeedState['waiting'][number], at: string): boolean {
  return looks >= 2 && ms(at) - ms(since) >= holdMs && (!problem.pending || ms(at) >= gateOf(problem, since));
}

function gateOf({ pending }: Problem, since: string): number {
  return ms(pending?.since ?? since) + pendingMs;
}

function messagesOf(due: FeedState['waiting'], at: string): readonly FeedMessage[] {
  const told = due.map(({ problem, since }): Told => {
    const began = problem.pending?.since ?? since;
    return { problem, since: began, missing: null, end: null, againSince: null, relapses: 0 };
  });
  const groups = told.length > mostAtOnce ? [told] : told.map((one) => [one]);
  return groups.map((group, index) => ({ key: `${ms(at)}-${index + 1}`, told: group, at, sentAt: null }));
}

function updated(message: FeedMessage, look: Look, at: string): FeedMessage {
  const told = message.told.map((one) => follow(one, look, at));
  return { ...message, told, at: told.some((one, index) => saysOther(one, message.told[index] as Told)) ? at : message.at };
}

function saysOther(now: Told, before: Told): boolean {
  return now.end?.how !== before.end?.how || now.problem.affected.length > before.problem.affected.length;
}

function follow(told: Told, look: Look, at: string): Told {
  const present = look.problems.find(({ key }) => key === told.problem.key);
  if (present) return told.end ? again(told, at) : { ...told, problem: widened(told.problem, present), missing: null };
  if (told.end) return { ...told, againSince: null };
  if (look.partial || look.unclear.includes(refKey(told.problem.ref))) return { ...told, missing: null };
  const missing = { since: told.missing?.since ?? at, looks: (told.missing?.looks ?? 0) + 1 };
  if (missing.looks < 2 || ms(at) - ms(missing.since) < holdOf(told.relapses)) return { ...told, missing };
  const how = look.problems.some(({ ref }) => refKey(ref) === refKey(told.problem.ref)) ? 'changed' : 'fixed';
  return { ...told, missing: null, end: { at: missing.since, how } };
}

/** It is back: told in the same message, when that has held. */
function again(told: Told, at: string): Told {
  const since = told.againSince ?? at;
  if (ms(at) - ms(since) < holdMs) return { ...told, againSince: since };
  return { ...told, end: null, againSince: null, missing: null, relapses: told.relapses + 1 };
}

/** What it breaks is only ever added to: pods come and go. */
function widened(before: Problem, now: Problem): Problem {
  const affected = new Map([...before.affected, ...now.affected].map((ref) => [refKey(ref), ref]));
  return { ...now, affected: [...affected.values()] };
}

function holdOf(relapses: number): number {
  return holdMs * 2 ** Math.min(relapses, mostDoublings);
}

function isSettled({ told, at, sentAt }: FeedMessage, now: string): boolean {
  return sentAt === at && told.every(({ end, againSince }) => end !== null && againSince === null && ms(now) - ms(end.at) > settledMs);
}

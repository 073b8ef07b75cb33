import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { OnCallContext, OnCallDeps } from '../on-call.ts';
import { auditWatch } from './audit-watch.ts';
import { lookOf } from './look.ts';
import type { WatchAnswer } from './watch-answer.ts';
import { beginWatch } from './watch-state.ts';
import {
  addWatch,
  briefOf,
  deleteWatch,
  listWatches,
  longestSeconds,
  mostInChannel,
  readWatch,
  scheduleName,
  usualSeconds,
  type Watch,
  watchId,
} from './watches.ts';

/** How often it is looked at where nothing says that it changed. */
const everyMs = 30_000;

/** Begins to watch what the question names. What cannot be found, or is well already, is answered, and no watch is made. */
export async function startWatch(intent: Intent, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const why: Intent = { ...intent, intent: 'why', symptom: null };
  const found = await deps.answer(why, { cluster: context.cluster, behalf: context });
  if (found.type === 'choice') return { ...found, choices: found.choices.map((choice): Intent => ({ ...choice, intent: 'watch' })) };
  if (found.type !== 'report' || !found.report.target) return found;
  const watch = newWatch(found, intent, context, deps.now());
  const there = await readWatch(deps.store, watch.id);
  if (there && !there.over) return line('already', there, context.at);
  if (watch.untilHealthy && watch.state.said.outcome === 'healthy') return line('well', watch, context.at);
  const others = await listWatches(deps.store, context.spot.channel);
  if (others.length >= mostInChannel) return listed('full', null, others);
  if (there) await deleteWatch(deps.store, watch.id);
  if (!(await addWatch(deps.store, watch))) return line('already', (await readWatch(deps.store, watch.id)) ?? watch, context.at);
  const task = { type: 'watch', id: watch.id } as const;
  await deps.tasks.schedule(scheduleName(watch.id), { everyMs }, task);
  await deps.tasks.add(task, { key: `until-${Date.parse(watch.until)}`, delayMs: Date.parse(watch.until) - deps.now().getTime() });
  const started = line('started', watch, context.at);
  await auditWatch(watch, started, deps);
  return started;
}

function newWatch(found: Extract<Answer, { type: 'report' }>, { forSeconds }: Intent, { spot, asker, locale }: OnCallContext, now: Date): Watch {
  const target = found.report.target ?? { kind: 'cluster', name: found.report.cluster };
  const { cluster } = found.report;
  const seconds = Math.min(forSeconds ?? usualSeconds, longestSeconds);
  return {
    id: watchId(spot, cluster, target),
    cluster,
    target,
    spot,
    asker,
    locale,
    startedAt: now.toISOString(),
    until: new Date(now.getTime() + seconds * 1000).toISOString(),
    untilHealthy: forSeconds === undefined,
    state: beginWatch(lookOf(found, target, now.toISOString())),
    lines: 0,
    outbox: [],
    over: false,
  };
}

/** A line about a watch as it is, for the one who asks. */
export function line(event: 'started' | 'already' | 'well' | 'stopped', watch: Watch, at: string): WatchAnswer {
  const over = event === 'well' || event === 'stopped';
  return { type: 'watch', event, watch: briefOf(watch), look: watch.state.last, before: null, since: null, held: null, at, over };
}

/** Several watches. */
export function listed(why: 'list' | 'none-such' | 'which' | 'full', asked: string | null, watches: readonly Watch[]): Answer {
  return { type: 'watches', why, asked, watches: watches.map((watch) => ({ ...briefOf(watch), look: watch.state.last })), most: mostInChannel };
}

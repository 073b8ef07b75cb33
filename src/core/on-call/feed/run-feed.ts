import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { inTurn } from '../in-turn.ts';
import type { OnCallDeps } from '../on-call.ts';
import { auditTold } from './audit-feed.ts';
import type { FeedAnswer, FeedAwayAnswer } from './feed-answer.ts';
import { type Away, type FeedMessage, holdsAt, takeFailure, takeLook } from './feed-state.ts';
import { type Feed, readFeed, saveFeed, scheduleName } from './feeds.ts';
import { blindness, lookOfHealth } from './problems.ts';

/** A look at a big cluster may take half a minute; a worker that died leaves its turn after that. */
const turnSeconds = 120;
/** Looking takes at most a tenth of the time. */
const rest = 10;
/** What another feed saw so short a time ago will do: of one cluster there is one look for each minute, however many feeds there are. */
const sharedForMs = 50_000;

/** One run of a feed's task: looks, and tells what is new or over. Alone, however many workers there are. */
export async function runFeed(id: string, deps: OnCallDeps, signal: AbortSignal): Promise<void> {
  await inTurn(deps.store, `feed/turn/${id}`, turnSeconds, () => runAlone(id, deps, signal));
}

async function runAlone(id: string, deps: OnCallDeps, signal: AbortSignal): Promise<void> {
  const feed = await readFeed(deps.store, id);
  if (!feed) return deps.tasks.unschedule(scheduleName(id));
  const told = await tellAll(feed, deps);
  if (told.notBefore !== null && deps.now().toISOString() < told.notBefore) return;
  const since = sharedSince(told, deps.now());
  const found = await deps.answer(questionOf(told), { cluster: told.cluster, signal, behalf: told, since });
  signal.throwIfAborted();
  // turned off while it was looked at, and perhaps on again
  if ((await readFeed(deps.store, id))?.startedAt !== told.startedAt) return;
  const next = taken(told, found, deps.now());
  await saveFeed(deps.store, next);
  await lookAgain(await tellAll(next, deps), deps);
}

function questionOf({ namespace, locale, cluster }: Feed): Intent {
  return {
    intent: 'health',
    kind: null,
    name: null,
    namespace,
    symptom: null,
    locale,
    cluster,
    ...(namespace === null ? { allNamespaces: true } : {}),
  };
}

/** From when on the look of another feed will do: not from before something was to have held, nor from before what this one saw last. */
function sharedSince({ state, lookedAt }: Feed, now: Date): string {
  const holds = holdsAt(state);
  const times = [lookedAt, state.failingSince, holds !== null && Date.parse(holds) <= now.getTime() ? holds : null];
  const [latest = ''] = [new Date(now.getTime() - sharedForMs).toISOString(), ...times.flatMap((time) => time ?? [])].toSorted().reverse();
  return latest;
}

function taken(feed: Feed, found: Answer, now: Date): Feed {
  const at = now.toISOString();
  const failure = found.type === 'failure' ? found.code : found.type === 'health' ? blindness(found) : null;
  if (failure !== null) return { ...feed, state: takeFailure(feed.state, failure, at) };
  // a namespace that is gone has no problems
  if (found.type !== 'health') return { ...feed, lookedAt: at, state: takeLook(feed.state, { problems: [], unclear: [], partial: false }, at) };
  const { at: seenAt, cost } = found.report;
  const notBefore = new Date(now.getTime() + cost.ms * rest).toISOString();
  return { ...feed, lookedAt: seenAt, state: takeLook(feed.state, lookOfHealth(found), seenAt), notBefore };
}

/** Tells what is written down and not told. Handed over twice under one name and moment, it is said once. */
async function tellAll(feed: Feed, deps: OnCallDeps): Promise<Feed> {
  const { messages, away } = feed.state;
  const unsent = messages.filter(({ at, sentAt }) => at !== sentAt);
  const unsaid = away && away.at !== away.sentAt ? away : null;
  if (unsent.length === 0 && !unsaid) return feed;
  const answers = [...unsent.map((message) => answerOf(feed, message)), ...(unsaid ? [awayAnswer(feed, unsaid)] : [])];
  for (const [index, { key, at }] of [...unsent, ...(unsaid ? [unsaid] : [])].entries())
    await announce(feed, key, at, answers[index] as Answer, deps);
  await auditTold(feed, answers, deps);
  const sent = { ...feed.state, messages: messages.map((one) => ({ ...one, sentAt: one.at })), away: away && { ...away, sentAt: away.at } };
  const told = { ...feed, state: sent };
  // turned off in the meantime
  if ((await readFeed(deps.store, feed.id))?.startedAt === feed.startedAt) await saveFeed(deps.store, told);
  return told;
}

async function announce(feed: Feed, key: string, at: string, answer: Answer, deps: OnCallDeps): Promise<void> {
  const { id, spot, cluster, locale, asker } = feed;
  await deps.announce({ key: `feed/${id}/${key}`, spot, answer, intent: aboutOf(answer, feed), cluster, locale, asker, at });
}

/** What the thread of a message is about. */
function aboutOf(answer: Answer, feed: Feed): Intent {
  const [only, ...more] = answer.type === 'feed' ? answer.problems : [];
  if (!only || more.length > 0) return questionOf(feed);
  const { kind, name, namespace = null } = only.ref;
  return { intent: 'why', kind, name, namespace, symptom: null, locale: feed.locale, cluster: feed.cluster };
}

function answerOf({ cluster, namespace }: Feed, { told, at }: FeedMessage): FeedAnswer {
  const problems = told.map(({ problem: { ref, status, cause, affected }, since, end }) => ({ ref, status, cause, affected, since, end }));
  return { type: 'feed', cluster, namespace, problems, at };
}

function awayAnswer({ cluster, namespace }: Feed, { failure, since, until, at }: Away): FeedAwayAnswer {
  return { type: 'feed-away', cluster, namespace, failure, since, until, at };
}

/** What is new is looked at again as soon as it would have held. */
async function lookAgain({ id, state, notBefore }: Feed, { tasks, now }: OnCallDeps): Promise<void> {
  const at = holdsAt(state);
  if (at === null) return;
  const due = Math.max(Date.parse(at), Date.parse(notBefore ?? at), now().getTime() + 5_000);
  await tasks.add({ type: 'feed', id }, { key: `holds-${due}`, delayMs: due - now().getTime() });
}

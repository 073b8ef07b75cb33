import { inTurn } from '../in-turn.ts';
import type { OnCallDeps } from '../on-call.ts';
import { auditWatch } from './audit-watch.ts';
import { type Look, lookOf } from './look.ts';
import { endWatch } from './stop-watch.ts';
import type { WatchAnswer } from './watch-answer.ts';
import { holdsAt, type Step, takeLook, type WatchEvent } from './watch-state.ts';
import { briefOf, questionOf, readWatch, saveWatch, scheduleName, type Watch } from './watches.ts';

/** One look takes no longer; a worker that died leaves its turn after that. */
const turnSeconds = 90;
/** Changes within this time are one reason to look. */
const gatherMs = 3_000;
/** A process that no longer does the watch's work follows its changes for that long at most. */
const followMs = 5 * 60_000;

/** One run of a watch's task: says what was left to be said, looks, and says what is new. Alone, however many workers there are. */
export async function runWatch(id: string, deps: OnCallDeps, signal: AbortSignal): Promise<void> {
  await inTurn(deps.store, `watch/turn/${id}`, turnSeconds, () => runAlone(id, deps, signal));
}

async function runAlone(id: string, deps: OnCallDeps, signal: AbortSignal): Promise<void> {
  const watch = await readWatch(deps.store, id);
  if (!watch) {
    deps.changes?.release(id);
    return deps.tasks.unschedule(scheduleName(id));
  }
  const said = await sayAll(watch, deps);
  if (!said) return;
  if (said.over) return endWatch(said, deps);
  await follow(said, deps);
  const look = await lookAt(said, deps, signal);
  // ended by a person while it was looked at
  const current = await readWatch(deps.store, id);
  if (!current || current.over || current.startedAt !== said.startedAt) return;
  const next = written(said, takeLook(said.state, look, said));
  await saveWatch(deps.store, next);
  const told = await sayAll(next, deps);
  if (!told) return;
  if (told.over) return endWatch(told, deps);
  await lookAgain(told, deps);
}

async function lookAt({ target, cluster, locale, spot, asker }: Watch, { answer, now }: OnCallDeps, signal: AbortSignal): Promise<Look> {
  const found = await answer(questionOf(target, cluster, locale), { cluster, signal, behalf: { spot, asker } });
  signal.throwIfAborted();
  return lookOf(found, target, now().toISOString());
}

function written(watch: Watch, { state, events, over }: Step): Watch {
  const last = events.length - 1;
  return { ...watch, state, over, outbox: events.map((event, index) => lineOf(watch, event, over && index === last)) };
}

function lineOf(watch: Watch, { type, look, before, since, held }: WatchEvent, over: boolean): WatchAnswer {
  return { type: 'watch', event: type, watch: briefOf(watch), look, before, since, held, at: look.at, over };
}

/**
 * Says what is written down, each line once: its name and moment are the same if it has to be said again. null: a person ended the watch meanwhile, and
 * to write it down again would bring it back.
 */
async function sayAll(watch: Watch, deps: OnCallDeps): Promise<Watch | null> {
  if (watch.outbox.length === 0) return watch;
  const { spot, target, cluster, locale, asker, startedAt, lines } = watch;
  for (const [index, answer] of watch.outbox.entries()) {
    const key = `watch/${watch.id}/${Date.parse(startedAt)}-${lines + index + 1}`;
    await deps.announce({ key, spot, answer, intent: questionOf(target, cluster, locale), cluster, locale, asker, at: answer.at });
    await auditWatch(watch, answer, deps);
  }
  if ((await readWatch(deps.store, watch.id))?.startedAt !== startedAt) return null;
  const said = { ...watch, lines: lines + watch.outbox.length, outbox: [] };
  await saveWatch(deps.store, said);
  return said;
}

/** What is new is looked at again as soon as it would have held. */
async function lookAgain(watch: Watch, { tasks, now }: OnCallDeps): Promise<void> {
  const at = holdsAt(watch.state);
  if (at === null) return;
  const delayMs = Math.max(1000, Date.parse(at) - now().getTime());
  await tasks.add({ type: 'watch', id: watch.id }, { key: `holds-${Date.parse(at)}`, delayMs });
}

/** Of several workers one follows the changes of an object; each change is a reason to look, whichever worker then does. */
async function follow({ id, target, cluster }: Watch, { changes, store, tasks, now, warn }: OnCallDeps): Promise<void> {
  if (!changes) return;
  const lease = `watch/lease/${id}`;
  const ttl = { ttlSeconds: followMs / 1000 };
  const holder = (await store.add(lease, changes.owner, ttl)) ? changes.owner : await store.get<string>(lease);
  if (holder !== changes.owner) return;
  await store.set(lease, changes.owner, ttl);
  const onChange = () => {
    const turn = Math.floor(now().getTime() / gatherMs);
    const delayMs = (turn + 1) * gatherMs - now().getTime() + 200;
    tasks
      .add({ type: 'watch', id }, { key: `change-${turn}`, delayMs })
      .catch((err: unknown) => warn('a change could not be told to the workers', { err }));
  };
  const onRefused = (err: unknown) => warn('changes cannot be followed: they are seen every half minute', { err, cluster, target });
  changes.follow({ key: id, cluster, target, forMs: followMs, onChange, onRefused });
}

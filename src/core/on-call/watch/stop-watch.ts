import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { OnCallContext, OnCallDeps } from '../on-call.ts';
import { auditWatch } from './audit-watch.ts';
import { line, listed } from './start-watch.ts';
import { deleteWatch, listWatches, readWatch, scheduleName, type Watch } from './watches.ts';

type Named = Pick<Intent, 'kind' | 'name' | 'namespace'>;

/** Ends the watch that is meant: the one of that name, the thread's own, or the channel's only one. */
export async function stopWatch(intent: Named, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const { channel, threadTs } = context.spot;
  const all = await listWatches(deps.store, channel);
  const named = intent.name === null ? all : all.filter((watch) => isNamed(watch, intent));
  const here = named.filter((watch) => threadTs !== null && watch.spot.threadTs === threadTs);
  const [only, ...more] = here.length > 0 ? here : named;
  if (!only) return listed('none-such', intent.name, all);
  if (more.length > 0) return listed('which', intent.name, [only, ...more]);
  return stopped(only, context, deps);
}

/** Ends the watch of that id; it may be over already. */
export async function stopWatchById(id: string, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const watch = await readWatch(deps.store, id);
  if (!watch || watch.over) return listed('none-such', watch?.target.name ?? null, await listWatches(deps.store, context.spot.channel));
  return stopped(watch, context, deps);
}

async function stopped(watch: Watch, { asker, at }: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  await endWatch(watch, deps);
  const answer = line('stopped', watch, at);
  await auditWatch(watch, answer, deps, asker);
  return answer;
}

/** Forgets a watch, and what would look at it again. */
export async function endWatch({ id }: Watch, { store, tasks, changes }: OnCallDeps): Promise<void> {
  await deleteWatch(store, id);
  await tasks.unschedule(scheduleName(id));
  changes?.release(id);
}

function isNamed({ target }: Watch, { kind, name, namespace }: Named): boolean {
  return target.name === name && (kind === null || target.kind === kind) && (namespace === null || target.namespace === namespace);
}

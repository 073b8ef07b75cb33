import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { tellMaker } from '../no-entry.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../on-call.ts';
import { runWatch } from './run-watch.ts';
import { listed, startWatch } from './start-watch.ts';
import { stopWatch, stopWatchById } from './stop-watch.ts';
import { readWatchValue } from './watch-value.ts';
import { enterWatches, listWatches } from './watches.ts';

/** `watch TARGET`, `watch list`, `watch stop`, and their buttons: says when a thing is well again, or when its cause changes. */
export function watchPart(deps: OnCallDeps): OnCallPart {
  return {
    intents: ['watch'],
    answer: (intent, context) => answer(intent, context, deps),
    acts: ['watch', 'unwatch'],
    async press(act, value, context) {
      if (act === 'unwatch') return stopWatchById(value, context, deps);
      return startWatch(readWatchValue(value, context.locale), context, deps);
    },
    home: async (userId) =>
      listed(
        'list',
        null,
        (await listWatches(deps.store)).filter(({ asker }) => asker.id === userId),
      ),
    start: () => enterWatches(deps.store),
    undelivered: (check, code) => tellMaker(check, code, 'watch', deps),
    task: 'watch',
    run: ({ task }, signal) => runWatch(task.id, deps, signal),
  };
}

async function answer(intent: Intent, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  if (intent.action === 'stop') return stopWatch(intent, context, deps);
  if (intent.action === 'list') return listed('list', null, await listWatches(deps.store, context.spot.channel));
  return startWatch(intent, context, deps);
}

import { tellMaker } from '../no-entry.ts';
import type { OnCallDeps, OnCallPart } from '../on-call.ts';
import { enterFeeds } from './feeds.ts';
import { runFeed } from './run-feed.ts';
import { feedOff, feedOn, feedStatus } from './switch-feed.ts';

/** `feed on [namespace shop]`, `feed off`, `feed status`: what rules call a problem, told in the channel as it happens. Off unless it is turned on. */
export function feedPart(deps: OnCallDeps): OnCallPart {
  return {
    intents: ['feed'],
    async answer(intent, context) {
      if (intent.action === 'on') return feedOn(intent, context, deps);
      return intent.action === 'off' ? feedOff(intent, context, deps) : feedStatus(context, deps);
    },
    start: () => enterFeeds(deps.store),
    undelivered: (check, code) => tellMaker(check, code, 'feed', deps),
    task: 'feed',
    run: ({ task }, signal) => runFeed(task.id, deps, signal),
  };
}

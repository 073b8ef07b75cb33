import type { OnCallDeps, OnCallPart } from '../on-call.ts';
import { enterStored } from './enter-stored.ts';
import type { AlertGroup } from './group.ts';
import { inboxIn } from './inbox.ts';
import { keys } from './keys.ts';
import { moveUndelivered } from './move.ts';
import { alertActs, pressAlert } from './press.ts';
import { runGroup } from './run-group.ts';
import { runSummary } from './run-summary.ts';
import { speakEarly } from './speak.ts';

export type AlertDeps = OnCallDeps;

/** The id of the task that takes up what was left behind. */
const sweepId = 'sweep';
const sweepEveryMs = 300_000;

/** Alerts: each group is a message and its thread, looked into at once, and kept up to date until it is resolved. */
export function alertPart(deps: AlertDeps): OnCallPart {
  return {
    task: 'alert',
    acts: alertActs,
    async start() {
      await deps.tasks.schedule('alert-sweep', { everyMs: sweepEveryMs }, { type: 'alert', id: sweepId });
      await enterStored(deps.store);
    },
    press: (act, value, context) => pressAlert(act, value, context, deps),
    undelivered: (check, code) => moveUndelivered(check, code, deps),
    async run({ task }, signal) {
      const [what, id] = split(task.id);
      if (what === 'group') await runGroup(id, deps, signal);
      else if (what === 'summary') await runSummary(id, deps);
      else if (what === 'early') await early(id, deps);
      else if (what === sweepId) await sweep(deps);
      else throw new Error(`no task of alerts is called ${what}`);
    },
  };
}

function split(id: string): readonly [string, string] {
  const slash = id.indexOf('/');
  return slash < 0 ? [id, ''] : [id.slice(0, slash), id.slice(slash + 1)];
}

async function early(id: string, deps: AlertDeps): Promise<void> {
  const group = await deps.store.get<AlertGroup>(keys.group(id));
  if (group) await speakEarly(group, deps);
}

/** What waits in an inbox though no task is there for it: the process that took it died in between, or its task failed too often. */
async function sweep({ store, tasks, now }: AlertDeps): Promise<void> {
  const groups = new Set((await inboxIn(store).names()).map((name) => name.split('/')[0] ?? ''));
  const key = `sweep-${now().getTime()}`;
  for (const group of groups) await tasks.add({ type: 'alert', id: `group/${group}` }, { key });
}

import type { OnCallDeps } from '../on-call.ts';
import { type SameCause, sameCause } from './alert-answer.ts';
import type { AlertGroup, AlertPlace } from './group.ts';
import { keepFor, keys, stamp, threadOf } from './keys.ts';
import { peopleOf } from './people.ts';
import { announcement, messageKey } from './speak.ts';

const refreshMs = 2000;

/** Runs the task of a message once for all changes of the next moment. */
async function refresh(id: string, { tasks, now }: Pick<OnCallDeps, 'tasks' | 'now'>): Promise<void> {
  const moment = Math.floor(now().getTime() / refreshMs);
  await tasks.add({ type: 'alert', id }, { key: `refresh-${moment}`, delayMs: refreshMs });
}

/** The summary that tells of a group, if there is one. */
export async function refreshSummary(group: AlertGroup, deps: Pick<OnCallDeps, 'store' | 'tasks' | 'now'>): Promise<void> {
  const burst = await deps.store.get<string>(keys.memberOf(threadOf(group)));
  if (burst) await refresh(`summary/${burst}`, deps);
}

/** Tells a group in the message of another one, with a line in its thread. */
export async function follow(group: AlertGroup, leader: string, deps: Pick<OnCallDeps, 'store' | 'tasks' | 'now' | 'announce'>): Promise<void> {
  const { store, now, announce } = deps;
  await store.join(keys.followers(leader), threadOf(group), keepFor.cause);
  const other = await store.get<AlertGroup>(keys.group(leader));
  if (other && group.resolvedAt === null && !(await peopleOf(store, threadOf(other), now())).silence) {
    const alerts = group.alerts.map(({ name, target, severity }) => ({ name, target, severity }));
    const under = messageKey(threadOf(other));
    const key = `${under}/same-cause-${threadOf(group)}`;
    await announce(announcement(other, { type: 'alert-note', note: { type: 'same-cause', alerts } }, { key, at: group.heardAt, under }));
  }
  await refresh(`group/${leader}`, deps);
}

/** It is not told there any more: it has a message of its own, or fires anew. */
export async function unfollow(group: AlertPlace, leader: string, deps: Pick<OnCallDeps, 'store' | 'tasks' | 'now'>): Promise<void> {
  await deps.store.leave(keys.followers(leader), threadOf(group));
  await refresh(`group/${leader}`, deps);
}

/** The groups that are told in this one's message. */
export async function followersOf({ group }: AlertGroup, { store }: Pick<OnCallDeps, 'store'>): Promise<readonly SameCause[]> {
  return (await followers(group, store)).map(sameCause);
}

/** Their cause is not told here any more: each looks for its place again. */
export async function lookAgainAtFollowers({ group }: AlertGroup, { store, tasks, now }: Pick<OnCallDeps, 'store' | 'tasks' | 'now'>): Promise<void> {
  const key = `led-${stamp(now().toISOString())}`;
  for (const one of await followers(group, store)) if (one.resolvedAt === null) await tasks.add({ type: 'alert', id: `group/${one.group}` }, { key });
}

async function followers(leader: string, store: OnCallDeps['store']): Promise<readonly AlertGroup[]> {
  const all = await Promise.all(
    (await store.members(keys.followers(leader))).map(async (thread) => {
      const group = await store.get<AlertGroup>(keys.group(thread.split('/')[0] ?? ''));
      if (group && threadOf(group) === thread) return group.role.type === 'follower' && group.role.of === leader ? [group] : [];
      // it fires anew since, or is forgotten: that time never comes back
      await store.leave(keys.followers(leader), thread);
      return [];
    }),
  );
  return all.flat().toSorted((a, b) => a.episode.localeCompare(b.episode));
}

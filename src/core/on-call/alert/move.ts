import type { CheckJob } from '../../jobs.ts';
import { forgetPlace } from '../announce.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { AlertGroup, Strayed } from './group.ts';
import { keepFor, keys, stamp } from './keys.ts';
import { messageKey } from './speak.ts';

type Moves = Pick<OnCallDeps, 'store' | 'tasks' | 'alertsChannel'>;

/** A message of an alert, or of a summary, could not be posted where it belongs: its task is told to post it in the channel for all alerts. */
export async function moveUndelivered({ announced, place, askedAt }: CheckJob, code: string, deps: Moves): Promise<void> {
  const [, kind = '', id = ''] = /^alert\/(\w+)\/([\w-]+)(?:\/|$)/.exec(announced?.key ?? '') ?? [];
  if (kind === '' || !deps.alertsChannel || place.channel === deps.alertsChannel) return;
  const strayed: Strayed = { channel: place.channel, code };
  await deps.store.set(keys.moved(`${kind}/${id}`), strayed, keepFor.cause);
  const task = kind === 'burst' ? `summary/${id}` : `group/${kind}`;
  await deps.tasks.add({ type: 'alert', id: task }, { key: `moved-${stamp(askedAt)}` });
}

/** From where a message has to go to the channel for all alerts; null: it need not. Its task alone asks, in its turn, and keeps what it makes of it. */
export async function takeMove(thread: string, channel: string, { store }: Pick<Moves, 'store'>): Promise<Strayed | null> {
  const strayed = await store.get<Strayed>(keys.moved(thread));
  if (strayed?.channel !== channel) return null;
  // it may have stood there before the bot was sent away
  await forgetPlace(store, messageKey(thread));
  return strayed;
}

/** The group in the channel for all alerts. What its looks saw was for people of the other channel: they are made anew with the rights of this one. */
export function movedGroup(group: AlertGroup, strayed: Strayed, channel: string): AlertGroup {
  return { ...group, channel, strayed, said: null, diagnosis: null, lastProblem: null, due: group.resolvedAt === null };
}

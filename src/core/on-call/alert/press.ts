import type { Answer } from '../../answer.ts';
import type { OnCallContext } from '../on-call.ts';
import type { Acknowledged, AlertNoteAnswer, Silence } from './alert-answer.ts';
import type { AlertDeps } from './alert-part.ts';
import { type AlertGroup, firingOf } from './group.ts';
import { keepFor, keys, stamp, threadOf } from './keys.ts';
import type { Alert } from './notification.ts';
import { membersOf } from './run-summary.ts';
import { silenceFor } from './silence-group.ts';
import { announcement, messageKey } from './speak.ts';

export const alertActs = ['alert-acknowledge', 'alert-silence', 'alert-check'] as const;

/** What a button is on: the message of a group, or a summary. */
interface Pressed {
  readonly thread: string;
  /** Brings the message up to date. */
  readonly task: string;
  /** null: a summary. */
  readonly group: string | null;
  readonly place: Pick<AlertGroup, 'alerts' | 'channel' | 'locale'>;
  readonly firing: readonly Alert[];
}

/** What a person does about alerts. The message tells it, and a line in its thread; null: nothing to add for the one who pressed. */
export async function pressAlert(act: string, thread: string, context: OnCallContext, deps: AlertDeps): Promise<Answer | null> {
  const pressed = await pressedOn(thread, context, deps);
  if (!pressed) return { type: 'alert-note', note: { type: 'over' } };
  const { by, at } = { by: context.asker, at: context.at };
  // two presses of one button in the same moment are one
  if (!(await deps.store.add(`alert/press/${act}/${thread}/${by.id}`, at, { ttlSeconds: 5 }))) return null;
  if (act === 'alert-check' && pressed.group) await deps.store.set(keys.recheck(pressed.group), true, keepFor.inbox);
  if (act === 'alert-acknowledge') await acknowledge(pressed, { by, at }, deps);
  if (act === 'alert-silence') await silence(pressed, { by, at }, deps);
  await deps.tasks.add({ type: 'alert', id: pressed.task }, { key: `${act}-${stamp(at)}` });
  return null;
}

async function acknowledge(pressed: Pressed, acknowledged: Acknowledged, deps: AlertDeps): Promise<void> {
  const known = await deps.store.get<Acknowledged>(keys.acknowledged(pressed.thread));
  if (known?.by.id === acknowledged.by.id) return;
  await deps.store.set(keys.acknowledged(pressed.thread), acknowledged, keepFor.group);
  await tell(pressed, acknowledged.at, { type: 'acknowledged', by: acknowledged.by }, deps);
}

async function silence(pressed: Pressed, { by, at }: Acknowledged, deps: AlertDeps): Promise<void> {
  const silence: Silence = await silenceFor(pressed.firing, by, at, deps.alertmanager ?? null);
  await deps.store.set(keys.silence(pressed.thread), silence, keepFor.cause);
  await tell(pressed, at, { type: 'silenced', silence }, deps);
  const delayMs = Math.max(0, Date.parse(silence.until) - deps.now().getTime());
  await deps.tasks.add({ type: 'alert', id: pressed.task }, { key: `unsilenced-${stamp(silence.until)}`, delayMs });
}

async function tell({ place, thread }: Pressed, at: string, note: AlertNoteAnswer['note'], { announce }: AlertDeps): Promise<void> {
  const under = messageKey(thread);
  await announce(announcement(place, { type: 'alert-note', note }, { key: `${under}/${note.type}-${stamp(at)}`, at, under }));
}

/** null: that is over, or another time that the group fired. */
async function pressedOn(thread: string, { spot, locale }: OnCallContext, { store }: AlertDeps): Promise<Pressed | null> {
  const [group = '', episode = ''] = thread.split('/');
  if (group === 'burst') {
    const members = await membersOf(episode, { store });
    const alerts = members.flatMap((member) => firingOf(member));
    return alerts.length === 0
      ? null
      : { thread, task: `summary/${episode}`, group: null, place: { alerts, channel: spot.channel, locale }, firing: alerts };
  }
  const found = await store.get<AlertGroup>(keys.group(group));
  if (!found || threadOf(found) !== thread || found.resolvedAt !== null) return null;
  return { thread, task: `group/${group}`, group, place: found, firing: firingOf(found) };
}

import type { Answer } from '../../answer.ts';
import { type Announcement, announcedPlace } from '../announce.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { SameCause } from './alert-answer.ts';
import { composeAlert, signatureOf } from './compose.ts';
import { type AlertGroup, firingOf, type Said } from './group.ts';
import { keepFor, keys, stamp, threadOf } from './keys.ts';
import { alertmanagerAsker, distinctTargets, intentOf, spotIn } from './look-at-targets.ts';
import { type People, peopleOf, pressesOf } from './people.ts';

type Speaks = Pick<OnCallDeps, 'store' | 'announce' | 'now'>;

/** The key of a group's message. */
export function messageKey(thread: string): string {
  return `alert/${thread}`;
}

/** Brings a group's message up to date, and adds lines to its thread; where nothing changed, says nothing. Silenced, it says only that it is over. */
export async function speak(group: AlertGroup, alsoCaused: readonly SameCause[], deps: Speaks): Promise<AlertGroup> {
  const people = await peopleOf(deps.store, threadOf(group), deps.now());
  const answer = composeAlert(group, people, alsoCaused);
  const signature = signatureOf(answer);
  const { said } = group;
  const next: Said = { signature, at: deps.now().toISOString(), done: false, status: answer.status, presses: pressesOf(people) };
  if (!isNews(next, said, people) && !(await isLost(messageKey(threadOf(group)), said, deps))) return sayNotes(group, people, deps);
  const unfinished = said && !said.done && said.signature === signature ? { ...next, at: said.at } : next;
  await save({ ...group, said: unfinished }, deps);
  await deps.announce(announcement(group, answer, { key: messageKey(threadOf(group)), at: unfinished.at }));
  const first = said === null;
  return sayNotes({ ...group, said: { ...unfinished, done: true }, notes: first ? [] : group.notes }, people, deps);
}

function isNews({ signature, status, presses }: Said, said: Said | null, { silence }: People): boolean {
  if (!said?.done) return true;
  if (silence) return said.presses !== presses || said.status !== status;
  return said.signature !== signature;
}

const postedBy = 10 * 60_000;

/** Slack never took a message (the bot was not in the channel): it is said again, the next time that Alertmanager tells of it. */
export async function isLost(key: string, said: Said | null, { store, now }: Pick<OnCallDeps, 'store' | 'now'>): Promise<boolean> {
  if (!said?.done || now().getTime() - Date.parse(said.at) < postedBy) return false;
  return (await announcedPlace(store, key)) === null;
}

/** In the thread, each once. */
async function sayNotes(group: AlertGroup, { silence }: People, deps: Speaks): Promise<AlertGroup> {
  const root = messageKey(threadOf(group));
  for (const { note, at } of silence ? [] : group.notes) {
    const key = `${root}/${note.type}-${stamp(at)}`;
    await deps.announce(announcement(group, { type: 'alert-note', note }, { key, at, under: root }));
  }
  const said = { ...group, notes: [] };
  await save(said, deps);
  return said;
}

/** Alerts that wait for their diagnosis are told without it. */
export async function speakEarly(group: AlertGroup, deps: Speaks): Promise<void> {
  if (group.said || group.diagnosis || group.resolvedAt !== null || group.role.type !== 'own') return;
  const thread = threadOf(group);
  if (!(await deps.store.add(keys.told(thread), 'early', keepFor.cause))) return;
  const answer = composeAlert(group, { acknowledged: null, silence: null, silenceOver: false }, []);
  await deps.announce(announcement(group, answer, { key: messageKey(thread), at: group.heardAt }));
}

/** What the bot says about a group of alerts, of its own accord. */
export function announcement(
  group: Pick<AlertGroup, 'alerts' | 'channel' | 'locale'>,
  answer: Answer,
  where: Pick<Announcement, 'key' | 'at'> & { readonly under?: string },
): Announcement {
  const { channel, locale, alerts } = group;
  const firing = firingOf(group);
  const [target] = distinctTargets(firing.length > 0 ? firing : alerts);
  const nothing = { intent: 'health', kind: null, name: null, namespace: null, symptom: null, locale } as const;
  return {
    ...where,
    spot: spotIn(channel),
    answer,
    intent: target ? intentOf(target, locale) : nothing,
    cluster: target?.cluster ?? null,
    locale,
    asker: alertmanagerAsker,
  };
}

export async function save(group: AlertGroup, { store }: Pick<OnCallDeps, 'store'>): Promise<void> {
  await store.set(keys.group(group.group), group, keepFor.group);
}

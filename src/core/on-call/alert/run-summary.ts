import type { OnCallDeps } from '../on-call.ts';
import { type AlertSummaryAnswer, type SameCause, sameCause } from './alert-answer.ts';
import { alone } from './alone.ts';
import type { Burst } from './burst.ts';
import type { AlertGroup, Said, Strayed } from './group.ts';
import { keepFor, keys, threadOf } from './keys.ts';
import { causesOf } from './look-at-targets.ts';
import { takeMove } from './move.ts';
import { targetKey } from './notification.ts';
import { type People, peopleOf, pressesOf } from './people.ts';
import { announcement, isLost, messageKey } from './speak.ts';

/** What the buttons of a summary carry. */
function summaryThread(burst: string): string {
  return `burst/${burst}`;
}

/** Brings the summary of many groups up to date; where nothing changed, says nothing. */
export async function runSummary(id: string, deps: Pick<OnCallDeps, 'store' | 'tasks' | 'announce' | 'now' | 'alertsChannel'>): Promise<void> {
  const { store, announce, now, alertsChannel } = deps;
  await alone(store, keys.turn(`burst-${id}`), async () => {
    const known = await store.get<Burst>(keys.summary(id));
    if (!known) return;
    const strayed = alertsChannel ? await takeMove(summaryThread(id), known.channel, deps) : null;
    const burst = strayed && alertsChannel ? { ...known, channel: alertsChannel, strayed, said: null } : known;
    const people = await peopleOf(store, summaryThread(id), now());
    if (people.silenceOver) await store.delete(keys.silence(summaryThread(id)));
    const members = (await membersOf(id, deps)).map((one) => (one.channel === burst.channel ? one : { ...one, diagnosis: null }));
    if (strayed) await moveMembers(members, strayed, deps);
    const answer = composeSummary(burst, members, people);
    const status = answer.resolvedAt === null ? 'firing' : 'resolved';
    const said: Said = { signature: signatureOf(answer), at: now().toISOString(), done: false, status, presses: pressesOf(people) };
    const key = messageKey(summaryThread(id));
    if (!isNews(said, burst.said, people) && !(await isLost(key, burst.said, deps))) return;
    const unfinished = burst.said && !burst.said.done && burst.said.signature === said.signature ? { ...said, at: burst.said.at } : said;
    await store.set(keys.summary(id), { ...burst, said: unfinished }, keepFor.group);
    const group = { alerts: members.flatMap(({ alerts }) => alerts), channel: burst.channel, locale: burst.locale };
    await announce(announcement(group, answer, { key, at: unfinished.at }));
    await store.set(keys.summary(id), { ...burst, said: { ...unfinished, done: true } }, keepFor.group);
  });
}

/** What was seen of them was for people of the other channel: each is looked at anew, with the rights of this one. */
async function moveMembers(members: readonly AlertGroup[], strayed: Strayed, { store, tasks }: Pick<OnCallDeps, 'store' | 'tasks'>): Promise<void> {
  for (const member of members) {
    const thread = threadOf(member);
    await store.set(keys.moved(thread), strayed, keepFor.cause);
    await tasks.add({ type: 'alert', id: `group/${member.group}` }, { key: `moved-${member.episode}` });
  }
}

function isNews(now: Said, said: Said | null, { silence }: People): boolean {
  if (!said?.done) return true;
  return silence ? said.presses !== now.presses || said.status !== now.status : said.signature !== now.signature;
}

/** The groups of a burst, the oldest first. */
export async function membersOf(burst: string, { store }: Pick<OnCallDeps, 'store'>): Promise<readonly AlertGroup[]> {
  const groups = await Promise.all((await store.members(keys.members(burst))).map((thread) => memberAt(thread, store)));
  return groups.filter((group) => group !== null).toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

/** A group as it was that time; it may fire anew since. */
async function memberAt(thread: string, store: OnCallDeps['store']): Promise<AlertGroup | null> {
  const group = await store.get<AlertGroup>(keys.group(thread.split('/')[0] ?? ''));
  return group && threadOf(group) === thread ? group : store.get<AlertGroup>(keys.past(thread));
}

function composeSummary({ id, strayed }: Burst, members: readonly AlertGroup[], { acknowledged, silence }: People): AlertSummaryAnswer {
  const firing = members.filter(({ resolvedAt }) => resolvedAt === null).length;
  const ends = members.flatMap(({ resolvedAt }) => resolvedAt ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  const { causes, causeOf } = byCause(members);
  const others = members.filter((group) => causeOf(group) === null);
  const wasLooked = ({ diagnosis }: AlertGroup) => diagnosis !== null && diagnosis.looks.length > 0;
  return {
    type: 'alert-summary',
    thread: summaryThread(id),
    since: members[0]?.since ?? '',
    resolvedAt: firing === 0 ? (ends.at(-1) ?? null) : null,
    groups: { total: members.length, firing },
    causes,
    unexplained: alikeAsOne(others.filter(wasLooked).map(sameCause)),
    notLooked: alikeAsOne(others.filter((group) => !wasLooked(group)).map(sameCause)),
    acknowledged,
    silence,
    ...(strayed ? { strayed } : {}),
  };
}

type Cause = AlertSummaryAnswer['causes'][number];

/** Each group under its first cause (one on a node before others); one that was not looked at, under that of another with the same target. */
function byCause(members: readonly AlertGroup[]): { readonly causes: readonly Cause[]; readonly causeOf: (group: AlertGroup) => string | null } {
  const found = new Map<string, Omit<Cause, 'groups'>>();
  const ofTarget = new Map<string, string>();
  for (const { diagnosis, alerts } of members) {
    const [[key, cause] = [null, null]] = diagnosis ? causesOf(diagnosis) : [];
    if (!diagnosis || key === null || !cause) continue;
    found.set(key, { ...cause, at: diagnosis.at });
    for (const { target } of alerts) if (target) ofTarget.set(targetKey(target), key);
  }
  const causeOf = ({ diagnosis, alerts }: AlertGroup): string | null => {
    const [own] = diagnosis ? causesOf(diagnosis).keys() : [];
    if (own || diagnosis?.looks.length) return own ?? null;
    return alerts.flatMap(({ target }) => (target ? (ofTarget.get(targetKey(target)) ?? []) : []))[0] ?? null;
  };
  const causes = [...found].map(([key, cause]) => ({ ...cause, groups: alikeAsOne(members.filter((one) => causeOf(one) === key).map(sameCause)) }));
  return { causes: causes.toSorted((a, b) => nodes(b) - nodes(a) || alertsOf(b) - alertsOf(a)), causeOf };
}

function nodes({ finding }: Cause): number {
  return Number(finding.subject.kind === 'node');
}

function alertsOf({ groups }: Cause): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** Lines that would read the same are one, with the alerts of all. */
function alikeAsOne(groups: readonly SameCause[]): readonly SameCause[] {
  const lines = new Map<string, SameCause>();
  for (const group of groups) {
    const key = JSON.stringify({ ...group, count: 0 });
    lines.set(key, { ...group, count: group.count + (lines.get(key)?.count ?? 0) });
  }
  return [...lines.values()];
}

function signatureOf({ groups, causes, unexplained, notLooked, acknowledged, silence }: AlertSummaryAnswer): string {
  return JSON.stringify([
    groups,
    causes.map(({ cluster, finding, groups }) => [cluster, finding.id, groups]),
    unexplained,
    notLooked,
    acknowledged,
    silence,
  ]);
}

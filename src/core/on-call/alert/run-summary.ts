import type { OnCallDeps } from '../on-call.ts';
import { type AlertSummaryAnswer, type SameCause, sameCause } from './alert-answer.ts';
import { alone } from './alone.ts';
import type { Burst } from './burst.ts';
import type { AlertGroup, Said } from './group.ts';
import { keepFor, keys } from './keys.ts';
import { causesOf } from './look-at-targets.ts';
import { type People, peopleOf, pressesOf } from './people.ts';
import { announcement, isLost, messageKey } from './speak.ts';

/** What the buttons of a summary carry. */
export function summaryThread(burst: string): string {
  return `burst/${burst}`;
}

/** Brings the summary of many groups up to date; where nothing changed, says nothing. */
export async function runSummary(id: string, deps: Pick<OnCallDeps, 'store' | 'announce' | 'now'>): Promise<void> {
  const { store, announce, now } = deps;
  await alone(store, keys.turn(`burst-${id}`), async () => {
    const burst = await store.get<Burst>(keys.summary(id));
    if (!burst) return;
    const people = await peopleOf(store, summaryThread(id), now());
    if (people.silenceOver) await store.delete(keys.silence(summaryThread(id)));
    const members = await membersOf(id, deps);
    const answer = composeSummary(id, members, people);
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

function isNews(now: Said, said: Said | null, { silence }: People): boolean {
  if (!said?.done) return true;
  return silence ? said.presses !== now.presses || said.status !== now.status : said.signature !== now.signature;
}

/** The groups of a burst, the oldest first. */
export async function membersOf(burst: string, { store }: Pick<OnCallDeps, 'store'>): Promise<readonly AlertGroup[]> {
  const prefix = keys.members(burst);
  const groups = await Promise.all((await store.keys(prefix)).map((key) => store.get<AlertGroup>(keys.group(key.slice(prefix.length)))));
  return groups.filter((group) => group !== null).toSorted((a, b) => Date.parse(a.since) - Date.parse(b.since));
}

function composeSummary(id: string, members: readonly AlertGroup[], { acknowledged, silence }: People): AlertSummaryAnswer {
  const firing = members.filter(({ resolvedAt }) => resolvedAt === null).length;
  const ends = members.flatMap(({ resolvedAt }) => resolvedAt ?? []).toSorted((a, b) => Date.parse(a) - Date.parse(b));
  return {
    type: 'alert-summary',
    thread: summaryThread(id),
    since: members[0]?.since ?? '',
    resolvedAt: firing === 0 ? (ends.at(-1) ?? null) : null,
    groups: { total: members.length, firing },
    causes: byCause(members),
    unexplained: members.filter(({ diagnosis }) => diagnosis && diagnosis.looks.length > 0 && causesOf(diagnosis).size === 0).map(sameCause),
    notLooked: members.filter(({ diagnosis }) => !diagnosis || diagnosis.looks.length === 0).map(sameCause),
    acknowledged,
    silence,
  };
}

/** Each group under its first cause: a cause on a node before others. */
function byCause(members: readonly AlertGroup[]): AlertSummaryAnswer['causes'] {
  const causes = new Map<string, AlertSummaryAnswer['causes'][number] & { readonly groups: SameCause[] }>();
  for (const group of members) {
    if (!group.diagnosis) continue;
    const [[key, found] = [null, null]] = causesOf(group.diagnosis);
    if (key === null || !found) continue;
    const known = causes.get(key) ?? { ...found, at: group.diagnosis.at, groups: [] };
    known.groups.push(sameCause(group));
    causes.set(key, known);
  }
  const isNode = ({ finding }: AlertSummaryAnswer['causes'][number]) => Number(finding.subject.kind === 'node');
  return [...causes.values()].toSorted((a, b) => isNode(b) - isNode(a) || b.groups.length - a.groups.length);
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

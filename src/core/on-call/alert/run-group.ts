import type { AlertDeps } from './alert-part.ts';
import type { Alertmanager } from './alertmanager.ts';
import { alone } from './alone.ts';
import { type AlertGroup, type AlertNote, applyNotification, firingOf } from './group.ts';
import { inboxIn } from './inbox.ts';
import { keepFor, keys, threadOf } from './keys.ts';
import { causesOf, lookAtTargets, mergedReports, reportOf, verdicts } from './look-at-targets.ts';
import { movedGroup, takeMove } from './move.ts';
import { peopleOf } from './people.ts';
import { follow, followersOf, lookAgainAtFollowers, refreshSummary, unfollow } from './relations.ts';
import { firstRole, roleByCause } from './role.ts';
import { matchersOf } from './silence-group.ts';
import { save, speak } from './speak.ts';

const earlyMs = 6000;

/** Takes up what Alertmanager told of a group, looks into it, and says what is new. Idempotent: it can be run again at any point. */
export async function runGroup(id: string, deps: AlertDeps, signal: AbortSignal): Promise<void> {
  await alone(deps.store, keys.turn(id), async () => {
    const before = await deps.store.get<AlertGroup>(keys.group(id));
    const told = await takeUp(id, before, deps);
    if (!told) return;
    const awake = await afterSilence(await inChannel(told, deps), deps);
    const looked = await lookIfDue(awake, deps, signal);
    const role = await roleByCause(looked, deps);
    const group = { ...looked, role };
    await save(group, deps);
    await sayIt(before, group, deps);
  });
}

/** Applies what waits in the inbox, and empties it once that is kept. */
async function takeUp(id: string, before: AlertGroup | null, deps: AlertDeps): Promise<AlertGroup | null> {
  const { store, tasks } = deps;
  const inbox = inboxIn(store);
  const waiting = await inbox.list(`${id}/`);
  let group = waiting.reduce((known, { value }) => applyNotification(known, value), before);
  if (group && group.episode !== before?.episode) {
    if (before) await store.set(keys.past(threadOf(before)), before, keepFor.group);
    group = { ...group, role: await firstRole(group, deps) };
    if (group.role.type === 'own') await tasks.add({ type: 'alert', id: `early/${id}` }, { key: group.episode, delayMs: earlyMs });
  }
  if (group && (await store.get(keys.recheck(id)))) group = { ...group, due: true };
  if (group) await save(group, deps);
  for (const { name } of waiting) await inbox.delete(name);
  await store.delete(keys.recheck(id));
  return group;
}

/** Where it can be posted. */
async function inChannel(group: AlertGroup, deps: AlertDeps): Promise<AlertGroup> {
  const strayed = deps.alertsChannel ? await takeMove(threadOf(group), group.channel, deps) : null;
  if (!strayed || !deps.alertsChannel) return group;
  const moved = movedGroup(group, strayed, deps.alertsChannel);
  await save(moved, deps);
  return moved;
}

/** Nobody heard of it while it was silenced, in Alertmanager least of all: it is looked at again, and what no longer fires is resolved. */
async function afterSilence(group: AlertGroup, deps: AlertDeps): Promise<AlertGroup> {
  const thread = threadOf(group);
  const { silenceOver } = await peopleOf(deps.store, thread, deps.now());
  if (!silenceOver) return group;
  const next = group.resolvedAt === null ? await askAlertmanager(group, deps) : group;
  await save({ ...next, due: next.resolvedAt === null }, deps);
  await deps.store.delete(keys.silence(thread));
  return { ...next, due: next.resolvedAt === null };
}

async function askAlertmanager(group: AlertGroup, { alertmanager, now, warn }: AlertDeps): Promise<AlertGroup> {
  if (!alertmanager) return group;
  try {
    const firing = await firingNow(group, alertmanager);
    const alerts = firingOf(group).filter(({ fingerprint }) => firing.has(fingerprint));
    const { group: id, channel, locale, more } = group;
    return applyNotification(group, { group: id, channel, locale, receivedAt: now().toISOString(), alerts, more }) ?? group;
  } catch (error) {
    warn('Alertmanager could not be asked what fires', { err: error });
    return group;
  }
}

async function firingNow(group: AlertGroup, alertmanager: Alertmanager): Promise<ReadonlySet<string>> {
  const sets = await Promise.all(matchersOf(firingOf(group)).map((labels) => alertmanager.firing(labels)));
  return new Set(sets.flatMap((set) => [...set]));
}

async function lookIfDue(group: AlertGroup, deps: AlertDeps, signal: AbortSignal): Promise<AlertGroup> {
  if (!group.due || group.resolvedAt !== null) return group;
  if (group.role.type === 'burst' && !group.role.looked) return { ...group, due: false };
  // looked at when the silence is over
  if ((await peopleOf(deps.store, threadOf(group), deps.now())).silence) return group;
  const { channel, locale } = group;
  const diagnosis = await lookAtTargets(firingOf(group), deps, { channel, locale, signal });
  const note = changedNote(group, diagnosis);
  const notes = note ? [...group.notes, { note, at: diagnosis.at }] : group.notes;
  const looked = { ...group, diagnosis, lastProblem: causesOf(diagnosis).size > 0 ? diagnosis : group.lastProblem, due: false, notes };
  await save(looked, deps);
  return looked;
}

/** Another verdict, or another cause, of something that was looked at before. */
function changedNote(before: AlertGroup, diagnosis: NonNullable<AlertGroup['diagnosis']>): AlertNote | null {
  if (!before.said || !before.diagnosis) return null;
  const known = verdicts(before.diagnosis);
  const changed = diagnosis.looks.filter((look) => {
    const [[key, verdict] = ['', '']] = verdicts({ looks: [look] });
    return known.has(key) && known.get(key) !== verdict;
  });
  return changed.length > 0
    ? { type: 'changed', reports: mergedReports(changed).map(slim), others: changed.filter(({ answer }) => !reportOf(answer)) }
    : null;
}

/** What one line needs. */
function slim(report: ReturnType<typeof mergedReports>[number]) {
  return { ...report, findings: report.findings.filter(({ rootCause }) => rootCause).slice(0, 3), gaps: report.gaps.slice(0, 3), looked: [] };
}

/** In its own message, in that of the group with the same cause, or in a summary. */
async function sayIt(before: AlertGroup | null, group: AlertGroup, deps: AlertDeps): Promise<void> {
  const { role } = group;
  if (role.type === 'burst') await save({ ...group, notes: [] }, deps);
  if (role.type === 'follower') {
    await save({ ...group, notes: [] }, deps);
    await follow(group, role.of, deps);
  }
  if (role.type === 'own') {
    await speak(group, await followersOf(group, deps), deps);
    if (causesChanged(before, group)) await lookAgainAtFollowers(group, deps);
  }
  if (before?.role.type === 'follower' && role.type !== 'follower') await unfollow(before, before.role.of, deps);
  await refreshSummary(group, deps);
}

/** What it told for others it may no longer tell. */
function causesChanged(before: AlertGroup | null, group: AlertGroup): boolean {
  if (!before?.diagnosis || before.episode !== group.episode) return false;
  if (before.resolvedAt === null && group.resolvedAt !== null) return true;
  const now = group.diagnosis ? causesOf(group.diagnosis) : new Map();
  return [...causesOf(before.diagnosis).keys()].some((cause) => !now.has(cause));
}

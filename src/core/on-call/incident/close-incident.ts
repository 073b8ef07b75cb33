import type { Answer } from '../../answer.ts';
import { type Asker, RetryLater } from '../../jobs.ts';
import { refKey } from '../../ref.ts';
import { announcedPlace } from '../announce.ts';
import { type IncidentDeps, keys, scheduleName } from './deps.ts';
import type { Closing, Incident, Standing, TimelineEntry } from './incident.ts';
import type { IncidentStatus } from './incident-answer.ts';
import { keepLooking } from './keep-looking.ts';
import { askChanges, look } from './look-again.ts';
import { changesSince, recoveryOf } from './recovery.ts';
import { settle } from './settle.ts';
import { statusOf, tell, tellStatus } from './tell.ts';

const busyMs = 2000;
const anHourMs = 3_600_000;

/** Closes an incident that somebody asked to close: one last look, then the time line as a file. The answer that is told. */
export async function closeIncident(deps: IncidentDeps, incident: Incident, signal?: AbortSignal): Promise<Answer | null> {
  const { id } = incident;
  const turn = await deps.incidents.alone(id, async () => {
    const closing = await deps.incidents.closing(id);
    if (!closing) return null;
    if (!(await deps.incidents.closedBy(id))) await lastLook(deps, incident, closing, signal);
    return tellClosed(deps, incident, closing);
  });
  if (!turn) throw new RetryLater(busyMs);
  return turn.done;
}

/** Somebody who closes an incident need not wait until a recovery has held: what the last look saw is said as it is. */
async function lastLook(deps: IncidentDeps, incident: Incident, closing: Closing, signal?: AbortSignal): Promise<void> {
  const { id } = incident;
  const before = await deps.incidents.standing(id);
  const looked = await look(deps, incident, signal);
  const settled = 'none' in looked ? before : settle({ ...before, ref: looked.ref }, looked.look);
  const now = asSeen(settled);
  const from = Math.min(Date.parse(incident.startedAt), Date.parse(before.problemSince ?? incident.startedAt)) - anHourMs;
  const changes =
    now.last?.verdict === 'away' ? null : await askChanges(deps, incident, now.ref, (deps.now().getTime() - from) / 1000, signal).catch(() => null);
  const { problemSince, problemAt } = before;
  const healthy = now.settled?.look.verdict === 'healthy';
  const fresh = healthy && problemSince !== null;
  const recovery = fresh ? recoveryOf(changes, { problemSince, problemAt, healthyAt: now.settled?.since ?? closing.at }) : now.recovery;
  if (now.settled && now.settled !== before.settled && now.settled.look.verdict !== before.settled?.look.verdict)
    await deps.incidents.addEntry(id, { type: 'state', at: now.settled.since, look: now.settled.look });
  for (const change of changes ? changesSince(changes, new Date(from).toISOString()) : [])
    await deps.incidents.addEntry(id, { type: 'change', at: change.at, change }, `/${refKey(change.ref)}/${change.type}`);
  await deps.incidents.addEntry(id, { type: 'closed', at: closing.at, by: closing.by });
  await deps.incidents.setStanding(id, { ...now, recovery, untold: null });
  await deps.incidents.setClosed(id, closing);
}

/** A state that was seen, and has not held yet, counts. */
function asSeen(standing: Standing): Standing {
  return standing.candidate ? { ...standing, settled: standing.candidate, candidate: null } : standing;
}

async function tellClosed(deps: IncidentDeps, incident: Incident, { at }: Closing): Promise<Answer> {
  const { id } = incident;
  await deps.tasks.unschedule(scheduleName(id));
  const home = await deps.incidents.home(id);
  const [status, entries] = await Promise.all([statusOf(deps, incident), deps.incidents.timeline(id)]);
  const answer = { type: 'incident', view: 'closed', ...(await named(deps, status, entries)) } as const;
  if (home && home.spot.medium === 'slack') {
    await tell(deps, incident, home, keys.closed(id, at), answer, at);
    await tellStatus(deps, incident);
    const place = await announcedPlace(deps.store, keys.status(id));
    if (place) await deps.settings.room?.unpin(place.channel, place.ts);
  }
  return answer;
}

/** The time line is read outside of Slack too: with names instead of ids. */
async function named({ settings }: IncidentDeps, status: IncidentStatus, entries: readonly TimelineEntry[]) {
  const names = new Map<string, string | null>();
  const people = [
    status.startedBy,
    ...status.onIt,
    ...(status.closed ? [status.closed.by] : []),
    ...entries.flatMap((one) => ('by' in one ? [one.by] : [])),
  ];
  const unknown = people.filter(({ id, name }) => name === null && /^[UW]/.test(id)).map(({ id }) => id);
  for (const id of new Set(unknown)) names.set(id, (await settings.room?.nameOf(id)) ?? null);
  const withName = (person: Asker): Asker => ({ ...person, name: person.name ?? names.get(person.id) ?? null });
  const { startedBy, onIt, closed } = status;
  return {
    status: { ...status, startedBy: withName(startedBy), onIt: onIt.map(withName), closed: closed && { ...closed, by: withName(closed.by) } },
    timeline: entries.map((entry) => ('by' in entry ? { ...entry, by: withName(entry.by) } : entry)),
  };
}

/** Opens a closed incident again: it is looked at as before. */
export async function reopenIncident(deps: IncidentDeps, incident: Incident, by: Closing): Promise<void> {
  const { id } = incident;
  await deps.incidents.addEntry(id, { type: 'reopened', at: by.at, by: by.by });
  await deps.incidents.setDid(id, 'pin', false);
  await deps.incidents.reopen(id);
  await keepLooking(deps, incident, `reopened-${by.at}`);
}

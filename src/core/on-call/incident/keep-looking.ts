import { type IncidentDeps, keys, scheduleName, taskId } from './deps.ts';
import type { Home, Incident, Standing } from './incident.ts';
import { type Looks, looksAfter, pacing, quietSince } from './pace.ts';
import { statusOf, tell } from './tell.ts';

/** Somebody wants to know: looks now, and often from now on. */
export async function keepLooking(deps: IncidentDeps, incident: Incident, key: string): Promise<void> {
  await deps.incidents.touch(incident.id, deps.now().toISOString());
  await lookAtPace(deps, incident, 'often', key);
}

/** Somebody did something about it. Where it was looked at seldom or no more, that is no longer so. */
export async function stir(deps: IncidentDeps, incident: Incident, key: string): Promise<void> {
  const pace = await deps.incidents.pace(incident.id);
  if (pace && pace.looks !== 'often') return keepLooking(deps, incident, key);
  await deps.incidents.touch(incident.id, deps.now().toISOString());
}

/** A process that died between opening an incident and its schedule leaves one that nobody looks at. */
export async function lookOn(deps: IncidentDeps, incident: Incident): Promise<void> {
  const looks = (await deps.incidents.pace(incident.id))?.looks ?? 'often';
  if (looks !== 'never') await lookAtPace(deps, incident, looks, `again-${deps.now().toISOString()}`);
}

async function lookAtPace(deps: IncidentDeps, incident: Incident, looks: Looks, key: string): Promise<void> {
  await schedule(deps, incident, looks);
  await deps.tasks.add({ type: 'incident', id: taskId('look', incident.id) }, { key });
}

/** After a look: how often to look from now on. Written down only when it is done, so that a worker that dies in between is made up for by the next look. */
export async function keepPace(deps: IncidentDeps, incident: Incident, standing: Standing): Promise<void> {
  const { incidents, now } = deps;
  const quiet = quietSince(incident, standing, await incidents.touchedAt(incident.id));
  const looks = looksAfter(now().getTime() - Date.parse(quiet), standing);
  const before = await incidents.pace(incident.id);
  if (before?.looks === looks && before.quietSince === quiet) return;
  if (before?.looks !== looks && (before !== null || looks !== 'often')) await schedule(deps, incident, looks);
  const at = before?.looks === looks ? before.at : now().toISOString();
  await incidents.setPace(incident.id, { looks, at, quietSince: quiet });
}

async function schedule({ tasks }: IncidentDeps, { id }: Incident, looks: Looks): Promise<void> {
  if (looks === 'never') return tasks.unschedule(scheduleName(id));
  const everyMs = looks === 'often' ? pacing.oftenMs : pacing.seldomMs;
  await tasks.schedule(scheduleName(id), { everyMs }, { type: 'incident', id: taskId('look', id) });
}

/** After a day without a change: can it be closed? Once for each such time. */
export async function askToClose(deps: IncidentDeps, incident: Incident, home: Home): Promise<void> {
  const { id } = incident;
  const pace = await deps.incidents.pace(id);
  if (!pace || deps.now().getTime() - Date.parse(pace.quietSince) < pacing.asksAfterMs) return;
  const key = keys.quiet(id, pace.quietSince);
  if (await deps.incidents.did(id, key)) return;
  const status = await statusOf(deps, incident);
  const at = new Date(Date.parse(pace.quietSince) + pacing.asksAfterMs).toISOString();
  await tell(deps, incident, home, key, { type: 'incident', view: 'quiet', target: status.target, status }, at);
  await deps.incidents.setDid(id, key);
}

import type { Answer } from '../../answer.ts';
import type { IncidentDeps } from './deps.ts';
import { keys } from './deps.ts';
import { type Home, type Incident, type IncidentTarget, type Standing, whyIntent } from './incident.ts';
import type { IncidentLine, IncidentStatus } from './incident-answer.ts';

/** An incident's target, as far as it is known by now. */
export function targetOf({ target }: Incident, { ref }: Standing): IncidentTarget {
  return ref ? { kind: ref.kind, name: ref.name, namespace: ref.namespace ?? null } : target;
}

/** How an incident stands. */
export async function statusOf({ incidents }: IncidentDeps, incident: Incident): Promise<IncidentStatus> {
  const { id, cluster, startedAt, startedBy } = incident;
  const [standing, onIt, lacks, closed, pace] = await Promise.all([
    incidents.standing(id),
    incidents.onIt(id),
    incidents.lacks(id),
    incidents.closedBy(id),
    incidents.pace(id),
  ]);
  const { settled, last, known, problemSince, recent, recovery } = standing;
  const target = targetOf(incident, standing);
  return {
    id,
    target,
    cluster: last?.cluster || cluster,
    startedAt,
    startedBy,
    settled,
    last,
    known,
    problemSince,
    onIt,
    recent,
    recovery,
    lacks,
    closed,
    pace,
  };
}

/** One line of a list. */
export async function lineOf({ incidents }: IncidentDeps, incident: Incident): Promise<IncidentLine> {
  const { id, cluster, startedAt } = incident;
  const [standing, onIt, closed, home, pace] = await Promise.all([
    incidents.standing(id),
    incidents.onIt(id),
    incidents.closedBy(id),
    incidents.home(id),
    incidents.pace(id),
  ]);
  const channel = home?.spot.medium === 'slack' ? home.spot.channel : null;
  const { settled, last } = standing;
  return {
    target: targetOf(incident, standing),
    cluster: last?.cluster || cluster,
    startedAt,
    settled,
    onIt,
    closed,
    isLeft: closed === null && pace?.looks === 'never',
    channel,
  };
}

/** Says something where an incident stands: under its status, or in its channel. */
export async function tell(deps: IncidentDeps, incident: Incident, home: Home, key: string, answer: Answer, at: string): Promise<void> {
  const { id, cluster, startedBy } = incident;
  const inThread = home.channelName === null && home.spot.threadTs === null && home.spot.medium === 'slack' && key !== keys.status(id);
  const [locale, { ref }] = await Promise.all([deps.incidents.locale(id), deps.incidents.standing(id)]);
  await deps.announce({
    key,
    ...(inThread ? { under: keys.status(id) } : {}),
    spot: home.spot,
    answer,
    intent: whyIntent(incident, ref, locale),
    cluster,
    locale,
    asker: startedBy,
    at,
  });
}

/** Brings the status message up to date. A terminal has no message that could be: there only news are told. */
export async function tellStatus(deps: IncidentDeps, incident: Incident): Promise<void> {
  const home = await deps.incidents.home(incident.id);
  if (!home || home.spot.medium === 'terminal') return;
  const status = await statusOf(deps, incident);
  await tell(deps, incident, home, keys.status(incident.id), { type: 'incident', view: 'status', status }, deps.now().toISOString());
}

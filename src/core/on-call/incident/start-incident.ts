import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { OnCallContext } from '../on-call.ts';
import type { IncidentDeps } from './deps.ts';
import { isAbout, openIncidents } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { keepLooking } from './keep-looking.ts';
import { lookAgain, openedAs } from './look-again.ts';
import { statusOf } from './tell.ts';

/** Opens an incident about what the intent names, or points at the one that is open. The work is a task's; in a terminal it is done at once. */
export async function startIncident(deps: IncidentDeps, intent: Intent, context: OnCallContext, hasDiagnosis: boolean): Promise<Answer> {
  if (intent.name === null) return { type: 'failure', code: 'needs-name', cluster: null, what: null, detail: null };
  const { spot } = context;
  const cluster = intent.cluster ?? context.cluster;
  const open = await openIncidents(deps, spot);
  const there =
    open.find((one) => isAbout(one, { ...intent, ...(cluster ? { cluster } : {}) })) ?? open.find(({ here }) => here && spot.medium === 'slack');
  if (there) {
    await keepLooking(deps, there.incident, `again-${context.at}`);
    return { type: 'incident', view: 'opened', existing: true, ...(await openedAs(deps, there.incident)) };
  }
  const { room, channelTemplate } = deps.settings;
  if (spot.medium === 'slack' && room && channelTemplate === null && !(await room.canWrite(spot.channel)))
    return { type: 'incident', view: 'outside' };
  const incident = incidentOf({ ...intent, name: intent.name }, cluster, context, hasDiagnosis);
  if (await deps.incidents.create(incident, context.locale))
    await deps.incidents.addEntry(incident.id, { type: 'started', at: incident.startedAt, by: incident.startedBy });
  await keepLooking(deps, incident, 'first');
  if (spot.medium === 'slack') return { type: 'incident', view: 'opened', existing: false, ...(await openedAs(deps, incident)) };
  return (await lookAgain(deps, incident)) ?? { type: 'incident', view: 'status', status: await statusOf(deps, incident) };
}

function incidentOf(
  { kind, name, namespace }: Intent & { readonly name: string },
  cluster: string | null,
  { at, asker, spot }: OnCallContext,
  hasDiagnosis: boolean,
): Incident {
  const stamp = at.slice(0, 19).replace(/\D/g, '');
  const id = [stamp, cluster, kind, namespace, name].filter(Boolean).join('.');
  return {
    id: id.replace(/[^\w.-]+/g, '-').slice(0, 120),
    target: { kind, name: name.toLowerCase(), namespace },
    cluster,
    startedAt: at,
    startedBy: asker,
    origin: spot,
    hasDiagnosis,
  };
}

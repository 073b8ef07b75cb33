import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { OnCallContext } from '../on-call.ts';
import type { IncidentDeps } from './deps.ts';
import { threadOf } from './home.ts';
import type { Incident, IncidentTarget } from './incident.ts';
import { isHere } from './incident-store.ts';
import { targetOf } from './tell.ts';

export interface OpenIncident {
  readonly incident: Incident;
  /** As far as it is known by now. */
  readonly target: IncidentTarget;
  readonly cluster: string | null;
  readonly here: boolean;
}

type Where = Pick<OnCallContext['spot'], 'channel' | 'threadTs'>;

/** All that are open, and whether they stand in this thread or channel. */
export async function openIncidents(deps: IncidentDeps, spot: Where): Promise<readonly OpenIncident[]> {
  return Promise.all((await deps.incidents.open()).map((incident) => seenFrom(deps, incident, spot)));
}

/** Those that are open and stand in this thread or channel. */
export async function incidentsHere(deps: IncidentDeps, spot: Where): Promise<readonly OpenIncident[]> {
  const near = await Promise.all((await deps.incidents.openIn(spot.channel)).map((incident) => seenFrom(deps, incident, spot)));
  return near.filter(({ here }) => here);
}

async function seenFrom(deps: IncidentDeps, incident: Incident, spot: Where): Promise<OpenIncident> {
  const [standing, home] = await Promise.all([deps.incidents.standing(incident.id), deps.incidents.home(incident.id)]);
  const here = isHere(spot, home, await threadOf(deps, incident.id, home));
  return { incident, target: targetOf(incident, standing), cluster: standing.last?.cluster || incident.cluster, here };
}

/** Which open incident is meant: the one that is named, the one that stands here, or the only one. Several: the person chooses. */
export async function meantIncident(
  deps: IncidentDeps,
  intent: Intent,
  { spot }: Pick<OnCallContext, 'spot'>,
): Promise<{ readonly incident: Incident; readonly target: IncidentTarget } | { readonly answer: Answer }> {
  const open = await openIncidents(deps, spot);
  const named = open.filter((one) => isAbout(one, intent));
  const here = open.find((one) => one.here);
  const among = intent.name !== null && named.length > 0 ? named : here ? [here] : intent.name === null ? open : [];
  const [only] = among.length > 1 ? among.filter((one) => one.here) : among;
  if (only) return only;
  if (among.length === 0) return { answer: { type: 'incident', view: 'none', name: intent.name } };
  return { answer: { type: 'choice', choices: among.map(({ target, cluster }) => ({ ...intent, ...target, ...(cluster ? { cluster } : {}) })) } };
}

/** What was said and what is known do not contradict each other. */
export function isAbout(
  { target, cluster }: Pick<OpenIncident, 'target' | 'cluster'>,
  asked: Pick<Intent, 'kind' | 'name' | 'namespace' | 'cluster'>,
): boolean {
  const agree = (a: string | null | undefined, b: string | null | undefined) => !a || !b || a === b;
  return (
    target.name === asked.name?.toLowerCase() &&
    agree(target.kind, asked.kind) &&
    agree(target.namespace, asked.namespace) &&
    agree(cluster, asked.cluster)
  );
}

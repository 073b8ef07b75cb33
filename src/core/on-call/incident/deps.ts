import type { OnCallDeps } from '../on-call.ts';
import type { IncidentSettings } from './incident.ts';
import type { IncidentStore } from './incident-store.ts';

/** What the flow of incidents works with. */
export interface IncidentDeps extends OnCallDeps {
  readonly settings: IncidentSettings;
  readonly incidents: IncidentStore;
}

export type IncidentWork = 'look' | 'furnish' | 'close';

/** The id of a task: what is to be done, and with which incident. */
export function taskId(work: IncidentWork, id: string): string {
  return `${work}/${id}`;
}

export function scheduleName(id: string): string {
  return `incident-${id}`;
}

/** Keys of what is announced. */
export const keys = {
  status: (id: string) => `incident/${id}/status`,
  diagnosis: (id: string) => `incident/${id}/diagnosis`,
  opened: (id: string) => `incident/${id}/opened`,
  changed: (id: string, at: string) => `incident/${id}/changed/${digits(at)}`,
  quiet: (id: string, since: string) => `incident/${id}/quiet/${digits(since)}`,
  closed: (id: string, at: string) => `incident/${id}/closed/${digits(at)}`,
};

function digits(at: string): string {
  return at.replace(/\D/g, '');
}

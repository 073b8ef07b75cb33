import type { KubeEvent } from './evidence.ts';
import type { CoreEvent, Kind } from './kinds.ts';

/** The two generations of Event fields made one; oldest first. */
export function toEvents(list: readonly CoreEvent[]): readonly KubeEvent[] {
  return list.map(toEvent).toSorted((a, b) => Date.parse(a.lastAt) - Date.parse(b.lastAt));
}

function toEvent(event: CoreEvent): KubeEvent {
  const at = event.metadata?.creationTimestamp ?? '';
  const firstAt = event.firstTimestamp ?? event.eventTime ?? at;
  const { kind = '', name = '', namespace, fieldPath } = event.involvedObject;
  return {
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    message: event.message ?? '',
    count: event.series?.count ?? event.count ?? 1,
    firstAt,
    lastAt: event.series?.lastObservedTime ?? event.lastTimestamp ?? firstAt,
    component: event.source?.component || event.reportingComponent || '',
    host: event.source?.host ?? null,
    about: { kind: kind.toLowerCase() as Kind, name, ...(namespace ? { namespace } : {}) },
    fieldPath: fieldPath ?? null,
  };
}

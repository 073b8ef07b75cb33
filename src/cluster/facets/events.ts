import type { KubeEvent } from '../../core/evidence.ts';
import { type CoreEvent, type Kind, kindNames } from '../../core/kinds.ts';
import type { Reader } from '../../core/reader.ts';
import type { Ref } from '../../core/ref.ts';
import { redact } from '../redact.ts';
import { type Collector, namespaceOf } from './collector.ts';

/** Events about the subject, oldest first. Those about an earlier object of the same name are left out. */
export const events: Collector<Kind, readonly KubeEvent[]> = {
  reads: ['event'],
  collect: ({ reader, ref, subject }) => eventsAbout(reader, ref, (subject.metadata as { uid?: string }).uid),
};

/** Events about one object, oldest first. `uid` keeps out those about an earlier object of the same name. */
export async function eventsAbout(reader: Reader, ref: Ref, uid?: string): Promise<readonly KubeEvent[]> {
  const namespace = ref.kind === 'node' ? undefined : namespaceOf(ref);
  const list = await reader.list('event', {
    ...(namespace ? { namespace } : {}),
    fieldSelector: `involvedObject.kind=${kindNames[ref.kind]},involvedObject.name=${ref.name}`,
  });
  // the kubelet writes a node's name where its uid belongs: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet.go (nodeRef)
  const same = (event: CoreEvent) => ref.kind === 'node' || !uid || !event.involvedObject.uid || event.involvedObject.uid === uid;
  return toEvents(list.filter(same));
}

/** The two generations of Event fields made one; oldest first; messages redacted. */
export function toEvents(list: readonly CoreEvent[]): readonly KubeEvent[] {
  return list.map(toEvent).toSorted((a, b) => a.lastAt.localeCompare(b.lastAt));
}

function toEvent(event: CoreEvent): KubeEvent {
  const at = event.metadata?.creationTimestamp ?? '';
  const firstAt = event.firstTimestamp ?? event.eventTime ?? at;
  const { kind = '', name = '', namespace, fieldPath } = event.involvedObject;
  return {
    type: event.type === 'Warning' ? 'Warning' : 'Normal',
    reason: event.reason ?? '',
    message: redact(event.message ?? ''),
    count: event.series?.count ?? event.count ?? 1,
    firstAt,
    lastAt: event.series?.lastObservedTime ?? event.lastTimestamp ?? firstAt,
    component: event.source?.component || event.reportingComponent || '',
    host: event.source?.host ?? null,
    about: { kind: kind.toLowerCase() as Kind, name, ...(namespace ? { namespace } : {}) },
    fieldPath: fieldPath ?? null,
  };
}

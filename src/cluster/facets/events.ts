import type { KubeEvent } from '../../core/evidence.ts';
import { type CoreEvent, type Kind, kindNames } from '../../core/kinds.ts';
import { toEvents } from '../../core/kube-events.ts';
import type { Reader } from '../../core/reader.ts';
import type { Ref } from '../../core/ref.ts';
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

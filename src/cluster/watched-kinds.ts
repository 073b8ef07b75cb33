import { type Kind, type LabelSelector, workloadKinds } from '../core/kinds.ts';
import type { ReadableKind, Reader } from '../core/reader.ts';
import type { Ref } from '../core/ref.ts';
import { selectorToString } from '../core/selector.ts';
import type { WatchScope } from './watch-objects.ts';

/** Kinds that are followed with a watch; the rest is looked at again and again. deploy/rbac.yaml allows `watch` for these. */
export const watchedKinds = [
  'pod',
  ...workloadKinds,
  'service',
  'endpointslice',
  'ingress',
  'horizontalpodautoscaler',
  'persistentvolumeclaim',
  'node',
] as const satisfies readonly ReadableKind[];

/** What has to be followed to see that an object changes: it, the pods of a workload, the endpoints of a Service. Rejects with a ReadFailure. */
export async function scopesOf({ kind, name, namespace }: Ref, reader: Reader): Promise<readonly WatchScope[]> {
  if (!isWatched(kind)) return [];
  const place = namespace ? { namespace } : {};
  const own: WatchScope = { kind, ...place, fieldSelector: `metadata.name=${name}` };
  if (kind === 'service') return [own, { kind: 'endpointslice', ...place, labelSelector: `kubernetes.io/service-name=${name}` }];
  if (!(workloadKinds as readonly Kind[]).includes(kind) || kind === 'cronjob') return [own];
  const labelSelector = podSelector(await reader.get(kind, name, namespace));
  return labelSelector ? [own, { kind: 'pod', ...place, labelSelector }] : [own];
}

function isWatched(kind: Kind): kind is (typeof watchedKinds)[number] {
  return (watchedKinds as readonly Kind[]).includes(kind);
}

function podSelector(workload: object): string | null {
  const { selector } = (workload as { spec?: { selector?: LabelSelector | Readonly<Record<string, string>> } }).spec ?? {};
  if (!selector) return null;
  const isMap = !('matchLabels' in selector) && !('matchExpressions' in selector);
  return selectorToString(isMap ? { matchLabels: selector as Record<string, string> } : (selector as LabelSelector));
}

import type { Kind } from '../core/kinds.ts';
import type { Mention } from './mentions.ts';
import type { Sentence } from './sentence.ts';

const owners: ReadonlySet<Kind> = new Set(['deployment', 'replicaset', 'replicationcontroller', 'statefulset', 'daemonset', 'job', 'cronjob']);

/** "pods of deployment cart", "cart 디플로이먼트의 파드들": the workload whose pods are meant, where pods of no name of their own are. */
export function ownerOfPods({ mentions, kinds, korean }: Pick<Sentence, 'mentions' | 'kinds' | 'korean'>): Mention | null {
  const owner = mentions.find(({ role, kind }) => role === 'object' && kind !== null && owners.has(kind));
  const pods =
    kinds.some(({ kind, at }) => kind === 'pod' && (korean || at < (owner?.at ?? 0))) &&
    !mentions.some(({ role, kind }) => role === 'object' && kind === 'pod');
  return owner && pods ? owner : null;
}

import type { Kind, ObjectMeta } from '../kinds.ts';
import type { Ref } from '../ref.ts';

const controllers: Readonly<Record<string, Kind>> = {
  ReplicaSet: 'replicaset',
  StatefulSet: 'statefulset',
  DaemonSet: 'daemonset',
  Job: 'job',
  ReplicationController: 'replicationcontroller',
};

/** What controls a pod, told by its own metadata: its ReplicaSet's Deployment too, by the hash that both names end in. */
export function ownerOfPod({ ownerReferences, labels, namespace }: ObjectMeta): { readonly controller: Ref; readonly workload: Ref } | null {
  const owner = ownerReferences?.find(({ controller }) => controller);
  const kind = controllers[owner?.kind ?? ''];
  if (!owner || !kind) return null;
  const ref = (kind: Kind, name: string): Ref => ({ kind, name, ...(namespace ? { namespace } : {}) });
  const controller = ref(kind, owner.name);
  const hash = labels?.['pod-template-hash'];
  const deployment = kind === 'replicaset' && hash && owner.name.endsWith(`-${hash}`) ? owner.name.slice(0, -hash.length - 1) : null;
  return { controller, workload: deployment ? ref('deployment', deployment) : controller };
}

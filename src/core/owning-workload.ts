import type { Owner } from './evidence.ts';
import type { Kind } from './kinds.ts';

/** A workload as facts hold it. */
export type WorkloadName = { readonly kind: Kind; readonly name: string };

/** What a person edits to change a pod: the topmost of its controllers; null for a pod of its own. */
export function owningWorkload(owners: readonly Owner[] | undefined): WorkloadName | null {
  const ref = owners?.at(-1)?.ref;
  return ref ? { kind: ref.kind, name: ref.name } : null;
}

const editable: readonly Kind[] = ['deployment', 'statefulset', 'daemonset', 'replicaset', 'replicationcontroller'];

/** `deployment/web`, where kubectl can change its pod template in place; null for Jobs (theirs is fixed) and for pods of their own. */
export function editableTarget(workload: WorkloadName | null): string | null {
  return workload && editable.includes(workload.kind) ? `${workload.kind}/${workload.name}` : null;
}

/** `deployment/web` where it has a number of replicas that can be set; null otherwise. */
export function scalableTarget(workload: WorkloadName | null): string | null {
  return workload && workload.kind !== 'daemonset' ? editableTarget(workload) : null;
}

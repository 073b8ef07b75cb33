import type { AnyObject, DaemonSet, Deployment, Job, Kind, ReplicaSet, StatefulSet } from './kinds.ts';

/** How many pods a workload wants, and how many of its current version were created. */
export interface PodCounts {
  readonly wanted: number;
  readonly created: number;
  /** Of earlier versions, which a rollout has not replaced yet. */
  readonly earlier?: number;
}

/** null for kinds that make no pods themselves. */
export function podCounts(kind: Kind, subject: AnyObject): PodCounts | null {
  switch (kind) {
    case 'deployment': {
      const { spec, status } = subject as Deployment;
      const { replicas = 0, updatedReplicas = 0 } = status ?? {};
      return { wanted: spec?.replicas ?? 1, created: updatedReplicas, earlier: Math.max(0, replicas - updatedReplicas) };
    }
    case 'replicaset':
    case 'replicationcontroller': {
      const { spec, status } = subject as ReplicaSet;
      return { wanted: spec?.replicas ?? 1, created: status?.replicas ?? 0 };
    }
    case 'statefulset': {
      const { spec, status } = subject as StatefulSet;
      return { wanted: spec?.replicas ?? 1, created: status?.replicas ?? 0 };
    }
    case 'daemonset': {
      const { desiredNumberScheduled = 0, currentNumberScheduled = 0 } = (subject as DaemonSet).status ?? {};
      return { wanted: desiredNumberScheduled, created: currentNumberScheduled };
    }
    case 'job':
      return jobCounts(subject as Job);
    default:
      return null;
  }
}

/** A Job wants `parallelism` pods at a time, and no more than are left to complete; it wants none when it is over or suspended. */
function jobCounts({ spec, status }: Job): PodCounts {
  const over = status?.conditions?.some(({ type, status }) => /^(Complete|Failed|Suspended)$/.test(type) && status === 'True');
  const left = spec?.completions === undefined ? Number.POSITIVE_INFINITY : spec.completions - (status?.succeeded ?? 0);
  const wanted = over || spec?.suspend ? 0 : Math.min(spec?.parallelism ?? 1, left);
  return { wanted, created: status?.active ?? 0 };
}

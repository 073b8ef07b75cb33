import { kubectl } from './situation.ts';

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly generation?: number; readonly ownerReferences?: readonly { readonly kind: string }[] };
  readonly spec?: { readonly replicas?: number; readonly unschedulable?: boolean };
  readonly status?: {
    readonly updatedReplicas?: number;
    readonly unavailableReplicas?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly observedGeneration?: number;
    readonly availableReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly updatedNumberScheduled?: number;
  };
}

/** What a cluster stands on and is well: nodes, the Deployments, DaemonSets and static pods of kube-system, APIServices. */
export function wellItems(): ReadonlySet<string> {
  kubectl(['get', '--raw', '/readyz', '--request-timeout=5s']);
  const read = (args: readonly string[]) => (JSON.parse(kubectl(['get', ...args, '-o', 'json', '--request-timeout=10s'])) as { items: Item[] }).items;
  const items = [...read(['nodes']), ...read(['apiservices']), ...read(['deployments,daemonsets,pods', '-n', 'kube-system'])];
  return new Set(items.filter((item) => isLasting(item) && isWell(item)).map(({ kind, metadata }) => `${kind}/${metadata.name}`));
}

/** Those that were well at first and are not any more. */
export function unwellItems(atFirst: ReadonlySet<string>): readonly string[] {
  const now = wellItems();
  return [...atFirst].filter((item) => !now.has(item));
}

/** Of pods only the static ones keep their names. */
function isLasting({ kind, metadata }: Item): boolean {
  return kind !== 'Pod' || metadata.ownerReferences?.[0]?.kind === 'Node';
}

function isWell({ kind, metadata, spec, status }: Item): boolean {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
  const seen = status?.observedGeneration === metadata.generation;
  switch (kind) {
    case 'Node':
      return has('Ready') && !spec?.unschedulable;
    case 'APIService':
      return has('Available');
    case 'Deployment':
      return (
        seen &&
        !status?.unavailableReplicas &&
        [status?.availableReplicas, status?.updatedReplicas].every((count = 0) => count === (spec?.replicas ?? 1))
      );
    case 'DaemonSet': {
      const { desiredNumberScheduled: wanted, numberAvailable = 0, updatedNumberScheduled = 0 } = status ?? {};
      return seen && numberAvailable === wanted && updatedNumberScheduled === wanted;
    }
    default:
      return has('Ready');
  }
}

import type { Node, Pod } from './kinds.ts';
import { byNode, type Shortage } from './node-fit.ts';
import { podRequests } from './pod-requests.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import type { ClusterView, Scheduling } from './scheduling.ts';
import { untoleratedTaints } from './toleration.ts';

export type NodeShortage = Shortage & { readonly node: Node /** All resources that this node lacks. */; readonly all: readonly string[] };

/** What the nearest nodes lack. */
export interface Room {
  /** The resource that the closest node lacks most of. */
  readonly resource: string;
  readonly asked: number;
  /** Nodes that lack it, the closest first; empty where nodes could not be read. */
  readonly shortages: readonly NodeShortage[];
  /** Nodes that are not ready and would otherwise do. */
  readonly down: readonly string[];
  /** Who has most of it on the closest node. */
  readonly users: readonly { readonly namespace: string; readonly pod: string; readonly asks: string }[];
}

/** How much is missing where, for a pod that was refused for want of a resource. */
export function roomFor({ subject, nodes = [], rivalPods }: ClusterView, { nearest, message }: Scheduling): Room {
  const worst = nearest.flatMap(({ node, obstacles }): NodeShortage[] => {
    const all = obstacles.flatMap((obstacle) => (obstacle.kind === 'resource' ? [obstacle.shortage] : []));
    const [first] = all.toSorted((a, b) => b.short / b.asked - a.short / a.asked);
    return first ? [{ ...first, node, all: all.map(({ resource }) => resource) }] : [];
  });
  const said = message.reasons.find(({ kind }) => kind === 'resource')?.text ?? '';
  const resource = worst[0]?.resource ?? (said.startsWith('Too many pods') ? 'pods' : said.replace(/^Insufficient /, ''));
  const asked = worst[0]?.asked ?? podRequests(subject)[resource] ?? 1;
  const there = byNode(rivalPods ?? []).get(worst[0]?.node.metadata?.name ?? '') ?? [];
  return {
    resource,
    asked,
    shortages: worst.filter((shortage) => shortage.resource === resource),
    down: nodes.filter((node) => isDown(subject, node) && asked <= parseQuantity(node.status?.allocatable?.[resource])).map(nameOf),
    users: topUsers(there, resource),
  };
}

function topUsers(pods: readonly Pod[], resource: string): Room['users'] {
  return pods
    .map((pod) => ({ namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '', asks: podRequests(pod)[resource] ?? 0 }))
    .filter(({ asks }) => asks > 0)
    .toSorted((a, b) => b.asks - a.asks || a.pod.localeCompare(b.pod))
    .slice(0, 3)
    .map((user) => ({ ...user, asks: formatQuantity(resource, user.asks) }));
}

/** Not ready, and otherwise free to take the pod. */
function isDown(pod: Pod, node: Node): boolean {
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const other = untoleratedTaints(pod, node).some(({ key }) => !/^node\.kubernetes\.io\/(not-ready|unreachable)$/.test(key));
  return ready !== undefined && ready.status !== 'True' && !other;
}

function nameOf({ metadata }: Node): string {
  return metadata?.name ?? '';
}

import type { Node, Pod } from './kinds.ts';
import { type Amounts, add, podRequests, round } from './pod-requests.ts';
import { isFinished } from './pod-state.ts';
import { parseQuantity } from './quantity.ts';

/** How much of one resource a node lacks for a pod. */
export interface Shortage {
  readonly resource: string;
  readonly asked: number;
  /** Allocatable less what the pods bound there request; below zero where it is promised twice. */
  readonly free: number;
  readonly allocatable: number;
  readonly short: number;
}

/** Pods that hold resources of nodes, by the name of their node. */
export function byNode(boundPods: readonly Pod[]): ReadonlyMap<string, readonly Pod[]> {
  return Map.groupBy(
    boundPods.filter((pod) => !isFinished(pod) && pod.spec?.nodeName),
    ({ spec }) => spec?.nodeName ?? '',
  );
}

/** The resources of which a node has too little left for a pod; `pods` is the number of pods that it may run. */
export function shortages(pod: Pod, node: Node, podsThere: readonly Pod[]): Shortage[] {
  const allocatable = node.status?.allocatable ?? {};
  const used = requested(podsThere);
  const asked: Amounts = { ...podRequests(pod), pods: 1 };
  return Object.entries(asked)
    .filter(([, amount]) => amount > 0)
    .map(([resource, amount]) => {
      const whole = parseQuantity(allocatable[resource]);
      const free = round(whole - (used[resource] ?? 0));
      return { resource, asked: amount, free, allocatable: whole, short: round(amount - free) };
    })
    .filter(({ short }) => short > 0);
}

/** What the pods of a node request together, and how many they are. */
export function requested(pods: readonly Pod[]): Amounts {
  return { ...pods.map(podRequests).reduce(add, {}), pods: pods.length };
}

/** A port of the node that a pod wants for itself. */
export interface HostPort {
  readonly port: number;
  readonly protocol: string;
  readonly address: string;
}

/** The ports of the node that containers and sidecars want; without `hostIP` on every address. */
export function hostPorts(pod: Pod): HostPort[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...(pod.spec?.containers ?? []), ...sidecars].flatMap(({ ports = [] }) =>
    ports.flatMap(({ hostPort, protocol = 'TCP', hostIP }) => (hostPort ? [{ port: hostPort, protocol, address: hostIP || '0.0.0.0' }] : [])),
  );
}

/** The first port that the pod wants and that one of the pods there has; null where all are free. */
export function hostPortConflict(pod: Pod, podsThere: readonly Pod[]): { readonly port: HostPort; readonly holder: Pod } | null {
  for (const port of hostPorts(pod)) {
    const holder = podsThere.find((other) => other.metadata?.uid !== pod.metadata?.uid && hostPorts(other).some((taken) => clash(port, taken)));
    if (holder) return { port, holder };
  }
  return null;
}

function clash(a: HostPort, b: HostPort): boolean {
  return a.port === b.port && a.protocol === b.protocol && (a.address === b.address || a.address === '0.0.0.0' || b.address === '0.0.0.0');
}

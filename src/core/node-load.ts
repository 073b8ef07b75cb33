import type { Container, Node, Pod } from './kinds.ts';
import { type Amounts, add, podRequests } from './pod-requests.ts';
import { isFinished } from './pod-state.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';

/** A pod and what it asks for of one resource. */
export type PodShare = { readonly namespace: string; readonly pod: string; readonly asks: string };

/** The pods that hold most of a resource by their requests, the greediest first. */
export function topPods(pods: readonly Pod[], resource: string, most = 3): readonly PodShare[] {
  return pods
    .filter((pod) => !isFinished(pod))
    .map((pod) => ({ ...nameOf(pod), amount: podRequests(pod)[resource] ?? 0 }))
    .filter(({ amount }) => amount > 0)
    .toSorted((a, b) => b.amount - a.amount || a.pod.localeCompare(b.pod))
    .slice(0, most)
    .map(({ amount, ...name }) => ({ ...name, asks: formatQuantity(resource, amount) }));
}

/** Pods of QoS class BestEffort: under pressure they go first. */
export function bestEffortPods(pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => !isFinished(pod) && pod.status?.qosClass === 'BestEffort');
}

/** One resource of a node: what its pods ask for and may use, against what it has. */
export type Allocation = { readonly resource: string; readonly allocatable: number; readonly requests: number; readonly limits: number };

/** The allocation table of `kubectl describe node`. */
export function allocations(node: Node, pods: readonly Pod[]): readonly Allocation[] {
  const live = pods.filter((pod) => !isFinished(pod));
  const requests = live.map(podRequests).reduce(add, {});
  const limits = live
    .flatMap(({ spec }) => spec?.containers ?? [])
    .map(limitsOf)
    .reduce(add, {});
  return ['cpu', 'memory'].map((resource) => ({
    resource,
    allocatable: parseQuantity(node.status?.allocatable?.[resource]),
    requests: requests[resource] ?? 0,
    limits: limits[resource] ?? 0,
  }));
}

function limitsOf({ resources }: Container): Amounts {
  return Object.fromEntries(Object.entries(resources?.limits ?? {}).map(([resource, quantity]) => [resource, parseQuantity(quantity)]));
}

function nameOf({ metadata }: Pod): { readonly namespace: string; readonly pod: string } {
  return { namespace: metadata?.namespace ?? '', pod: metadata?.name ?? '' };
}

/** `shop/web-0 (1Gi), …`: for sentences. */
export function shareList(shares: readonly PodShare[]): string {
  return shares.map(({ namespace, pod, asks }) => `\`${namespace}/${pod}\` (${asks})`).join(', ');
}

/** Is more requested than there is? */
export function isOverPromised({ allocatable, requests }: Allocation): boolean {
  return allocatable > 0 && requests > allocatable * 1.001;
}

/** Nearly used up, and the limits allow more than there is. */
export function isTight({ allocatable, limits }: Allocation, used: number | null): boolean {
  return used !== null && allocatable > 0 && used > 0.9 * allocatable && limits > allocatable;
}

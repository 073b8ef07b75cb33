import type { Container, Pod } from './kinds.ts';
import { containersOf } from './pod-containers.ts';
import { parseQuantity } from './quantity.ts';

/** Resource name → amount: cores, bytes or a count. */
export type Amounts = Readonly<Record<string, number>>;

/**
 * What a pod takes of its node: the greater of its running phase (containers and sidecars) and of each step of its start
 * (an init container beside the sidecars before it), or what `spec.resources` says for the pod as a whole, plus overhead.
 * As https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/component-helpers/resource/helpers.go (PodRequests)
 */
export function podRequests(pod: Pod): Amounts {
  const { containers = [], initContainers = [], overhead = {}, resources } = pod.spec ?? {};
  let sidecars: Amounts = {};
  let starting: Amounts = {};
  for (const container of initContainers) {
    const own = requestsOf(container);
    if (container.restartPolicy === 'Always') {
      sidecars = add(sidecars, own);
      starting = greatest(starting, sidecars);
    } else starting = greatest(starting, add(sidecars, own));
  }
  const running = containers.map(requestsOf).reduce(add, sidecars);
  const whole = { ...greatest(running, starting), ...amounts(resources?.requests) };
  return add(whole, amounts(overhead));
}

/** The container that asks for most of a resource; null where none asks for it. */
export function greediestContainer(pod: Pod, resource: string): { readonly name: string; readonly asks: number } | null {
  const all = containersOf(pod.spec).map((container) => ({
    name: container.name,
    asks: requestsOf(container)[resource] ?? 0,
  }));
  const [first] = all.toSorted((a, b) => b.asks - a.asks);
  return first && first.asks > 0 ? first : null;
}

function requestsOf({ resources }: Container): Amounts {
  return amounts(resources?.requests);
}

function amounts(quantities: Readonly<Record<string, string>> | undefined): Amounts {
  return Object.fromEntries(Object.entries(quantities ?? {}).map(([resource, quantity]) => [resource, parseQuantity(quantity)]));
}

/** Sum, resource by resource. */
export function add(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, (x, y) => round(x + y));
}

function greatest(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, Math.max);
}

function merge(a: Amounts, b: Amounts, join: (x: number, y: number) => number): Amounts {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, join(a[name] ?? 0, b[name] ?? 0)]));
}

/** Sums of 0.1 and 0.2 must not lack room by a hair. */
export function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

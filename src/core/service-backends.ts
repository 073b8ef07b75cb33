import type { EndpointSlice, Pod, Service } from './kinds.ts';
import { isFinished, podState } from './pod-state.ts';
import { matchesMap } from './selector.ts';

/** One endpoint of a Service, whatever number of slices (ports, address families) name it. */
export interface Backend {
  readonly address: string;
  /** null: not a pod, or made by hand. */
  readonly pod: string | null;
  readonly node: string | null;
  readonly ready: boolean;
  /** Ports that it can be reached on, as the slices say. */
  readonly ports: readonly number[];
}

/** The endpoints in a Service's slices. A condition that is not said counts as true: the API's own rule. */
export function backendsOf(slices: readonly EndpointSlice[]): Backend[] {
  const byKey = new Map<string, Backend>();
  for (const slice of slices) {
    const ports = (slice.ports ?? []).flatMap(({ port }) => (port === undefined ? [] : [port]));
    for (const { addresses, conditions, targetRef, nodeName } of slice.endpoints ?? []) {
      const pod = targetRef?.kind === 'Pod' ? (targetRef.name ?? null) : null;
      const key = pod ?? addresses[0] ?? '';
      const ready = (conditions?.ready ?? true) || (byKey.get(key)?.ready ?? false);
      const known = byKey.get(key)?.ports ?? [];
      byKey.set(key, {
        address: byKey.get(key)?.address ?? addresses[0] ?? '',
        pod,
        node: nodeName ?? null,
        ready,
        ports: [...new Set([...known, ...ports])],
      });
    }
  }
  return [...byKey.values()];
}

/** Pods that the Service's selector picks and that could serve: neither finished nor being deleted. */
export function selectedPods(service: Service, pods: readonly Pod[]): Pod[] {
  return pods.filter((pod) => matchesMap(service.spec?.selector, pod.metadata?.labels) && !isFinished(pod) && !pod.metadata?.deletionTimestamp);
}

/** Has a selector of its own, so that Kubernetes keeps its endpoints. An ExternalName is only a DNS name. */
export function selectsPods({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length > 0;
}

/** Kubernetes balances its traffic: it has an address of its own, so ports and targets matter. */
export function isBalanced({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && spec?.clusterIP !== 'None' && (spec?.ports ?? []).length > 0;
}

/** `app=web,tier=front`: a selector for people and for `-l`. */
export function selectorText(selector: Readonly<Record<string, string>> | undefined): string {
  return Object.entries(selector ?? {})
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

/** How many of the pods show which status, most frequent first: `CrashLoopBackOff` 2, `Pending` 1. */
export function statusCounts(pods: readonly Pod[], now: Date): { readonly status: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const pod of pods) {
    const { status, condition } = podState(pod, now);
    const shown = status === 'Running' && condition !== 'ok' ? 'Running, not Ready' : status;
    counts.set(shown, (counts.get(shown) ?? 0) + 1);
  }
  return [...counts].map(([status, count]) => ({ status, count })).sort((a, b) => b.count - a.count || a.status.localeCompare(b.status));
}

/** `CrashLoopBackOff` 2, `Pending` 1; without the number where there is one status only. */
export function statesText(states: readonly { readonly status: string; readonly count: number }[]): string {
  return states.map(({ status, count }) => (states.length === 1 ? `\`${status}\`` : `\`${status}\` ${count}`)).join(', ');
}

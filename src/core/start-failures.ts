import type { KubeEvent } from './evidence.ts';
import type { Pod } from './kinds.ts';
import { containerStatuses, isFinished, podCondition } from './pod-state.ts';

/** On a node, but its sandbox is not up: the kubelet is still at its volumes or its network. */
export function awaitsSandbox(pod: Pod): boolean {
  if (!pod.spec?.nodeName || isFinished(pod) || pod.metadata?.deletionTimestamp) return false;
  if (podCondition(pod, 'PodReadyToStartContainers')?.status === 'True') return false;
  return containerStatuses(pod).every(({ state }) => !state?.running);
}

/** What the kubelet does once the sandbox is up, in the order of https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/kuberuntime_manager.go (SyncPod) */
const later = new Set(['Pulling', 'Pulled', 'Created', 'Started']);

/** Events of those reasons since the kubelet last got further than that. */
export function failuresToStart(events: readonly KubeEvent[], reasons: readonly string[], passed: readonly string[] = []): KubeEvent[] {
  const over = events.findLastIndex(({ reason }) => later.has(reason) || passed.includes(reason));
  return events.slice(over + 1).filter(({ reason }) => reasons.includes(reason));
}

/** Seconds since the kubelet took the pod on; null where it does not say. */
export function secondsOnNode(pod: Pod, now: Date): number | null {
  const since = pod.status?.startTime ?? podCondition(pod, 'PodScheduled')?.lastTransitionTime;
  return since ? Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)) : null;
}

/** A volume of the pod by the name that the kubelet gives it: its own, or that of the PersistentVolume behind its claim. */
export interface PodVolume {
  readonly name: string;
  readonly claim: string | null;
}

/** `volumeOf(pod, claims, 'pvc-0a1b')`: which volume of the pod is meant; a name of nobody stands for itself. */
export function volumeOf(
  pod: Pod,
  claims: readonly { readonly name: string; readonly object: { readonly spec?: { readonly volumeName?: string } } | null }[],
  name: string,
): PodVolume {
  const claim = claims.find(({ object }) => object?.spec?.volumeName === name)?.name ?? null;
  const volume = pod.spec?.volumes?.find(
    (one) => one.name === name || (claim && (one.persistentVolumeClaim?.claimName === claim || `${pod.metadata?.name}-${one.name}` === claim)),
  );
  return { name: volume?.name ?? name, claim: claim ?? volume?.persistentVolumeClaim?.claimName ?? null };
}

import type { ContainerStatus, Pod } from './kinds.ts';
import { isSidecar, specOf } from './pod-containers.ts';
import { podCondition } from './pod-state.ts';

/** The init container that the pod hangs on, and what waits behind it. */
export interface BlockingInit {
  readonly name: string;
  /** Counted from one. */
  readonly number: number;
  readonly total: number;
  readonly status: ContainerStatus;
  readonly sidecar: boolean;
  /** Containers that start after it, in order. */
  readonly after: readonly string[];
}

/** Init containers run one after the other, each until it has ended well (a sidecar: until it has started); null while none is at fault. */
export function blockingInit(pod: Pod): BlockingInit | null {
  if (!mayBlock(pod)) return null;
  const inits = pod.spec?.initContainers ?? [];
  for (const [index, { name }] of inits.entries()) {
    const status = pod.status?.initContainerStatuses?.find((one) => one.name === name);
    if (!status) return null;
    const sidecar = isSidecar(specOf(pod, name));
    if (status.state?.terminated?.exitCode === 0 || (sidecar && status.started)) continue;
    // the kubelet has not come to it yet: volumes, network
    if (status.state?.waiting && (status.state.waiting.reason ?? 'PodInitializing') === 'PodInitializing') return null;
    const after = [...inits.slice(index + 1), ...(pod.spec?.containers ?? [])].map((container) => container.name);
    return { name, number: index + 1, total: inits.length, status, sidecar, after };
  }
  return null;
}

/** Cheap: has init containers that are not through. */
export function mayBlock(pod: Pod): boolean {
  if (!pod.spec?.initContainers?.length || pod.metadata?.deletionTimestamp || pod.status?.reason) return false;
  return podCondition(pod, 'Initialized')?.status === 'False' && pod.status?.initContainerStatuses !== undefined;
}

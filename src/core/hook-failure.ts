import type { Ending } from './container-ending.ts';
import type { KubeEvent } from './evidence.ts';

/**
 * The kubelet's word that the `postStart` hook of a container failed, which is why it killed it.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/kuberuntime_container.go (startContainer)
 */
export function failedPostStart(container: string, events: readonly KubeEvent[]): KubeEvent | null {
  return events.findLast(({ reason, fieldPath }) => reason === 'FailedPostStartHook' && fieldPath?.endsWith(`{${container}}`)) ?? null;
}

/** It was stopped from outside, and for that. An error of its own has its own exit code. */
export function endedByHook({ name, terminated, spec }: Ending, events: readonly KubeEvent[]): boolean {
  const stopped = [0, 2, 137, 143].includes(terminated.exitCode) && terminated.reason !== 'OOMKilled';
  return stopped && Boolean(spec?.lifecycle?.postStart) && failedPostStart(name, events) !== null;
}

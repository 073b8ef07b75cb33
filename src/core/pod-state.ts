import type { ContainerStatus, Pod } from './kinds.ts';
import type { SubjectState } from './report.ts';

/** Reasons of waiting that are a normal part of starting. */
const starting = new Set(['ContainerCreating', 'PodInitializing']);
/** How long a start may take before it counts as failing: seconds. */
const patience = 60;
/** And how long a kubelet may take to notice a pod of its own. */
const kubeletPatience = 20;

/** All container statuses, init containers first. */
export function containerStatuses(pod: Pod): readonly (ContainerStatus & { readonly init: boolean })[] {
  return [
    ...(pod.status?.initContainerStatuses ?? []).map((status) => ({ ...status, init: true })),
    ...(pod.status?.containerStatuses ?? []).map((status) => ({ ...status, init: false })),
  ];
}

/** The condition of that type, or undefined. */
export function podCondition(pod: Pod, type: string) {
  return pod.status?.conditions?.find((condition) => condition.type === type);
}

export function isReady(pod: Pod): boolean {
  return podCondition(pod, 'Ready')?.status === 'True';
}

/** Finished for good: holds no resources of a node. */
export function isFinished(pod: Pod): boolean {
  return pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
}

/**
 * What `kubectl get pods` would show under STATUS, and whether that is fine. `now` decides when a slow start becomes a failing one.
 * STATUS as in https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/printers/internalversion/printers.go (printPod)
 */
export function podState(pod: Pod, now: Date): SubjectState {
  const status = statusColumn(pod);
  if (pod.metadata?.deletionTimestamp) {
    const overdue = now.getTime() - Date.parse(pod.metadata.deletionTimestamp) > 10_000;
    return { condition: overdue ? 'failing' : 'progressing', status };
  }
  if (pod.status?.phase === 'Succeeded') return { condition: 'finished', status };
  if (pod.status?.phase === 'Running' && isReady(pod)) return { condition: 'ok', status };
  if (pod.status?.phase === 'Failed') return { condition: 'failing', status };
  return { condition: isStarting(pod, now) ? 'progressing' : 'failing', status };
}

function isStarting(pod: Pod, now: Date): boolean {
  const since = podCondition(pod, 'PodScheduled')?.lastTransitionTime ?? pod.metadata?.creationTimestamp;
  // pods of a node that does not exist are deleted, and made anew, before they are a minute old
  const allowed = pod.spec?.nodeName && !pod.status?.startTime ? kubeletPatience : patience;
  if (!since || now.getTime() - Date.parse(since) > allowed * 1000) return stillWithinProbeDelay(pod, now);
  if (podCondition(pod, 'PodScheduled')?.status === 'False') return false;
  return containerStatuses(pod).every(
    ({ state, restartCount, init }) =>
      restartCount === 0 &&
      (state?.waiting ? starting.has(state.waiting.reason ?? '') : !state?.terminated || init || state.terminated.exitCode === 0),
  );
}

/** Running, never restarted, and younger than its probes allow it to be. */
function stillWithinProbeDelay(pod: Pod, now: Date): boolean {
  if (pod.status?.phase !== 'Running') return false;
  const ready = podCondition(pod, 'ContainersReady');
  // then the pod waits for its readiness gates, and no probe of its own counts any more
  if (ready?.status === 'True') return now.getTime() - Date.parse(ready.lastTransitionTime ?? '') < patience * 1000;
  return (pod.status.containerStatuses ?? []).every((status) => {
    if (status.ready) return true;
    const spec = pod.spec?.containers.find((container) => container.name === status.name);
    const startedAt = status.state?.running?.startedAt;
    if (!startedAt || status.restartCount > 0) return false;
    const delay = probeSeconds(spec?.startupProbe) + probeSeconds(spec?.readinessProbe);
    return now.getTime() - Date.parse(startedAt) < delay * 1000;
  });
}

function probeSeconds(
  probe: { readonly initialDelaySeconds?: number; readonly periodSeconds?: number; readonly failureThreshold?: number } | undefined,
): number {
  return probe ? (probe.initialDelaySeconds ?? 0) + (probe.periodSeconds ?? 10) * (probe.failureThreshold ?? 3) : 0;
}

function statusColumn(pod: Pod): string {
  const init = initStatus(pod);
  let reason = pod.status?.reason ?? pod.status?.phase ?? 'Unknown';
  if (podCondition(pod, 'PodScheduled')?.reason === 'SchedulingGated') reason = 'SchedulingGated';
  if (init) reason = init;
  else reason = mainStatus(pod) ?? reason;
  if (pod.metadata?.deletionTimestamp && pod.status?.reason === 'NodeLost') return 'Unknown';
  if (pod.metadata?.deletionTimestamp && !isFinished(pod)) return 'Terminating';
  return reason;
}

function initStatus(pod: Pod): string | null {
  const statuses = pod.status?.initContainerStatuses ?? [];
  const total = pod.spec?.initContainers?.length ?? 0;
  for (const [index, { state, started, name }] of statuses.entries()) {
    const restartable = pod.spec?.initContainers?.find((container) => container.name === name)?.restartPolicy === 'Always';
    if (state?.terminated?.exitCode === 0 || (restartable && started)) continue;
    if (state?.terminated)
      return `Init:${state.terminated.reason ?? (state.terminated.signal ? `Signal:${state.terminated.signal}` : `ExitCode:${state.terminated.exitCode}`)}`;
    if (state?.waiting?.reason && state.waiting.reason !== 'PodInitializing') return `Init:${state.waiting.reason}`;
    return `Init:${index}/${total}`;
  }
  return null;
}

function mainStatus(pod: Pod): string | null {
  let reason: string | null = null;
  let running = false;
  for (const { state, ready } of [...(pod.status?.containerStatuses ?? [])].reverse()) {
    if (state?.waiting?.reason) reason = state.waiting.reason;
    else if (state?.terminated?.reason) reason = state.terminated.reason;
    else if (state?.terminated) reason = state.terminated.signal ? `Signal:${state.terminated.signal}` : `ExitCode:${state.terminated.exitCode}`;
    else if (ready && state?.running) running = true;
  }
  if (reason === 'Completed' && running) return isReady(pod) ? 'Running' : 'NotReady';
  return reason;
}

import type { ContainerLog } from './evidence.ts';
import type { Container, ContainerStatus, Pod } from './kinds.ts';
import { specOf } from './pod-containers.ts';
import { containerStatuses } from './pod-state.ts';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** How a container last ended, where that still matters. */
export interface Ending {
  readonly name: string;
  readonly init: boolean;
  readonly status: ContainerStatus;
  readonly spec: Container | undefined;
  readonly terminated: Terminated;
  /** It was started again since: its log is the previous one. */
  readonly previous: boolean;
  /** `status.containerStatuses[name=web].lastState.terminated` */
  readonly path: string;
}

const hour = 3_600_000;
const startOfPod = 300_000;
const wellSince = 180_000;

/**
 * The last ending of each container. Left out: endings of containers that are fine now, long past or out of the start of their pod,
 * and those of pods that were stopped from outside (evicted, preempted, deleted), whose containers end because of that.
 */
export function endings(pod: Pod, now: Date): Ending[] {
  return allEndings(pod).filter((ending) => !ending.previous || (stillMatters(ending, now) && !gotOver(pod, ending, now)));
}

/** The endings out of the start of a pod that its containers got over: most often what they need came up after them. */
export function endingsGotOver(pod: Pod, now: Date): Ending[] {
  return allEndings(pod).filter((ending) => ending.previous && stillMatters(ending, now) && gotOver(pod, ending, now));
}

function allEndings(pod: Pod): Ending[] {
  if (pod.status?.reason || pod.metadata?.deletionTimestamp) return [];
  return containerStatuses(pod).flatMap((status): Ending[] => {
    const { name, init, state, lastState } = status;
    const terminated = state?.terminated ?? lastState?.terminated;
    if (!terminated) return [];
    const previous = !state?.terminated;
    const list = init ? 'initContainerStatuses' : 'containerStatuses';
    const path = `status.${list}[name=${name}].${previous ? 'lastState' : 'state'}.terminated`;
    return [{ name, init, status, spec: specOf(pod, name), terminated, previous, path }];
  });
}

/** A container that runs well again is let alone after an hour, or after a day where it ended often. */
function stillMatters({ status: { ready, state, restartCount }, terminated }: Ending, now: Date): boolean {
  if (!ready || !state?.running) return true;
  const since = now.getTime() - Date.parse(terminated.finishedAt ?? '');
  return since < hour || (restartCount >= 3 && since < 24 * hour);
}

/** It ended once or twice while its pod was starting, and has run well since. More memory than it may have is never so excused. */
function gotOver(pod: Pod, { status, terminated }: Ending, now: Date): boolean {
  const started = Date.parse(pod.status?.startTime ?? '');
  const again = Date.parse(status.state?.running?.startedAt ?? '');
  return (
    status.ready &&
    terminated.reason !== 'OOMKilled' &&
    status.restartCount <= 2 &&
    Date.parse(terminated.finishedAt ?? '') - started <= startOfPod &&
    now.getTime() - again >= wellSince
  );
}

/** The log of the run that ended. */
export function logOf(
  { name, previous }: Ending,
  logs: readonly ContainerLog[] | undefined,
  previousLogs: readonly ContainerLog[] | undefined,
): ContainerLog | undefined {
  return (previous ? previousLogs : logs)?.find(({ container }) => container === name);
}

/** `log web (previous)`: the path of a log line as proof. */
export function logPath(container: string, previous: boolean): string {
  return `log ${container}${previous ? ' (previous)' : ''}`;
}

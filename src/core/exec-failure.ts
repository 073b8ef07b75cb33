import type { KubeEvent } from './evidence.ts';
import type { Container, Pod } from './kinds.ts';
import { containersOf } from './pod-containers.ts';
import { containerStatuses } from './pod-state.ts';
import { probeEvent } from './probe.ts';

export type ExecPlace = 'readinessProbe' | 'startupProbe' | 'livenessProbe' | 'postStart' | 'preStop';

/** A command that the kubelet wanted to execute in a running container, and that is not there. */
export interface ExecFailure {
  readonly container: string;
  readonly place: ExecPlace;
  readonly command: string;
  readonly event: KubeEvent;
}

/**
 * runc's words for `exec` into a container that runs; a failed start says `runc create failed` instead.
 * https://github.com/opencontainers/runc/blob/v1.3.0/utils_linux.go, https://github.com/containerd/containerd/blob/v2.1.4/internal/cri/server/container_execsync.go
 */
const pattern = /exec failed: .{0,200}exec: "(?<command>[^"]{1,200})": (executable file not found|stat .{1,300}: no such file|no such file)/i;

const hour = 3_600_000;

/** Cheap: does the pod have probes or hooks that execute commands? For `applies`. */
export function runsCommands(pod: Pod): boolean {
  return pod.status?.phase === 'Running' && containersOf(pod.spec).some((one) => places(one).length > 0);
}

function places({ readinessProbe, startupProbe, livenessProbe, lifecycle }: Container): ExecPlace[] {
  const own = { readinessProbe, startupProbe, livenessProbe, postStart: lifecycle?.postStart, preStop: lifecycle?.preStop };
  return (Object.keys(own) as ExecPlace[]).filter((place) => own[place]?.exec);
}

/** What could not be executed, once for each container and place. What was said before the container started does not count. */
export function execFailures(pod: Pod, events: readonly KubeEvent[], now: Date): ExecFailure[] {
  return containersOf(pod.spec).flatMap((container) =>
    places(container).flatMap((place): ExecFailure[] => {
      const event = eventOf(events, container.name, place);
      const command = pattern.exec(event?.message ?? '')?.groups?.command;
      const started = containerStatuses(pod).find(({ name }) => name === container.name)?.state?.running?.startedAt;
      if (!event || !command || Date.parse(event.lastAt) < Date.parse(started ?? event.lastAt) || isOver(pod, container.name, place)) return [];
      return now.getTime() - Date.parse(event.lastAt) > hour ? [] : [{ container: container.name, place, command, event }];
    }),
  );
}

function eventOf(events: readonly KubeEvent[], container: string, place: ExecPlace): KubeEvent | undefined {
  switch (place) {
    case 'postStart':
    case 'preStop':
      return events.findLast(
        ({ reason, fieldPath, message }) =>
          reason === (place === 'postStart' ? 'FailedPostStartHook' : 'FailedPreStopHook') &&
          fieldPath?.endsWith(`{${container}}`) &&
          pattern.test(message),
      );
    default:
      return probeEvent(events, container, place === 'readinessProbe' ? 'readiness' : place === 'startupProbe' ? 'startup' : 'liveness');
  }
}

/** It went well since. */
function isOver(pod: Pod, container: string, place: ExecPlace): boolean {
  const status = containerStatuses(pod).find(({ name }) => name === container);
  if (place === 'readinessProbe') return status?.ready === true;
  return place === 'startupProbe' && status?.started === true;
}

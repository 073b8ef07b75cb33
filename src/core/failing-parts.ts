import type { ContainerStatus, Pod } from './kinds.ts';
import type { Part } from './natural-leads.ts';
import { containerStatuses, isFinished, podState } from './pod-state.ts';
import { refOf } from './ref.ts';

const lately = 600_000;

/**
 * The failing pods of a workload, grouped by how they fail; each group is one part. The newest stands for its group: it shows the current template.
 * Pods that ended in failure stay behind after they were replaced: `lately` leaves out those that ended more than ten minutes ago.
 */
export function failingParts(pods: readonly Pod[], now: Date, ended: 'ever' | 'lately' = 'ever'): Part[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (podState(pod, now).condition !== 'failing' && !restartedLately(pod, now)) continue;
    if (ended === 'lately' && isFinished(pod) && !endedLately(pod, now)) continue;
    const key = failureSignature(pod, now);
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group.toSorted(
      (a, b) =>
        (b.metadata?.creationTimestamp ?? '').localeCompare(a.metadata?.creationTimestamp ?? '') ||
        (a.metadata?.name ?? '').localeCompare(b.metadata?.name ?? ''),
    );
    return { ref: refOf('pod', first as Pod), alike: others.map((pod) => refOf('pod', pod)) };
  });
}

function restartedLately(pod: Pod, now: Date): boolean {
  return containerStatuses(pod).some((status) => crashedLately(status, now));
}

function crashedLately({ lastState }: ContainerStatus, now: Date): boolean {
  const finished = Date.parse(lastState?.terminated?.finishedAt ?? '');
  return now.getTime() - finished < lately && lastState?.terminated?.exitCode !== 0;
}

function endedLately(pod: Pod, now: Date): boolean {
  const ends = containerStatuses(pod).map(({ state }) => state?.terminated?.finishedAt);
  const turns = (pod.status?.conditions ?? []).map(({ lastTransitionTime }) => lastTransitionTime);
  const last = Math.max(...[...ends, ...turns, pod.metadata?.creationTimestamp].map((at) => Date.parse(at ?? '') || 0));
  return now.getTime() - last < lately;
}

/** Equal for pods that fail in the same way. A container that keeps crashing swings between states: they count as one. */
function failureSignature(pod: Pod, now: Date): string {
  const containers = containerStatuses(pod)
    .filter((status) => !status.ready || status.state?.waiting || crashedLately(status, now))
    .map(({ name, state, lastState, restartCount }) => {
      const end = (restartCount > 0 ? lastState : state)?.terminated;
      if (restartCount > 0) return `${name}:restarts:${end?.reason ?? ''}:${end?.exitCode ?? ''}`;
      if (end) return `${name}:${end.reason ?? ''}:${end.exitCode}`;
      return `${name}:${state?.waiting?.reason?.replace(/^(ErrImagePull|ImagePullBackOff)$/, 'image') ?? 'running'}`;
    });
  const crashing = containers.some((text) => text.includes(':restarts:'));
  return [crashing ? 'crash' : podState(pod, now).status.replace(/ErrImagePull|ImagePullBackOff/, 'image'), ...containers].join('|');
}

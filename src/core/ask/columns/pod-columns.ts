import type { ContainerStatus, Pod } from '../../kinds.ts';
import { podCondition, podState } from '../../pod-state.ts';
import { age, type Columns, since } from './column.ts';

export const podColumns: Columns<'pod'> = [
  ['READY', (pod) => readyCount(pod)],
  ['STATUS', (pod, now) => podState(pod, now).status],
  ['RESTARTS', restarts],
  age,
];

function isRestartable(pod: Pod, name: string): boolean {
  return pod.spec?.initContainers?.some((container) => container.name === name && container.restartPolicy === 'Always') ?? false;
}

/** Sidecars count too. */
function readyCount(pod: Pod): string {
  const sidecars = (pod.status?.initContainerStatuses ?? []).filter(({ name }) => isRestartable(pod, name));
  const ready = (pod.status?.containerStatuses ?? []).filter(({ ready, state }) => ready && state?.running);
  const total =
    (pod.spec?.containers.length ?? 0) + (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always').length;
  return `${ready.length + sidecars.filter(({ started, ready }) => started && ready).length}/${total}`;
}

/** While it initializes, the restarts of its init containers; after that those of its containers and sidecars. */
function restarts(pod: Pod, now: Date): string {
  const { initContainerStatuses: init = [], containerStatuses: main = [] } = pod.status ?? {};
  const initialized = podCondition(pod, 'Initialized')?.status === 'True' || init.every((status) => isPast(pod, status));
  const counted = initialized ? [...init.filter(({ name }) => isRestartable(pod, name)), ...main] : init;
  const count = counted.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const last = counted
    .flatMap(({ lastState }) => lastState?.terminated?.finishedAt ?? [])
    .toSorted()
    .at(-1);
  return count > 0 && last ? `${count} (${since(last, now)} ago)` : String(count);
}

function isPast(pod: Pod, { state, started, name }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0 || (isRestartable(pod, name) && started === true);
}

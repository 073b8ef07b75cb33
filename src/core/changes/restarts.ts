import { ownerOfPod } from '../ask/pod-owner.ts';
import type { Pod } from '../kinds.ts';
import { containerStatuses } from '../pod-state.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { type Change, isWithin, type Since } from './change.ts';

/** Containers that ended and were started again, by workload, container and reason. */
export type RestartSum = Map<string, Extract<Change, { type: 'restarted' }>>;

/** Adds the restarts of a pod. */
export function addRestarts(sum: RestartSum, pod: Pod, since: Since): void {
  const ref: Ref = ownerOfPod(pod.metadata ?? {})?.workload ?? refOf('pod', pod);
  for (const { name, lastState, restartCount } of containerStatuses(pod)) {
    const end = lastState?.terminated;
    if (restartCount === 0 || !end || !isWithin(end.finishedAt, since)) continue;
    const reason = end.reason ?? 'Error';
    const key = `${refKey(ref)} ${name} ${reason} ${end.exitCode}`;
    const known = sum.get(key);
    const at = known && known.at > end.finishedAt ? known.at : end.finishedAt;
    sum.set(key, { type: 'restarted', at, ref, container: name, pods: (known?.pods ?? 0) + 1, reason, exitCode: end.exitCode });
  }
}

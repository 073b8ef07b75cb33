import type { Pod } from './kinds.ts';
import { containerStatuses } from './pod-state.ts';

/** Something in the pod does not run as it should, or has not: it waits, has restarted or ended badly, or is not Ready. Decided without a clock. */
export function isTroubled(pod: Pod): boolean {
  if (pod.status?.phase === 'Succeeded') return false;
  if (pod.status?.phase === 'Failed') return true;
  return containerStatuses(pod).some(({ restartCount, state, ready, init }) => {
    if (restartCount > 0) return true;
    if (state?.terminated) return state.terminated.exitCode !== 0;
    return !ready && (!init || state?.running !== undefined);
  });
}

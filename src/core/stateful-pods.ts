import type { Pod, StatefulSet } from './kinds.ts';

/** `2` of `web-2`; -1 for a pod that is not called after the set. */
export function ordinalOf(pod: Pod, set: StatefulSet): number {
  const name = pod.metadata?.name ?? '';
  const prefix = `${set.metadata?.name}-`;
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)) ? Number(name.slice(prefix.length)) : -1;
}

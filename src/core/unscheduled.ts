import type { Pod } from './kinds.ts';
import { podCondition } from './pod-state.ts';

const defaultScheduler = 'default-scheduler';
/** A scheduler that is well looks at a new pod within a second or two. Milliseconds. */
const patience = 15_000;

/** The scheduler that the pod asks for, where nobody has looked at it: not bound, and no word about why not. */
export function ignoredBy(pod: Pod): string | null {
  const untouched = !pod.spec?.nodeName && !podCondition(pod, 'PodScheduled') && pod.status?.phase === 'Pending';
  return untouched && !pod.metadata?.deletionTimestamp && !pod.spec?.schedulingGates?.length ? (pod.spec?.schedulerName ?? defaultScheduler) : null;
}

/** Is it the scheduler that every cluster has? */
export function isDefaultScheduler(name: string): boolean {
  return name === defaultScheduler;
}

/** Seconds since the pod was made; null where that is too short to say that it was ignored. */
export function ignoredFor(pod: Pod, now: Date): number | null {
  const waited = now.getTime() - Date.parse(pod.metadata?.creationTimestamp ?? '');
  return waited >= patience ? Math.round(waited / 1000) : null;
}

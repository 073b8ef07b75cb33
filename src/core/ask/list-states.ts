import type { IntentSlots } from '../intent.ts';
import type { AnyObject, Kind, ObjectMeta, Pod } from '../kinds.ts';
import { containerStatuses, isFinished, isReady, podState } from '../pod-state.ts';
import { subjectState } from '../subject-state.ts';

export type ListState = NonNullable<IntentSlots['state']>;
type Tone = 'ok' | 'warn' | 'bad';

/** Is a pod in that state? As people mean it: a pod that is being created has not failed, but it is pending. */
export function isPodIn(state: ListState, pod: Pod, now: Date): boolean {
  const { status, condition } = podState(pod, now);
  switch (state) {
    case 'failing':
      return condition === 'failing';
    case 'running':
      return status === 'Running';
    case 'completed':
      return pod.status?.phase === 'Succeeded';
    case 'failed':
      return pod.status?.phase === 'Failed';
    case 'pending':
      return pod.status?.phase === 'Pending';
    case 'terminating':
      return pod.metadata?.deletionTimestamp !== undefined;
    case 'image-pull':
      return /Image/.test(status);
    case 'container-creating':
      return /^(ContainerCreating|PodInitializing|Init:\d)/.test(status);
    case 'oom':
      return containerStatuses(pod).some(({ state, lastState }) => [state, lastState].some((one) => one?.terminated?.reason === 'OOMKilled'));
    case 'crashing':
      return isCrashing(pod, status);
    case 'not-ready':
    case 'unreachable':
    case 'no-endpoints':
      return !isFinished(pod) && !isReady(pod);
  }
}

/** Between two crashes it runs for a while: then its last end tells. */
function isCrashing(pod: Pod, status: string): boolean {
  if (isFinished(pod)) return false;
  return (
    /CrashLoopBackOff|Error$|OOMKilled|ExitCode|Signal/.test(status) ||
    containerStatuses(pod).some(({ ready, restartCount, lastState }) => !ready && restartCount > 0 && lastState?.terminated?.exitCode !== 0)
  );
}

/** Is an object of another kind in that state? `pending` of one that has no such word means that it is not well. */
export function isIn(state: ListState, kind: Kind, object: AnyObject, now: Date): boolean {
  if (state === 'terminating') return (object.metadata as ObjectMeta).deletionTimestamp !== undefined;
  const phase = (object as { status?: { phase?: string } }).status?.phase;
  if (state === 'pending' && phase !== undefined) return phase === 'Pending';
  if (state === 'failed' && phase !== undefined && kind === 'persistentvolume') return phase === 'Failed';
  const condition = subjectState(kind, object, now)?.condition ?? 'ok';
  if (state === 'running') return condition === 'ok' || (kind === 'job' && condition === 'progressing');
  if (state === 'completed') return condition === 'finished';
  return condition === 'failing' || (state === 'not-ready' && condition === 'progressing');
}

/** How a row is coloured, and so where it stands: the worst first. */
export function toneOf(kind: Kind, object: AnyObject, now: Date): Tone {
  const { deletionTimestamp } = object.metadata as ObjectMeta;
  const condition = subjectState(kind, object, now)?.condition;
  if (condition === 'failing') return 'bad';
  if (condition === 'progressing' || deletionTimestamp) return 'warn';
  return kind === 'node' && (object as { spec?: { unschedulable?: boolean } }).spec?.unschedulable ? 'warn' : 'ok';
}

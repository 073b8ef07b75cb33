import type { Pod } from './kinds.ts';
import { containerStatuses } from './pod-state.ts';

/** From here on restarts are a habit: so many, the last within this many minutes. */
const often = 3;
const minutes = 60;

export interface RestartHabit {
  readonly container: string;
  readonly count: number;
  /** When the last run ended. */
  readonly at: string;
  readonly exitCode: number;
}

/** A container that restarts again and again, though the pod may be Ready in between; null where none does. */
export function restartHabit(pod: Pod, now: Date): RestartHabit | null {
  for (const { name, restartCount, lastState } of containerStatuses(pod)) {
    const ended = lastState?.terminated;
    if (restartCount < often || !ended?.finishedAt) continue;
    if (now.getTime() - Date.parse(ended.finishedAt) < minutes * 60_000) {
      return { container: name, count: restartCount, at: ended.finishedAt, exitCode: ended.exitCode };
    }
  }
  return null;
}

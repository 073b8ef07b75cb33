import type { Logger } from 'pino';
import { RetryLater } from '../core/jobs.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { Task } from '../core/on-call/tasks.ts';
import { HandBack, type JobProcessor } from './processor.ts';

/** Runs what nobody waits for. What goes wrong is tried again, and logged when that is over. */
export function createTaskProcessor({ onCall, log }: { readonly onCall: Pick<OnCall, 'run'>; readonly log: Logger }): JobProcessor<Task> {
  return async ({ id, data: task, dueAt, last }, signal) => {
    try {
      await onCall.run({ task, dueAt, last }, signal);
    } catch (error) {
      if (signal.aborted) throw new HandBack();
      if (error instanceof RetryLater) throw error;
      log[last ? 'error' : 'warn']({ err: error, job: id, task: task.type }, 'a task failed');
      throw error;
    }
  };
}

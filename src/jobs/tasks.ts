import type { JobsOptions } from 'bullmq';
import { queueNames } from '../core/jobs.ts';
import type { Task, Tasks } from '../core/on-call/tasks.ts';
import type { Backend } from './backend.ts';

const hour = 3600;
/** A cluster or Slack that is away for a few minutes must not cost a digest. */
const taskOptions: JobsOptions = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 5000, jitter: 0.2 },
  removeOnComplete: { age: hour, count: 1000 },
  removeOnFail: { age: 7 * 24 * hour, count: 100 },
};

/** Tasks as BullMQ's delayed jobs and job schedulers. Every call rejects at once while the queue is away. */
export function openTasks(backend: Backend): Tasks {
  const queue = backend.queue<Task>(queueNames.tasks, 'fast');
  return {
    async add(task, { key, delayMs = 0 }) {
      await queue.add(task.type, task, { ...taskOptions, jobId: jobIdOf(task, key), delay: delayMs });
    },
    async schedule(name, when, task) {
      const repeat = 'cron' in when ? { pattern: when.cron, tz: when.timeZone } : { every: when.everyMs };
      await queue.upsertJobScheduler(name, repeat, { name: task.type, data: task, opts: taskOptions });
    },
    async unschedule(name) {
      await queue.removeJobScheduler(name);
    },
    async scheduled() {
      const schedulers = await queue.getJobSchedulers();
      return schedulers.map(({ key, next }) => ({ name: key, nextAt: next ? new Date(next).toISOString() : null }));
    },
  };
}

/** BullMQ refuses `:` and whole numbers. */
function jobIdOf({ type, id }: Task, key: string): string {
  return `${type}-${id}-${key}`.replace(/[^\w.-]/g, '_');
}

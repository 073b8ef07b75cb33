import type { Logger } from 'pino';
import { type CheckJob, queueNames, type ReplyJob } from '../core/jobs.ts';
import type { Task } from '../core/on-call/tasks.ts';
import type { Backend, JobWorker, JobWorkerOptions } from './backend.ts';
import { bullProcessor, type JobProcessor } from './processor.ts';

/** A worker that dies is noticed after 30 to 45 seconds; a crash is never the job's fault for good, processors decide when it is. */
const common: JobWorkerOptions = { lockDuration: 30_000, stalledInterval: 15_000, maxStalledCount: 10 };
const replyOptions: JobWorkerOptions = { ...common, concurrency: 4 };
/** Digests and alerts must not take the whole cluster's time: persons ask beside them. */
const taskOptions: JobWorkerOptions = { ...common, concurrency: 4 };
const handBackMs = 6000;
const whileAwayMs = 2000;

export interface Workers {
  /** Takes no more jobs, gives those that run `graceMs` to end, then hands them back to the queue. */
  stop(graceMs?: number): Promise<void>;
}

export interface WorkersOptions {
  readonly check: JobProcessor<CheckJob>;
  readonly reply: JobProcessor<ReplyJob>;
  readonly task: JobProcessor<Task>;
  /** Questions that are looked into at once; 8 if not said. */
  readonly concurrency?: number;
  readonly log: Logger;
}

/** Starts to work on all queues. */
export function startWorkers(backend: Backend, { check, reply, task, concurrency = 8, log }: WorkersOptions): Workers {
  const workers = [
    backend.worker(queueNames.checks, bullProcessor(check), { ...common, concurrency }),
    backend.worker(queueNames.replies, bullProcessor(reply), replyOptions),
    backend.worker(queueNames.tasks, bullProcessor(task), taskOptions),
  ];
  for (const worker of workers) stopJobsThatWereLost(worker);
  return {
    async stop(graceMs = 20_000) {
      const closed = Promise.all(workers.map((worker) => worker.close()));
      // without its queue no job can end, nor be handed back: another worker takes it up
      const away = backend.whyAway() !== null;
      if ((await within(closed, away ? Math.min(graceMs, whileAwayMs) : graceMs)) || away) return;
      log.warn('shutting down: running jobs are handed back to the queue');
      for (const worker of workers) worker.cancelAllJobs('shutting down');
      if (!(await within(closed, handBackMs))) log.warn('shutting down: jobs that do not stop are taken up by another worker in a minute');
    },
  };
}

/** Its lock ran out, so another worker has the job. */
function stopJobsThatWereLost(worker: JobWorker): void {
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const id of jobIds) worker.cancelJob(id, 'lock lost');
  });
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

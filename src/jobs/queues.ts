import type { JobsOptions } from 'bullmq';
import { type CheckJob, queueNames, type ReplyJob } from '../core/jobs.ts';
import type { Backend } from './backend.ts';
import { checkJobId } from './job-id.ts';
import { storable } from './storable.ts';

const hour = 3600;
const seenForSeconds = 24 * hour;
const keepFailed = { age: 7 * 24 * hour, count: 100 };
/** Finished jobs are kept a while, as BullMQ knows a duplicate only by a job that is still there. */
const checkOptions: JobsOptions = {
  attempts: 2,
  backoff: { type: 'exponential', delay: 1000 },
  removeOnComplete: { age: hour, count: 500 },
  removeOnFail: keepFailed,
};
/** Eight attempts over four minutes. */
const replyOptions: JobsOptions = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 2000, jitter: 0.2 },
  removeOnComplete: { age: hour, count: 200 },
  removeOnFail: keepFailed,
};

/** For those who ask. */
export interface Checks {
  /** `seen`: this very question was added before, and nothing is added. Rejects at once if the queue is away. */
  enqueueCheck(job: CheckJob): Promise<'added' | 'seen'>;
}

/** For those who answer. */
export interface Replies {
  /** Adds it once, however often it is called for the same question. Waits while the queue is away. */
  add(reply: ReplyJob): Promise<void>;
  /** Whether that question's reply was added. */
  has(check: CheckJob): Promise<boolean>;
}

/** The queue of questions, as those who ask see it. */
export function openChecks(backend: Backend): Checks {
  const queue = backend.queue<CheckJob>(queueNames.checks, 'fast');
  const { store } = backend;
  async function addOnce(job: CheckJob): Promise<'added' | 'seen'> {
    const jobId = checkJobId(job);
    const key = `seen/${jobId}`;
    if (await store.get(key)) return 'seen';
    // the job first: if this process dies in between, a redelivery finds the job itself
    await queue.add('check', storable(job), { ...checkOptions, jobId });
    return (await store.add(key, true, { ttlSeconds: seenForSeconds })) ? 'added' : 'seen';
  }
  return {
    enqueueCheck: (job) =>
      addOnce(job).catch((error: Error) => {
        throw new Error(`the queue at ${backend.where} took no question: ${backend.whyAway() ?? error.message}`, { cause: error });
      }),
  };
}

/** The queue of answers, as those who answer see it. */
export function openReplies(backend: Backend): Replies {
  const queue = backend.queue<ReplyJob>(queueNames.replies, 'patient');
  return {
    async add(reply) {
      await queue.add('reply', storable(reply), { ...replyOptions, jobId: checkJobId(reply.check) });
    },
    async has(check) {
      return (await queue.getJob(checkJobId(check))) !== undefined;
    },
  };
}

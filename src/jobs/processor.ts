import { DelayedError, type Job, type Processor, UnrecoverableError, WaitingError } from 'bullmq';
import { RetryLater, Unrecoverable } from '../core/jobs.ts';
import { storableText } from './storable.ts';

/** One run of a job, as far as a processor needs to know. */
export interface Run<Data> {
  readonly id: string;
  readonly data: Data;
  /** No attempt follows if this one fails. */
  readonly last: boolean;
  /** It ran before, and may have done part of its work. */
  readonly repeated: boolean;
  /** Times that a worker died, or lost touch, while it ran. */
  readonly stalls: number;
  /** RFC 3339: when it was to run. */
  readonly dueAt: string;
}

/**
 * Does one job; the signal asks it to stop. Told by what it throws: RetryLater waits without counting an attempt, HandBack gives the job to the next worker,
 * Unrecoverable fails it, anything else is tried again as long as there are attempts.
 */
export type JobProcessor<Data> = (run: Run<Data>, signal: AbortSignal) => Promise<void>;

/** This worker stops; the job is whole and waits for another one. */
export class HandBack extends Error {
  override readonly name = 'HandBack';
}

/** Makes BullMQ's processor of ours. */
export function bullProcessor<Data>(process: JobProcessor<Data>): Processor<Data, void> {
  // all three parameters are declared: BullMQ passes the signal only to those that do
  return async (job, token, signal) => {
    try {
      await process(runOf(job), signal ?? new AbortController().signal);
    } catch (error) {
      throw await settled(job, token, error);
    }
  };
}

function runOf<Data>(job: Job<Data, void>): Run<Data> {
  return {
    id: job.id ?? '',
    data: job.data,
    last: job.attemptsMade + 1 >= (job.opts.attempts ?? 1),
    repeated: job.attemptsStarted > 1,
    stalls: job.stalledCounter,
    dueAt: new Date(job.opts.prevMillis ?? job.timestamp + (job.opts.delay ?? 0)).toISOString(),
  };
}

/** Moves the job where the error says, and returns the error that tells BullMQ so. */
async function settled(job: Job, token: string | undefined, error: unknown): Promise<Error> {
  if (error instanceof RetryLater) {
    await job.moveToDelayed(Date.now() + error.milliseconds, token);
    return new DelayedError();
  }
  if (error instanceof HandBack) {
    await job.moveToWait(token);
    return new WaitingError();
  }
  const message = storableText(error instanceof Error ? error.message : String(error));
  if (error instanceof Unrecoverable) return new UnrecoverableError(message);
  const failure = new Error(message, { cause: error });
  if (error instanceof Error && error.stack) failure.stack = storableText(error.stack);
  return failure;
}

import type { Logger } from 'pino';
import type { Answer, FailureAnswer } from '../core/answer.ts';
import { type CheckJob, type Messenger, RetryLater } from '../core/jobs.ts';
import type { Ref } from '../core/ref.ts';
import { HandBack, type JobProcessor, type Run } from './processor.ts';
import { startProgress } from './progress.ts';
import type { Replies } from './queues.ts';

const usualTimeoutMs = 30_000;
/** A question that takes the worker down with it is not asked a third time. */
const tolerableStalls = 2;

export interface CheckDependencies {
  /**
   * Looks at the cluster. What it rejects with is a defect: what can be expected to go wrong is an answer too. RetryLater: not now, other
   * questions have its place.
   */
  readonly answer: (job: CheckJob, signal: AbortSignal, onLook: (ref: Ref) => void) => Promise<Answer>;
  readonly replies: Replies;
  readonly messenger: Pick<Messenger, 'progress'>;
  /** After this a question fails; 30 s if not said. Longer than what may be spent on the cluster, so that what was read until then is told. */
  readonly timeoutMs?: number;
  /** Told of every answer. Never rejects. */
  readonly answered?: (job: CheckJob, answer: Answer) => Promise<void>;
  readonly log: Logger;
  /** Milliseconds of a clock that only goes forward, for the log. */
  readonly clock: () => number;
}

/** Answers a question and hands the answer on to the other queue, once. Posts nothing but progress. */
export function createCheckProcessor(dependencies: CheckDependencies): JobProcessor<CheckJob> {
  const { replies, log, clock } = dependencies;
  return async (run, signal) => {
    // a worker died between the answer and the end of its job: progress would write over what was posted
    if (run.repeated && (await replies.has(run.data))) return;
    const started = clock();
    const answer = run.stalls > tolerableStalls ? giveUp(run, log) : await answerInTime(run, signal, dependencies);
    await replies.add({ check: run.data, answer });
    await dependencies.answered?.(run.data, answer);
    log.info({ job: run.id, intent: run.data.intent.intent, answer: answer.type, ms: Math.round(clock() - started) }, 'answered');
  };
}

async function answerInTime(run: Run<CheckJob>, signal: AbortSignal, dependencies: CheckDependencies): Promise<Answer> {
  const { answer, messenger, log, timeoutMs = usualTimeoutMs } = dependencies;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(new Error(`no answer within ${timeoutMs / 1000} s`)), timeoutMs);
  const either = AbortSignal.any([signal, stop.signal]);
  const progress = startProgress((looked) => messenger.progress(run.data, looked));
  try {
    return await Promise.race([answer(run.data, either, progress.look), rejectOnAbort(either)]);
  } catch (error) {
    if (signal.aborted) throw new HandBack();
    if (stop.signal.aborted) return failure(run, 'timeout', log, stop.signal.reason);
    if (!run.last || error instanceof RetryLater) throw error;
    return failure(run, 'internal', log, error);
  } finally {
    clearTimeout(timer);
    await progress.stop();
  }
}

/** For answers that do not listen to their signal. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

function giveUp(run: Run<CheckJob>, log: Logger): FailureAnswer {
  return failure(run, 'internal', log, new Error(`the worker stopped ${run.stalls} times while it worked on this question`));
}

function failure(run: Run<CheckJob>, code: FailureAnswer['code'], log: Logger, error: unknown): FailureAnswer {
  const reference = referenceOf(run);
  log.error({ err: error, reference, job: run.id }, 'a question could not be answered');
  return { type: 'failure', code, cluster: run.data.cluster, what: null, detail: null, reference };
}

/** What a person quotes and the log is searched for: the end of the job id. */
export function referenceOf(run: Pick<Run<unknown>, 'id'>): string {
  return run.id.slice(-8);
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { type CheckDependencies, createCheckProcessor } from '../../src/jobs/check-job.ts';
import { HandBack, type Run } from '../../src/jobs/processor.ts';
import { silent } from './backends.ts';
import { checkRun, fakeReplies } from './fakes.ts';
import { check } from './samples.ts';

const help: Answer = { type: 'help' };
const pod = { kind: 'pod', namespace: 'shop', name: 'pod-x' } as const;
const never = () => new Promise<never>(() => {});
const running = new AbortController().signal;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp(more: Partial<CheckDependencies> = {}) {
  const replies = fakeReplies();
  const progress = vi.fn(async () => {});
  const answer = vi.fn<CheckDependencies['answer']>(async () => help);
  const process = createCheckProcessor({ answer, replies, messenger: { progress }, log: silent, clock: () => 0, ...more });
  return { process, replies, progress, answer, reply: () => [...replies.added.values()][0]?.answer };
}

describe('a check', () => {
  it('hands its answer to the other queue', async () => {
    const { process, replies, progress } = setUp();
    await process(checkRun(), running);
    expect([...replies.added.values()]).toEqual([{ check, answer: help }]);
    expect(progress).not.toHaveBeenCalled();
  });

  it('is not done again when its answer was handed on before the worker died', async () => {
    const { process, answer, progress } = setUp();
    await process(checkRun(), running);
    await process(checkRun({ repeated: true, stalls: 1 }), running);
    expect(answer).toHaveBeenCalledTimes(1);
    expect(progress).not.toHaveBeenCalled();
  });

  it('is done again when it was not', async () => {
    const { process, reply } = setUp();
    await process(checkRun({ repeated: true, stalls: 1 }), running);
    expect(reply()).toEqual(help);
  });

  it('fails with a defect to be tried again, and the last time answers with a reference', async () => {
    const { process, reply } = setUp({ answer: () => Promise.reject(new TypeError('undefined is not a function')) });
    await expect(process(checkRun(), running)).rejects.toThrow(TypeError);
    expect(reply()).toBeUndefined();
    await process(checkRun({ last: true, repeated: true }), running);
    const reference = checkRun().id.slice(-8);
    expect(reply()).toEqual({ type: 'failure', code: 'internal', cluster: null, what: null, detail: null, reference });
  });

  it.each([[30_000], [70_000]])('ends after %d ms, even if the answer does not listen', async (timeoutMs) => {
    const signals: AbortSignal[] = [];
    const answer: CheckDependencies['answer'] = (_, signal) => {
      signals.push(signal);
      return never();
    };
    const { process, reply } = setUp({ answer, ...(timeoutMs === 30_000 ? {} : { timeoutMs }) });
    const done = process(checkRun(), running);
    await vi.advanceTimersByTimeAsync(timeoutMs - 1);
    expect(reply()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(1);
    await done;
    expect(signals[0]?.aborted).toBe(true);
    expect(reply()).toMatchObject({ type: 'failure', code: 'timeout' });
  });

  it('is handed back when the worker stops', async () => {
    const stop = new AbortController();
    const { process, reply } = setUp({ answer: never });
    const done = process(checkRun({ last: true }), stop.signal);
    const rejected = expect(done).rejects.toThrow(HandBack);
    await vi.advanceTimersByTimeAsync(100);
    stop.abort('shutting down');
    await rejected;
    expect(reply()).toBeUndefined();
  });

  it('is given up when it takes worker after worker down', async () => {
    const { process, answer, reply } = setUp();
    const run: Run<typeof check> = checkRun({ repeated: true, stalls: 3 });
    await process(run, running);
    expect(answer).not.toHaveBeenCalled();
    expect(reply()).toMatchObject({ type: 'failure', code: 'internal' });
  });
});

describe('the progress of a check', () => {
  /** Looks at so many objects, one each `everyMs`. */
  function looking(count: number, everyMs: number): CheckDependencies['answer'] {
    return async (_job, _signal, onLook) => {
      for (let n = 0; n < count; n++) {
        onLook({ ...pod, name: `pod-${n}` });
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      return help;
    };
  }

  it('is told about once a second, with all that was looked at so far', async () => {
    const { process, progress } = setUp({ answer: looking(25, 100) });
    const done = process(checkRun(), running);
    await vi.advanceTimersByTimeAsync(3000);
    await done;
    expect(progress.mock.calls.map(([, looked]: unknown[]) => (looked as unknown[]).length)).toEqual([10, 20]);
  });

  it('is not told again when there is nothing new', async () => {
    const { process, progress } = setUp({ answer: looking(1, 5000) });
    const done = process(checkRun(), running);
    await vi.advanceTimersByTimeAsync(5000);
    await done;
    expect(progress).toHaveBeenCalledTimes(1);
  });

  it('is over before the answer is handed on, so that it cannot write over it', async () => {
    const order: string[] = [];
    const replies = { ...fakeReplies(), add: async () => void order.push('reply') };
    const progress = async () => {
      await new Promise((resolve) => setTimeout(resolve, 700));
      order.push('progress');
    };
    const { process } = setUp({ answer: looking(1, 1200), replies, messenger: { progress } });
    const done = process(checkRun(), running);
    await vi.advanceTimersByTimeAsync(2000);
    await done;
    expect(order).toEqual(['progress', 'reply']);
  });

  it('cannot hold the answer back, nor break it', async () => {
    const stuck = setUp({ answer: looking(1, 1200), messenger: { progress: never } });
    const broken = setUp({ answer: looking(1, 1200), messenger: { progress: () => Promise.reject(new Error('slack')) } });
    const done = Promise.all([stuck.process(checkRun(), running), broken.process(checkRun(), running)]);
    await vi.advanceTimersByTimeAsync(10_000);
    await done;
    expect(stuck.reply()).toEqual(help);
    expect(broken.reply()).toEqual(help);
  });
});

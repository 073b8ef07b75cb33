import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RetryLater, Unrecoverable } from '../../src/core/jobs.ts';
import type { Backend, JobQueue, JobWorker, JobWorkerOptions } from '../../src/jobs/backend.ts';
import { bullProcessor, HandBack, type JobProcessor, type Run } from '../../src/jobs/processor.ts';
import { kinds, newPlace, type Place } from './backends.ts';

type Data = { readonly text: string };
const patience = { timeout: 20_000, interval: 20 };
/** A worker that died is noticed within a second. */
const hasty = { lockDuration: 600, stalledInterval: 300 };

describe.each(kinds)('BullMQ on %s', (kind) => {
  let place: Place;
  let backend: Backend;
  let queue: JobQueue<Data>;
  let name: string;
  let workers: JobWorker[];
  let runs: Run<Data>[];
  let nth = 0;

  beforeAll(async () => {
    place = await newPlace(kind);
    backend = await place.open();
  }, 240_000);
  afterAll(async () => {
    await backend.close();
    await place.remove();
  });
  beforeEach(() => {
    name = `queue-${nth++}`;
    queue = backend.queue<Data>(name, 'fast');
    workers = [];
    runs = [];
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.close()));
  });

  /** Works on the queue, and remembers each run. */
  function work(process: JobProcessor<Data> = async () => {}, options: JobWorkerOptions = {}): JobWorker {
    const remembering: JobProcessor<Data> = (run, signal) => {
      runs.push(run);
      return process(run, signal);
    };
    const worker = backend.worker(name, bullProcessor(remembering), options);
    workers.push(worker);
    return worker;
  }
  const counts = () => queue.getJobCounts('wait', 'active', 'delayed', 'completed', 'failed');
  const completed = (count: number) => expect.poll(async () => (await counts()).completed, patience).toBe(count);
  const failed = (count: number) => expect.poll(async () => (await counts()).failed, patience).toBe(count);

  it('does a job once', async () => {
    work();
    await queue.add('job', { text: '왜?' }, { jobId: 'C1-1.2-a' });
    await completed(1);
    expect(runs).toEqual([{ id: 'C1-1.2-a', data: { text: '왜?' }, last: true, repeated: false, stalls: 0, dueAt: expect.any(String) }]);
  });

  it('adds nothing for the same id: waiting, running, and completed', async () => {
    const same = () => queue.add('job', { text: 'again' }, { jobId: 'same', removeOnComplete: { age: 60, count: 10 } });
    // BullMQ does not say that it added nothing: the answer is alike
    expect((await queue.add('job', { text: 'first' }, { jobId: 'same' })).id).toBe('same');
    expect((await same()).id).toBe('same');
    expect(await counts()).toMatchObject({ wait: 1 });
    work(async () => void (await same()));
    await completed(1);
    await same();
    expect(await counts()).toMatchObject({ wait: 0, active: 0, delayed: 0, completed: 1 });
    expect(runs.map(({ data }) => data.text)).toEqual(['first']);
  });

  it('adds the same id again once the completed job is removed', async () => {
    work();
    await queue.add('job', { text: 'first' }, { jobId: 'gone', removeOnComplete: true });
    await expect.poll(() => queue.getJob('gone'), patience).toBeUndefined();
    await queue.add('job', { text: 'second' }, { jobId: 'gone' });
    await completed(1);
    expect(runs.map(({ data }) => data.text)).toEqual(['first', 'second']);
  });

  it('refuses an id with a colon, or a whole number', async () => {
    await expect(queue.add('job', { text: '' }, { jobId: 'a:b' })).rejects.toThrow('cannot contain :');
    await expect(queue.add('job', { text: '' }, { jobId: '12' })).rejects.toThrow('cannot be integers');
  });

  it('tries again with backoff, and says which attempt is the last', async () => {
    work(async () => {
      throw new Error('not now');
    });
    await queue.add('job', { text: '' }, { attempts: 3, backoff: { type: 'exponential', delay: 20 } });
    await failed(1);
    expect(runs.map(({ last, repeated }) => ({ last, repeated }))).toEqual([
      { last: false, repeated: false },
      { last: false, repeated: true },
      { last: true, repeated: true },
    ]);
  });

  it('does not try again what is unrecoverable', async () => {
    work(async () => {
      throw new Unrecoverable('channel_not_found');
    });
    await queue.add('job', { text: '' }, { jobId: 'lost', attempts: 5 });
    await failed(1);
    expect(runs).toHaveLength(1);
    expect((await queue.getJob('lost'))?.failedReason).toBe('channel_not_found');
  });

  it('waits when told to, without counting an attempt, and meanwhile does others', async () => {
    const order: string[] = [];
    work(async ({ data, repeated }) => {
      order.push(data.text);
      if (data.text === 'limited' && !repeated) throw new RetryLater(300);
    });
    await queue.add('job', { text: 'limited' }, { jobId: 'limited', attempts: 1 });
    await queue.add('job', { text: 'other' });
    await completed(2);
    expect(order).toEqual(['limited', 'other', 'limited']);
    expect((await queue.getJob('limited'))?.attemptsMade).toBe(1);
  });

  it('hands a job back without counting an attempt', async () => {
    work(async ({ repeated }) => {
      if (!repeated) throw new HandBack();
    });
    await queue.add('job', { text: '' }, { jobId: 'back', attempts: 1 });
    await completed(1);
    expect(runs).toHaveLength(2);
    expect((await queue.getJob('back'))?.attemptsMade).toBe(1);
  });

  it('passes the abort signal', async () => {
    const worker = work(async ({ repeated }, signal) => {
      if (repeated) return;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      expect(signal.reason).toBe('stop');
      throw new HandBack();
    });
    await queue.add('job', { text: '' }, { jobId: 'stop-me' });
    await expect.poll(() => runs.length, patience).toBe(1);
    expect(worker.cancelJob('stop-me', 'stop')).toBe(true);
    await completed(1);
  });

  it('passes the abort signal only to a processor that declares three parameters', async () => {
    const signals: unknown[] = [];
    const two = backend.worker(name, async (...given) => void signals.push(given[2]), {});
    workers.push(two);
    await queue.add('job', { text: '' });
    await completed(1);
    expect(signals).toEqual([undefined]);
  });

  it('finishes a running job before it closes, and begins no other', async () => {
    const worker = work(() => sleep(300));
    await queue.add('job', { text: 'running' });
    await queue.add('job', { text: 'waiting' });
    await expect.poll(() => runs.length, patience).toBe(1);
    await worker.close();
    expect(await counts()).toMatchObject({ completed: 1, wait: 1, active: 0 });
  });

  it('stores NUL, half surrogates and long text in errors', async () => {
    work(async () => {
      throw new Error('cut \0 here \ud83d');
    });
    await queue.add('job', { text: '' }, { jobId: 'nul' });
    await failed(1);
    expect((await queue.getJob('nul'))?.failedReason).toBe('cut  here �');
  });

  it('keeps two queues apart', async () => {
    const other = backend.queue<Data>(`${name}-other`, 'fast');
    await other.add('job', { text: 'other' }, { jobId: 'one' });
    await queue.add('job', { text: 'mine' }, { jobId: 'one' });
    work();
    await completed(1);
    expect(runs.map(({ data }) => data.text)).toEqual(['mine']);
    expect(await other.getJobCounts('wait')).toEqual({ wait: 1 });
  });

  it('does delayed jobs when they are due, and several at once', async () => {
    let running = 0;
    let most = 0;
    const process = async () => {
      most = Math.max(most, ++running);
      await sleep(100);
      running--;
    };
    work(process, { concurrency: 4 });
    for (const text of ['a', 'b', 'c', 'd']) await queue.add('job', { text }, { delay: 200 });
    await completed(4);
    expect(most).toBeGreaterThan(1);
  });

  it('takes up the job of a worker that lost touch', async () => {
    // a lock that is not renewed is as good as a dead worker
    const lost = backend.worker<Data>(name, () => new Promise(() => {}), { ...hasty, skipLockRenewal: true } as JobWorkerOptions);
    await queue.add('job', { text: '' }, { jobId: 'orphan' });
    await expect.poll(async () => (await counts()).active, patience).toBe(1);
    work(async () => {}, hasty);
    await completed(1);
    expect(runs).toMatchObject([{ id: 'orphan', repeated: true, stalls: 1 }]);
    expect((await queue.getJob('orphan'))?.attemptsMade).toBe(1);
    void lost.close();
  });

  it('keeps jobs over a restart', async () => {
    await queue.add('job', { text: 'kept' }, { jobId: 'kept' });
    await queue.add('job', { text: 'later' }, { delay: 500 });
    await backend.close();
    backend = await place.open();
    queue = backend.queue<Data>(name, 'fast');
    await queue.add('job', { text: 'twice' }, { jobId: 'kept' });
    work();
    await completed(2);
    expect(runs.map(({ data }) => data.text)).toEqual(['kept', 'later']);
  });

  it('does again what a killed process was doing', async () => {
    await backend.close();
    const child = spawn(process.execPath, ['test/jobs/stuck-worker.ts', JSON.stringify({ ...place.address, queue: name, jobs: 3 })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    for await (const chunk of child.stdout) if (String(chunk).includes('stuck')) break;
    child.kill('SIGKILL');
    await once(child, 'exit');
    backend = await place.open();
    queue = backend.queue<Data>(name, 'fast');
    expect(await counts()).toMatchObject({ active: 1, wait: 2 });
    work(async () => {}, hasty);
    await completed(3);
    expect(runs.filter(({ stalls }) => stalls === 1)).toHaveLength(1);
  });
});

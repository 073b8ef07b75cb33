import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type CheckJob, type Messenger, type ReplyJob, RetryLater } from '../../src/core/jobs.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { type CheckDependencies, createCheckProcessor } from '../../src/jobs/check-job.ts';
import { openChecks, openReplies } from '../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { kinds, newPlace, type Place, silent } from './backends.ts';
import { checkIn } from './samples.ts';

const patience = { timeout: 20_000, interval: 20 };

describe.each(kinds)('from question to answer on %s', (kind) => {
  let place: Place;
  let backend: Backend;
  const running: Workers[] = [];
  beforeAll(async () => {
    place = await newPlace(kind);
    backend = await place.open();
  }, 240_000);
  afterEach(async () => {
    await Promise.all(running.splice(0).map((workers) => workers.stop(0)));
  });
  afterAll(async () => {
    await backend.close();
    await place.remove();
  });

  const enqueue = (check: CheckJob) => openChecks(backend).enqueueCheck(check);

  /** Works with a fake cluster and a fake Slack, and tells what was delivered. */
  function work({
    answer = async () => ({ type: 'help' }),
    deliver = async () => {},
  }: Partial<Pick<CheckDependencies, 'answer'> & Pick<Messenger, 'deliver'>> = {}) {
    const delivered: ReplyJob[] = [];
    const messenger: Messenger = {
      async deliver(reply) {
        await deliver(reply);
        delivered.push(reply);
      },
      progress: async () => {},
    };
    const check = createCheckProcessor({ answer, replies: openReplies(backend), messenger, log: silent, clock: () => performance.now() });
    const reply = createReplyProcessor({ messenger, pace: channelPace(backend.store), log: silent });
    const workers = startWorkers(backend, { check, reply, task: async () => {}, log: silent });
    running.push(workers);
    return { workers, delivered, texts: () => delivered.map((one) => one.check.text) };
  }

  it('answers a question once, however often it is delivered', async () => {
    const question = checkIn('C-once');
    expect(await enqueue(question)).toBe('added');
    expect(await enqueue(question)).toBe('seen');
    const { delivered } = work();
    await expect.poll(() => delivered.length, patience).toBe(1);
    expect(await enqueue(question)).toBe('seen');
    expect(await enqueue({ ...question, askedAt: 'a minute later' })).toBe('added');
    await expect.poll(() => delivered.length, patience).toBe(2);
    expect(delivered[0]).toEqual({ check: question, answer: { type: 'help' } });
  });

  it('adds one job for deliveries that arrive at the same time', async () => {
    const question = checkIn('C-together');
    const answers = await Promise.all([1, 2, 3, 4].map(() => enqueue(question)));
    expect(answers.sort()).toEqual(['added', 'seen', 'seen', 'seen']);
    const { delivered } = work();
    await enqueue(checkIn('C-after'));
    await expect.poll(() => delivered.length, patience).toBe(2);
  });

  it('carries text that a database may refuse', async () => {
    const text = 'log: \0 cut \ud83d';
    const { delivered } = work({ answer: async () => ({ type: 'failure', code: 'no-logs', cluster: null, what: text, detail: null }) });
    await enqueue(checkIn('C-text', { text }));
    await expect.poll(() => delivered.length, patience).toBe(1);
    expect(delivered[0]?.check.text).toBe('log:  cut �');
    expect(delivered[0]?.answer).toMatchObject({ what: 'log:  cut �' });
  });

  it('asks the cluster once, however often Slack says to wait, and lets no other channel wait', async () => {
    let asked = 0;
    let refused = 0;
    const answer: CheckDependencies['answer'] = async () => {
      asked++;
      return { type: 'help' };
    };
    const deliver: Messenger['deliver'] = async ({ check }) => {
      if (check.place.channel === 'C-busy' && refused++ < 2) throw new RetryLater(500);
    };
    const { delivered, texts } = work({ answer, deliver });
    await enqueue(checkIn('C-busy', { text: 'busy' }));
    await expect.poll(() => refused, patience).toBeGreaterThan(0);
    await enqueue(checkIn('C-free', { text: 'free' }));
    await expect.poll(() => delivered.length, patience).toBe(2);
    expect(texts()).toEqual(['free', 'busy']);
    expect([asked, refused]).toEqual([2, 3]);
  });

  it('tries a defect once more, then says so', async () => {
    let asked = 0;
    const { delivered } = work({
      answer: async () => {
        asked++;
        throw new Error('a defect');
      },
    });
    await enqueue(checkIn('C-defect'));
    await expect.poll(() => delivered.length, patience).toBe(1);
    expect(asked).toBe(2);
    expect(delivered[0]?.answer).toMatchObject({ type: 'failure', code: 'internal', reference: expect.any(String) });
  });

  it('lets running questions end when it stops', async () => {
    let asked = 0;
    const answer: CheckDependencies['answer'] = async () => {
      asked++;
      await sleep(300);
      return { type: 'help' };
    };
    const { workers } = work({ answer });
    await enqueue(checkIn('C-ends'));
    await expect.poll(() => asked, patience).toBe(1);
    await workers.stop();
    const after = work({ answer });
    await expect.poll(() => after.delivered.length, patience).toBe(1);
    expect(asked).toBe(1);
  });

  it('hands questions back that do not end in time, and the next process answers them', async () => {
    let asked = 0;
    const { workers, delivered } = work({
      answer: () => {
        asked++;
        return new Promise(() => {});
      },
    });
    await enqueue(checkIn('C-back'));
    await expect.poll(() => asked, patience).toBe(1);
    await workers.stop(100);
    await backend.close();
    backend = await place.open();
    const next = work();
    await expect.poll(() => next.delivered.length, patience).toBe(1);
    expect(delivered).toEqual([]);
  });

  it('answers after a restart what was asked before it', async () => {
    await enqueue(checkIn('C-restart'));
    await backend.close();
    backend = await place.open();
    expect(await enqueue(checkIn('C-restart'))).toBe('seen');
    const { delivered } = work();
    await expect.poll(() => delivered.length, patience).toBe(1);
  });
});

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../src/jobs/backend.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { createCheckProcessor } from '../../src/jobs/check-job.ts';
import { openChecks, openReplies } from '../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { type RedisServer, startRedis } from './redis-server.ts';
import { checkIn } from './samples.ts';

const patience = { timeout: 25_000, interval: 50 };

describe('when Redis goes away', () => {
  let redis: RedisServer;
  let backend: Backend;
  let workers: Workers | null;
  let lines: string[];
  let asked: string[];
  let delivered: string[];
  /** Ends the answers that wait. */
  let release: () => void;

  beforeEach(async () => {
    redis = await startRedis();
    [lines, asked, delivered, workers] = [[], [], [], null];
  }, 240_000);
  afterEach(async () => {
    await workers?.stop(0);
    await backend.close();
    await redis.stop();
  });

  const log = () => pino({ level: 'info', base: null }, { write: (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg) });
  async function open(): Promise<void> {
    backend = await openBackend({ redisUrl: redis.url, dataDir: 'not used', log: log() });
  }
  function work(): void {
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const messenger = { deliver: async ({ check }: { check: { text: string } }) => void delivered.push(check.text), progress: async () => {} };
    workers = startWorkers(backend, {
      check: createCheckProcessor({
        answer: async ({ text }) => {
          asked.push(text);
          if (text === 'slow') await released;
          return { type: 'help' };
        },
        replies: openReplies(backend),
        messenger,
        log: pino({ level: 'silent' }),
        clock: () => 0,
      }),
      reply: createReplyProcessor({ messenger, pace: channelPace(backend.store), log: pino({ level: 'silent' }) }),
      task: async () => {},
      log: log(),
    });
  }
  const ask = (text: string) => openChecks(backend).enqueueCheck(checkIn('C1', { text, askedAt: text }));
  const changes = () => lines.map((line) => (line.includes('is away') ? 'away' : line.includes('is back') ? 'back' : line));

  it('refuses a question at once, loses none that was accepted, and is silent but for the change', async () => {
    await open();
    work();
    await ask('slow');
    await ask('waiting');
    await expect.poll(() => asked.length, patience).toBe(2);
    await redis.kill();
    await expect.poll(() => changes(), patience).toEqual(['away']);
    const refused = ask('refused');
    const late = new Promise((resolve) => setTimeout(() => resolve('hung'), 1500));
    await expect(Promise.race([refused, late])).rejects.toThrow(
      /^the queue at 127\.0\.0\.1:\d+ took no question: (connection closed|.*ECONNREFUSED)/,
    );
    await expect(backend.ping()).rejects.toThrow(/^Redis at 127\.0\.0\.1:\d+ does not answer: (connection closed|.*ECONNREFUSED)/);
    // the answer is ready while there is no queue to put it in
    release();
    await redis.start();
    await expect.poll(() => delivered.toSorted(), patience).toEqual(['slow', 'waiting']);
    await expect.poll(async () => ask('later').catch(() => 'refused'), patience).toBe('added');
    await expect.poll(() => delivered.length, patience).toBe(3);
    expect(delivered).not.toContain('refused');
    expect(changes()).toEqual(['away', 'back']);
  });

  it('starts without it, and works as soon as it is there', async () => {
    await redis.kill();
    await open();
    work();
    await expect(ask('early')).rejects.toThrow();
    await redis.start();
    await expect.poll(() => ask('early').catch(() => 'refused'), patience).toBe('added');
    await expect.poll(() => delivered, patience).toEqual(['early']);
    expect(changes()).toEqual(['away', 'back']);
  });

  it('can stop while it is away', async () => {
    await open();
    work();
    await ask('slow');
    await expect.poll(() => asked.length, patience).toBe(1);
    await redis.kill();
    await expect.poll(() => changes(), patience).toEqual(['away']);
    await workers?.stop();
    workers = null;
  });
});

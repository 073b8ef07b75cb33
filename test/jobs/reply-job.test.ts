import { describe, expect, it, vi } from 'vitest';
import { type Messenger, NoEntry, type ReplyJob, RetryLater, Unrecoverable, WaitAlone } from '../../src/core/jobs.ts';
import type { Store } from '../../src/core/store.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { silent } from './backends.ts';
import { replyRun } from './fakes.ts';
import { check, checkIn, place } from './samples.ts';

const running = new AbortController().signal;
const reply: ReplyJob = { check, answer: { type: 'help' } };

/** A store on a clock that stands still until it is moved. */
function fakeStore() {
  let now = 1000;
  const values = new Map<string, { value: unknown; until: number }>();
  const alive = (key: string) => (values.get(key)?.until ?? 0) > now;
  const store: Pick<Store, 'get' | 'set' | 'add'> = {
    async get<T>(key: string) {
      return alive(key) ? (values.get(key)?.value as T) : null;
    },
    async set(key, value, { ttlSeconds = Number.POSITIVE_INFINITY } = {}) {
      values.set(key, { value, until: now + ttlSeconds * 1000 });
    },
    async add(key, value, options) {
      if (alive(key)) return false;
      await store.set(key, value, options);
      return true;
    },
  };
  function pass(milliseconds: number): void {
    now += milliseconds;
  }
  return { store: store as Store, now: () => now, pass };
}

function setUp(deliver: Messenger['deliver'] = async () => {}) {
  const clock = fakeStore();
  const delivered = vi.fn(deliver);
  const process = createReplyProcessor({ messenger: { deliver: delivered }, pace: channelPace(clock.store, clock.now), log: silent });
  const waitOf = async (job: ReplyJob) => {
    try {
      await process(replyRun(job), running);
      return 0;
    } catch (error) {
      if (error instanceof RetryLater) return error.milliseconds;
      throw error;
    }
  };
  return { process, delivered, waitOf, pass: clock.pass };
}

describe('a reply', () => {
  it('is delivered', async () => {
    const { process, delivered } = setUp();
    await process(replyRun(reply), running);
    expect(delivered.mock.calls).toEqual([[reply]]);
  });

  it('waits for its turn: one a second a channel', async () => {
    const { waitOf, pass, delivered } = setUp();
    expect(await waitOf(reply)).toBe(0);
    const wait = await waitOf(reply);
    expect(wait).toBeGreaterThanOrEqual(1000);
    expect(wait).toBeLessThanOrEqual(1100);
    expect(await waitOf({ ...reply, check: checkIn('C2') })).toBe(0);
    pass(wait);
    expect(await waitOf(reply)).toBe(0);
    expect(delivered).toHaveBeenCalledTimes(3);
  });

  it('holds its own channel, and no other, for as long as Slack says', async () => {
    const { waitOf, pass, delivered } = setUp(async ({ check: { place } }) => {
      if (place.channel === 'C1') throw new RetryLater(30_000);
    });
    expect(await waitOf(reply)).toBe(30_000);
    pass(5000);
    expect(await waitOf(reply)).toBeGreaterThanOrEqual(25_000);
    expect(delivered).toHaveBeenCalledTimes(1);
    expect(await waitOf({ ...reply, check: checkIn('C2') })).toBe(0);
  });

  it('that waits for another one takes no turn from it', async () => {
    const { waitOf, pass } = setUp(async ({ check: { askedAt } }) => {
      if (askedAt !== reply.check.askedAt) throw new WaitAlone(2000);
    });
    const waiting = { ...reply, check: { ...reply.check, askedAt: '2026-11-21T12:00:00.000Z' } };
    expect(await waitOf(waiting)).toBe(2000);
    pass(2);
    expect(await waitOf(reply)).toBe(0);
  });

  it('in a terminal is at nobody’s pace', async () => {
    const { waitOf } = setUp();
    const typed = { ...reply, check: { ...check, place: { ...place, medium: 'terminal' as const } } };
    expect([await waitOf(typed), await waitOf(typed)]).toEqual([0, 0]);
  });

  it('that cannot be posted fails as such', async () => {
    const { process } = setUp(async () => {
      throw new Unrecoverable('channel_not_found');
    });
    await expect(process(replyRun(reply, { last: true }), running)).rejects.toThrow(Unrecoverable);
  });

  it('of the bot’s own accord that may not be posted there is told on, once; an answer to a question is not', async () => {
    const undelivered = vi.fn(async () => {});
    const deliver = async () => {
      throw new NoEntry('not_in_channel');
    };
    const { store, now, pass } = fakeStore();
    const process = createReplyProcessor({ messenger: { deliver }, pace: channelPace(store, now), undelivered, log: silent });
    const announced = { ...reply, check: { ...check, announced: { key: 'digest/1' } } };
    await expect(process(replyRun(announced), running)).rejects.toThrow(NoEntry);
    pass(2000);
    await expect(process(replyRun(reply), running)).rejects.toThrow(NoEntry);
    expect(undelivered.mock.calls).toEqual([[announced.check, 'not_in_channel']]);
  });

  it('that fails is tried again, and the last time replaced by a short word', async () => {
    const { process, delivered, pass } = setUp(async ({ answer }) => {
      if (answer.type !== 'failure') throw new Error('invalid_blocks');
    });
    await expect(process(replyRun(reply), running)).rejects.toThrow('invalid_blocks');
    pass(2000);
    await process(replyRun(reply, { last: true }), running);
    expect(delivered.mock.lastCall?.[0]).toMatchObject({
      check,
      answer: { type: 'failure', code: 'internal', reference: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
  });

  it('whose short word fails too has failed', async () => {
    const { process } = setUp(async () => {
      throw new Error('slack is down');
    });
    await expect(process(replyRun(reply, { last: true }), running)).rejects.toThrow('slack is down');
  });
});

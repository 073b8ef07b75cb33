import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { announcementReply } from '../../src/core/on-call/announce.ts';
import { digestPart } from '../../src/core/on-call/digest/digest-part.ts';
import { createOnCall } from '../../src/core/on-call/on-call.ts';
import type { Task, TaskSchedule } from '../../src/core/on-call/tasks.ts';
import type { Refusal } from '../../src/core/policy.ts';
import { lookOf } from '../on-call/digest-world.ts';
import { type Modal, SlackEmulator } from './slack-emulator.ts';
import { buttonIn, TestBot, until } from './support/bot.ts';

let slack: SlackEmulator;
let bot: TestBot;
let schedules: Map<string, { when: TaskSchedule; task: Task }>;
let added: Task[];
let look: () => Answer;

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'http').start();
  schedules = new Map();
  added = [];
  look = () => lookOf(new Date().toISOString(), [{ name: 'web', rule: 'sample/node-full' }]);
  const part = digestPart({
    store: bot.store,
    tasks: {
      add: async (task) => void added.push(task),
      schedule: async (name, when, task) => void schedules.set(name, { when, task }),
      unschedule: async (name) => void schedules.delete(name),
      scheduled: async () => [...schedules.keys()].map((name) => ({ name, nextAt: null })),
    },
    announce: async (announcement) => {
      const { check, answer } = announcementReply(announcement);
      await bot.answer(check, answer);
    },
    answer: async () => look(),
    now: () => new Date(),
    clusters: () => ['prod', 'staging'],
    warn: () => {},
  });
  bot.onCall = createOnCall([part], () => {});
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const cron = () => [...schedules.values()].map(({ when }) => when);
const run = (task: Task, dueAt = new Date().toISOString()) => bot.onCall.run({ task, dueAt, last: true }, new AbortController().signal);

/** A person says it to the bot in a thread of their own; what the bot says there. */
async function say(text: string): Promise<{ text: string; blocks?: readonly { type: string }[]; ts: string; thread_ts?: string }> {
  const ts = await slack.say(text);
  await bot.event({ type: 'app_mention', channel: slack.channel, user: slack.userId, text: `<@${slack.botUserId}> ${text}`, ts });
  return lastIn(ts, 2);
}

async function lastIn(ts: string, count: number) {
  let said: Awaited<ReturnType<SlackEmulator['thread']>> = [];
  await until(
    async () => {
      said = await slack.thread(ts);
      return said.length >= count;
    },
    () => `${said.length} of ${count} messages`,
  );
  return said.at(-1) as (typeof said)[number];
}

describe('in words', () => {
  it('a digest is set, listed, paused, resumed and removed', async () => {
    expect((await say('digest cron 0 9 * * 1-5')).text).toMatch(/Digest set: every weekday at 09:00 \([\w/]+\)[\s\S]*Next: \w{3} \d+ \w{3}, 09:00/);
    expect((await say('digest list')).text).toContain('1. every weekday at 09:00');
    expect((await say('digest pause')).text).toContain('Digest paused: every weekday at 09:00');
    expect(cron()).toEqual([]);
    expect((await say('digest resume')).text).toContain('Digest resumed');
    expect(cron()).toHaveLength(1);
    expect((await say('digest remove')).text).toContain('Digest removed');
    expect([cron(), (await say('digest list')).text]).toEqual([[], expect.stringContaining('No digests here yet')]);
    expect(bot.logged.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('too often is refused with a sentence', async () => {
    expect((await say('digest cron * * * * *')).text).toContain('more often than every 5 minutes');
    expect(cron()).toEqual([]);
  });

  it('now, with a digest here, is that digest with its trend, in a message of its own; its causes stand in it', async () => {
    await say('digest cron 0 9 * * 1-5');
    const [scheduled] = [...schedules.values()];
    await run(scheduled?.task as Task);
    expect((await say('digest now')).text).toContain('being made');
    await run(added[0] as Task);
    const digests = (await slack.history()).filter(({ text }) => text.includes('Digest of cluster'));
    expect(digests).toHaveLength(2);
    expect(digests[1]?.text).toMatch(/Since .*: 0 new, 1 still there, 0 fixed/);
    expect(digests[1]?.text).toContain('deployment `web` in namespace `shop`');
    expect(JSON.stringify(digests[1]?.blocks)).not.toContain('data_table');
    const thread = await slack.thread(digests[1]?.ts ?? '');
    expect(thread.flatMap(({ blocks = [] }) => blocks.map(({ type }) => type))).toContain('data_visualization');
  });

  it('now, without one, is a question for the workers', async () => {
    await bot.slash('digest now');
    expect(await bot.job()).toMatchObject({ intent: { intent: 'digest', action: 'now' } });
  });
});

describe('by button', () => {
  it('each of several is paused, asked for and removed by its own', async () => {
    await say('digest cron 0 9 * * 1-5');
    await say('digest cron 0 18 * * *');
    const list = await say('digest list');
    await bot.press(buttonIn(list, 'act:digest-2-pause'), { ts: list.ts, thread_ts: list.thread_ts ?? list.ts });
    expect((await lastIn(list.thread_ts ?? '', 3)).text).toContain('Digest paused: every day at 18:00');
    await bot.press(buttonIn(list, 'act:digest-1-remove'), { ts: list.ts, thread_ts: list.thread_ts ?? list.ts });
    expect((await lastIn(list.thread_ts ?? '', 4)).text).toContain('Digest removed: every weekday');
    expect(cron()).toEqual([]);
  });
});

describe('by modal', () => {
  const filled = (more: object = {}) => ({
    days: { selected_option: { value: '1' } },
    time: { selected_time: '08:30' },
    cron: { value: null },
    namespace: { value: 'shop' },
    cluster: { selected_option: { value: 'staging' } },
    ...more,
  });
  const opened = async (count = 1): Promise<Modal> => {
    await until(
      () => slack.modals.length >= count,
      () => 'a modal',
    );
    return slack.modals[count - 1] as Modal;
  };

  it('opens from a command without a time, and says in the channel what was set', async () => {
    await bot.slash('digest');
    const modal = await opened();
    expect(modal.blocks.map(({ block_id }) => block_id)).toEqual(['days', 'time', 'cron', 'namespace', 'cluster', undefined]);
    expect(modal.blocks.at(-1)?.elements?.[0]?.text).toMatch(/time zone, [\w/]+\.$/);
    expect(await bot.submit(modal, filled())).toEqual({});
    expect(cron()).toMatchObject([{ cron: '30 8 * * 1' }]);
    await until(
      () => slack.privately.length === 1,
      () => 'an answer',
    );
    expect(slack.privately[0]?.text).toContain('Digest set: every Monday at 08:30');
    expect(slack.privately[0]?.text).toContain('namespace `shop` of cluster `staging`');
  });

  it('opens from the button, in Korean, and answers in its thread', async () => {
    await say('lang ko');
    const how = await say('digest');
    await bot.press(buttonIn(how, 'act:digest-new'), { ts: how.ts, thread_ts: how.thread_ts ?? how.ts });
    const modal = await opened();
    expect(modal.title.text).toBe('새 요약 보고');
    await bot.submit(modal, filled({ cron: { value: ' 0  */4 * * * ' }, namespace: { value: null } }));
    expect((await lastIn(how.thread_ts ?? '', 3)).text).toContain('요약 보고 등록: 4시간마다');
    expect(cron()).toMatchObject([{ cron: '0 */4 * * *' }]);
  });

  it.each([
    [{ cron: { value: '* * * * *' } }, 'cron', /more often than every 5 minutes/],
    [{ cron: { value: 'every day' } }, 'cron', /not a cron/],
    [{ namespace: { value: 'Shop!' } }, 'namespace', /small letters/],
    [{ cluster: { selected_option: { value: 'gone' } } }, 'cluster', /no cluster .?gone/],
  ])('%o is wrong, and the modal says so at %s', async (more, block, sentence) => {
    await bot.slash('digest');
    const { errors } = await bot.submit(await opened(), filled(more));
    expect(Object.keys(errors ?? {})).toEqual([block]);
    expect(errors?.[block]).toMatch(sentence);
    expect(cron()).toEqual([]);
  });

  it('submitted twice sets one', async () => {
    await bot.slash('digest');
    const modal = await opened();
    await bot.submit(modal, filled());
    expect((await bot.submit(modal, filled())).errors?.days).toContain('set already');
    expect(cron()).toHaveLength(1);
  });

  it('while the queue is away keeps what was filled in, and says so', async () => {
    await bot.slash('digest');
    const modal = await opened();
    bot.store.away = true;
    expect((await bot.submit(modal, filled())).errors?.days).toContain('cannot take');
  });

  it('that a defect of ours keeps from being set says so, with a reference to quote, and is not called an outage', async () => {
    await bot.slash('digest');
    const modal = await opened();
    const { add } = bot.store;
    bot.store.add = async (key, ...more) => {
      if (key.startsWith('digest/of/')) throw new TypeError('spec is undefined');
      return add.call(bot.store, key, ...more);
    };
    const said = (await bot.submit(modal, filled())).errors?.days;
    expect(said).toMatch(/defect of mine.*Quote .?[0-9a-f]{8}/);
    expect(said).not.toContain('cannot take');
    expect(cron()).toEqual([]);
  });

  it('that is set, and cannot be told about, is no silence', async () => {
    await bot.slash('digest');
    const modal = await opened();
    const get = bot.store.get.bind(bot.store);
    // the last thing that is read before it is told
    bot.store.get = async <T>(key: string) => {
      const value = await get<T>(key);
      if (key.startsWith('digest/progress/')) bot.store.away = true;
      return value;
    };
    expect(await bot.submit(modal, filled())).toEqual({});
    expect(cron()).toHaveLength(1);
    await until(
      () => slack.privately.length === 1,
      () => 'a word',
    );
    expect(slack.privately[0]?.text).toContain('cannot take questions');
  });

  it('that Slack does not open any more is asked in words', async () => {
    slack.triggersExpired = true;
    await bot.slash('digest');
    await until(
      () => slack.privately.length === 1,
      () => 'words',
    );
    expect(slack.privately[0]?.text).toContain('When should the digest come?');
  });

  it('is not for those who may not', async () => {
    await bot.slash('digest');
    const modal = await opened();
    const refusal: Refusal = { missing: 'intent', what: 'digest', may: ['why'], contact: null };
    bot.access = { permit: async () => ({ allowed: false, refusal }) };
    expect(Object.keys((await bot.submit(modal, filled())).errors ?? {})).toEqual(['days']);
    expect(cron()).toEqual([]);
  });
});

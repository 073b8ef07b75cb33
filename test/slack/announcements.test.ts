import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { RetryLater, Unrecoverable, WaitAlone } from '../../src/core/jobs.ts';
import { type Announcement, announcedPlace, announcementReply } from '../../src/core/on-call/announce.ts';
import { createOnCall } from '../../src/core/on-call/on-call.ts';
import { SlackEmulator } from './slack-emulator.ts';
import { TestBot } from './support/bot.ts';
import { healthyReport, sampleReport } from './support/sample-rules.ts';

let slack: SlackEmulator;
let bot: TestBot;

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'http').start();
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const broken: Answer = { type: 'report', report: sampleReport };
const healthy: Answer = { type: 'report', report: healthyReport };
const at = (second: number) => new Date(Date.now() + second * 1000).toISOString();

function announcement(more: Partial<Announcement> = {}): Announcement {
  return {
    key: 'alert/1',
    spot: { medium: 'slack', team: 'T000000001', channel: slack.channel, threadTs: null },
    answer: broken,
    intent: { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' },
    cluster: 'prod',
    locale: 'en',
    asker: { id: slack.userId, name: 'admin' },
    at: at(0),
    ...more,
  };
}

async function announce(one: Announcement, messenger = bot.messenger): Promise<void> {
  const { check, answer } = announcementReply(one);
  await bot.answer(check, answer, messenger);
}

const roots = async () => (await slack.history()).filter(({ thread_ts, ts }) => !thread_ts || thread_ts === ts);
const place = (key = 'alert/1') => announcedPlace(bot.store, key);

it('says a thing once under its key, with its thread, asked by nobody', async () => {
  const one = announcement();
  await announce(one);
  await announce(one, bot.worker());
  const [root, ...others] = await roots();
  expect(others).toEqual([]);
  expect(root?.text).toContain('pod-x');
  expect(JSON.stringify(root?.blocks)).not.toContain('"type":"user"');
  expect((await place())?.ts).toBe(root?.ts);
  expect((await slack.thread(root?.ts ?? '')).length).toBeGreaterThan(1);
});

it('updates the same message, and lets no older news overwrite newer', async () => {
  await announce(announcement({ at: at(0) }));
  await announce(announcement({ at: at(20), answer: healthy }));
  await announce(announcement({ at: at(10), answer: broken }));
  const all = await roots();
  expect(all).toHaveLength(1);
  expect(JSON.stringify(all[0]?.blocks)).toContain('large_green_circle');
});

it('finds what was posted when the worker died before it could remember', async () => {
  slack.interfere = (method) => (method === 'chat.postMessage' ? 'lost' : null);
  const one = announcement();
  const { check, answer } = announcementReply(one);
  await expect(bot.messenger.deliver({ check, answer })).rejects.toThrow();
  slack.interfere = () => null;
  await announce(one, bot.worker());
  expect(await roots()).toHaveLength(1);
});

it('is posted by the one worker whose turn it is, where Slack was so slow that the turn of the first is over', async () => {
  const turn = 'slack/turn/announce/alert/1';
  const { check, answer } = announcementReply(announcement());
  slack.interfere = (method) => {
    if (method === 'conversations.history') void bot.store.set(turn, 'another worker');
    return null;
  };
  await expect(bot.messenger.deliver({ check, answer })).rejects.toThrow(RetryLater);
  slack.interfere = () => null;
  expect([await roots(), await place(), await bot.store.get(turn)]).toEqual([[], null, 'another worker']);
  await bot.store.delete(turn);
  slack.interfere = (method) => {
    if (method === 'conversations.history') void bot.store.delete(turn);
    return null;
  };
  await bot.messenger.deliver({ check, answer });
  expect(await roots()).toHaveLength(1);
});

it('goes into the thread of another announcement, and waits until that one is there', async () => {
  const line = announcement({ key: 'alert/1/resolved', under: 'alert/1', answer: healthy });
  const { check, answer } = announcementReply(line);
  await expect(bot.messenger.deliver({ check, answer })).rejects.toMatchObject({ name: 'RetryLater' });
  await announce(announcement());
  await announce(line);
  const root = await place();
  expect((await place('alert/1/resolved'))?.threadTs).toBe(root?.ts);
  expect(await roots()).toHaveLength(1);
});

it('gives up waiting for a thread that nobody posts', async () => {
  const { check, answer } = announcementReply(announcement({ key: 'alert/1/line', under: 'alert/1' }));
  await expect(bot.messenger.deliver({ check, answer })).rejects.toThrow(WaitAlone);
  await bot.store.set('announce/waits/alert/1', Date.now() - 11 * 60_000);
  await expect(bot.messenger.deliver({ check, answer })).rejects.toThrow(Unrecoverable);
});

it('says something to a person directly, once, also where nothing can be read back', async () => {
  const answer = { type: 'no-entry', what: 'digest', cluster: 'prod', namespace: null, channel: 'C0NOENTRY01', code: 'not_in_channel' } as const;
  const told = announcement({ key: 'no-entry/1', spot: { medium: 'slack', team: null, channel: slack.userId, threadTs: null }, answer });
  await announce(told);
  await announce(told, bot.worker());
  const messages = await slack.history(await slack.directChannel());
  expect(messages.map(({ text }) => text)).toEqual([expect.stringMatching(/Your digest could not be posted in .*`\/invite` me there/s)]);
  expect(await roots()).toEqual([]);
});

it('where the bot cannot write is told apart from what may be well in a minute', async () => {
  const { check, answer } = announcementReply(announcement({ spot: { medium: 'slack', team: null, channel: 'C0NOENTRY01', threadTs: null } }));
  await expect(bot.messenger.deliver({ check, answer })).rejects.toMatchObject({ name: 'NoEntry', code: 'channel_not_found' });
  await expect(bot.messenger.deliver({ check, answer })).rejects.toThrow(Unrecoverable);
});

it('runs what a button of on-call is for, and answers in the thread', async () => {
  const pressed: unknown[] = [];
  bot.onCall = createOnCall(
    [
      {
        acts: ['ack'],
        async press(act, value, { asker, spot }) {
          pressed.push([act, value, asker.id, spot.channel]);
          return { type: 'setting', setting: 'lang', value: 'en' };
        },
      },
    ],
    () => {},
  );
  await announce(announcement());
  const root = await place();
  await bot.press({ action_id: 'act:ack', value: 'alert/1' }, { ts: root?.ts ?? '' });
  await expect.poll(async () => (await slack.thread(root?.ts ?? '')).at(-1)?.text, { timeout: 5000 }).toContain('English');
  expect(pressed).toEqual([['ack', 'alert/1', slack.userId, slack.channel]]);
});

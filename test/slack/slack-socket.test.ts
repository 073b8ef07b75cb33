import { afterEach, beforeEach, expect, it } from 'vitest';
import { SlackEmulator } from './slack-emulator.ts';
import { buttonIn, TestBot, until } from './support/bot.ts';

let slack: SlackEmulator;
let bot: TestBot;

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'socket').start();
  await until(
    () => bot.port === 0,
    () => 'a connection',
  );
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

it('a slash command over Socket Mode: acknowledged, answered in a thread, asked in Korean', async () => {
  const ms = await slack.envelope('slash_commands', bot.slashPayload('pod-x 왜 pending이야?'));
  expect(ms).toBeLessThan(1000);
  const check = await bot.job();
  await bot.answer(check);
  const [root, details] = await slack.thread(check.place.threadTs);
  expect(root?.text).toContain('문제: `pod-x` 파드 (`Pending`)');
  expect(details?.text).toContain('해결 순서');
});

it('mentions, follow-ups and buttons over Socket Mode', async () => {
  const ts = await slack.say('question');
  const mention = { type: 'app_mention', channel: slack.channel, user: slack.userId, text: `<@${slack.botUserId}> why pod-x`, ts };
  await slack.envelope('events_api', bot.eventPayload(mention, 'Ev1'));
  await slack.envelope('events_api', bot.eventPayload(mention, 'Ev1'));
  await bot.answer(await bot.job());
  const thread = await slack.thread(ts);
  expect(thread).toHaveLength(3);
  await slack.envelope('interactive', bot.pressPayload(buttonIn(thread[1], 'language'), { ts: thread[1]?.ts ?? '', thread_ts: ts }));
  await until(
    async () => (await slack.thread(ts))[2]?.text.includes('근거') ?? false,
    () => 'Korean',
  );
  expect(bot.jobs).toHaveLength(1);
});

it('a token that Slack does not know is a clear error at the start', async () => {
  const other = new TestBot(slack, 'socket');
  slack.interfere = (method) => (method === 'auth.test' ? { body: { ok: false, error: 'invalid_auth' } } : null);
  await expect(other.start()).rejects.toThrow('invalid_auth');
});

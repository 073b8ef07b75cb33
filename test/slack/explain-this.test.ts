import { afterEach, beforeEach, expect, it } from 'vitest';
import { messageText } from '../../src/slack/message-text.ts';
import { SlackEmulator } from './slack-emulator.ts';
import { TestBot } from './support/bot.ts';

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

it('"Explain this" on a message asks what its text means, in its thread', async () => {
  const ts = await slack.say('E1121 kubelet.go:42 node "worker-1" not found');
  const { status } = await bot.shortcut('explain-this', { ts, text: 'why is pod web-0 pending &amp; node "worker-1" not found' });
  expect(status).toBe(200);
  const check = await bot.job();
  expect(check.intent).toMatchObject({ intent: 'explain', text: expect.stringContaining('pending & node "worker-1" not found') });
  expect(check.place.threadTs).toBe(ts);
  expect((await slack.thread(ts)).at(-1)?.ts).toBe(check.place.placeholderTs);
});

it('reads what an alert bot posts: attachments and blocks, each text once', () => {
  const alert = {
    text: '',
    attachments: [
      { fallback: '[FIRING:1] KubePodCrashLooping', title: '[FIRING:1] KubePodCrashLooping', fields: [{ title: 'pod', value: 'web-0' }] },
    ],
    blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Back-off restarting failed container' } }],
  };
  expect(messageText(alert)).toBe('[FIRING:1] KubePodCrashLooping\npod\nweb-0\nBack-off restarting failed container');
  expect(messageText({ text: 'x509: certificate has expired', blocks: [{ type: 'rich_text', elements: [{ type: 'text', text: 'twice' }] }] })).toBe(
    'x509: certificate has expired',
  );
  expect(messageText({ text: `${'a'.repeat(40_000)} the end` })).toMatch(/the end$/);
});

it('a message without any text goes to the worker too, which says what to do', async () => {
  const ts = await slack.say('.');
  await bot.shortcut('explain-this', { ts, text: '' });
  expect((await bot.job()).intent).toMatchObject({ intent: 'explain', text: '' });
});

it('with the store away the person is told that, and of no defect', async () => {
  const ts = await slack.say('x509: certificate has expired');
  bot.store.away = true;
  await bot.shortcut('explain-this', { ts, text: 'x509: certificate has expired' });
  await expect.poll(() => slack.privately[0]?.text ?? '').toContain('cannot take questions');
});

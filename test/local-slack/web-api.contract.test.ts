import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalSlack } from '../../src/local-slack/open-local-slack.ts';
import { boltLog } from '../../src/slack/bolt-log.ts';
import { blockProblems } from '../../src/slack/render/validate.ts';
import { botToken, SlackEmulator } from '../slack/slack-emulator.ts';

/** What our tests and our page take for Slack must agree: one suite for both. */
interface Slack {
  readonly client: WebClient;
  readonly channel: string;
  readonly person: string;
  close(): Promise<void>;
}

async function emulated(): Promise<Slack> {
  const slack = await new SlackEmulator().start();
  const options = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: boltLog(pino({ level: 'silent' })) };
  return {
    client: new WebClient(botToken, options),
    channel: slack.channel,
    person: slack.userId,
    close: () => slack.stop(),
  };
}

async function local(): Promise<Slack> {
  const slack = await openLocalSlack({
    now: () => new Date(),
    blockProblems,
    examples: [],
    isDemo: true,
    port: 0,
    locked: false,
    onError: (error) => {
      throw error;
    },
  });
  const options = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logger: boltLog(pino({ level: 'silent' })) };
  return {
    client: new WebClient(slack.botToken, options),
    channel: slack.workspace.channels()[0]?.id ?? '',
    person: slack.workspace.me.id,
    close: () => slack.close(),
  };
}

/** Slack's code of a call that is refused. */
async function codeOf(call: Promise<unknown>): Promise<string | null> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error !== null && !(error instanceof WebAPIPlatformError)) throw error;
  return error?.data.error ?? null;
}

describe.each([
  ['the emulator of the tests', emulated],
  ['the local Slack of the page', local],
])('%s', (_, open) => {
  let slack: Slack;
  beforeEach(async () => {
    slack = await open();
  });
  afterEach(() => slack.close());

  const say = async (text: string, more: object = {}): Promise<string> =>
    (await slack.client.chat.postMessage({ channel: slack.channel, text, ...more })).ts ?? '';
  const repliesTo = async (ts: string, more: object = {}) =>
    (await slack.client.conversations.replies({ channel: slack.channel, ts, ...more })).messages ?? [];

  it('knows the bot by its token', async () => {
    expect(await slack.client.auth.test()).toMatchObject({ ok: true, user: 'kubewhy', user_id: expect.stringMatching(/^U/) });
  });

  it('keeps a thread: its root first, later replies later, all with the same root', async () => {
    const ts = await say('root');
    const first = await say('one', { thread_ts: ts });
    const second = await say('two', { thread_ts: ts });
    const thread = await repliesTo(ts);
    expect(thread.map(({ text }) => text)).toEqual(['root', 'one', 'two']);
    expect(thread[0]).toMatchObject({ ts, reply_count: 2 });
    expect(thread[2]).toMatchObject({ ts: second, thread_ts: ts });
    expect(Number(second)).toBeGreaterThan(Number(first));
  });

  it('shows replies in their thread only; the channel is newest first', async () => {
    const ts = await say('first');
    await say('reply', { thread_ts: ts });
    await say('second');
    const { messages = [] } = await slack.client.conversations.history({ channel: slack.channel });
    expect(messages.map(({ text }) => text)).toEqual(['second', 'first']);
  });

  it('pages through a thread', async () => {
    const ts = await say('root');
    for (const text of ['one', 'two', 'three']) await say(text, { thread_ts: ts });
    const texts: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await slack.client.conversations.replies({ channel: slack.channel, ts, limit: 2, ...(cursor ? { cursor } : {}) });
      texts.push(...(page.messages ?? []).map(({ text }) => text));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor);
    expect(texts).toEqual(['root', 'one', 'two', 'three']);
  });

  it('gives metadata to those who ask for it', async () => {
    const ts = await say('root', { metadata: { event_type: 'kubewhy_part', event_payload: { key: 'headline' } } });
    expect((await repliesTo(ts))[0]).not.toHaveProperty('metadata');
    expect((await repliesTo(ts, { include_all_metadata: true }))[0]?.metadata).toMatchObject({ event_payload: { key: 'headline' } });
  });

  it('updates and deletes what the bot said, and says so when it is not there', async () => {
    const ts = await say('before');
    const blocks = [
      { type: 'rich_text' as const, elements: [{ type: 'rich_text_section' as const, elements: [{ type: 'text' as const, text: 'after' }] }] },
    ];
    await slack.client.chat.update({ channel: slack.channel, ts, text: 'after', blocks });
    expect((await repliesTo(ts))[0]).toMatchObject({ text: 'after', blocks: [{ type: 'rich_text', elements: blocks[0]?.elements }] });
    await slack.client.chat.delete({ channel: slack.channel, ts });
    expect(await codeOf(slack.client.chat.update({ channel: slack.channel, ts, text: 'again' }))).toBe('message_not_found');
    expect(await codeOf(slack.client.chat.delete({ channel: slack.channel, ts }))).toBe('message_not_found');
    expect((await slack.client.conversations.history({ channel: slack.channel })).messages).toEqual([]);
  });

  it('refuses a channel that is not there, a message without a word, and blocks that Slack would refuse', async () => {
    expect(await codeOf(slack.client.chat.postMessage({ channel: 'C0NOWHERE', text: 'hi' }))).toBe('channel_not_found');
    expect(await codeOf(slack.client.chat.postMessage({ channel: slack.channel, text: '' }))).toBe('no_text');
    const blocks = [{ type: 'header' as const, text: { type: 'plain_text' as const, text: 'x'.repeat(151) } }];
    expect(await codeOf(slack.client.chat.postMessage({ channel: slack.channel, text: 'hi', blocks }))).toBe('invalid_blocks');
  });

  it('opens a direct message with a person', async () => {
    const { channel } = await slack.client.conversations.open({ users: slack.person });
    expect(channel?.id).toMatch(/^D/);
    const { ts = '' } = await slack.client.chat.postMessage({ channel: channel?.id ?? '', text: 'for you' });
    const { messages = [] } = await slack.client.conversations.replies({ channel: channel?.id ?? '', ts });
    expect(messages.map(({ text }) => text)).toEqual(['for you']);
  });

  it('takes a file into a thread, under its name', async () => {
    const ts = await say('root');
    await slack.client.filesUploadV2({ channel_id: slack.channel, thread_ts: ts, filename: 'web-0.log', title: 'web-0.log', content: 'a\nb 로그\n' });
    const files = (await repliesTo(ts)).flatMap(({ files = [] }) => files);
    expect(files).toMatchObject([{ name: 'web-0.log', size: Buffer.byteLength('a\nb 로그\n') }]);
  });

  it('knows people and channels', async () => {
    expect((await slack.client.users.info({ user: slack.person })).user).toMatchObject({ id: slack.person, is_bot: false });
    expect(await codeOf(slack.client.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    expect((await slack.client.conversations.info({ channel: slack.channel })).channel).toMatchObject({ id: slack.channel, name: 'general' });
  });

  it('makes a channel with a topic and people in it, once', async () => {
    const { channel } = await slack.client.conversations.create({ name: 'inc-1121-cart' });
    const id = channel?.id ?? '';
    await slack.client.conversations.setTopic({ channel: id, topic: 'cart is down' });
    await slack.client.conversations.invite({ channel: id, users: slack.person });
    expect((await slack.client.conversations.info({ channel: id })).channel).toMatchObject({
      name: 'inc-1121-cart',
      topic: { value: 'cart is down' },
    });
    expect(await codeOf(slack.client.conversations.create({ name: 'inc-1121-cart' }))).toBe('name_taken');
  });

  it('pins a message once', async () => {
    await slack.client.conversations.join({ channel: slack.channel });
    const timestamp = await say('status');
    await slack.client.pins.add({ channel: slack.channel, timestamp });
    expect(await codeOf(slack.client.pins.add({ channel: slack.channel, timestamp }))).toBe('already_pinned');
    const items = ((await slack.client.pins.list({ channel: slack.channel })).items ?? []) as { message?: { ts?: string } }[];
    expect(items.map(({ message }) => message?.ts)).toEqual([timestamp]);
    await slack.client.pins.remove({ channel: slack.channel, timestamp });
    expect(await codeOf(slack.client.pins.remove({ channel: slack.channel, timestamp }))).toBe('no_pin');
  });
});

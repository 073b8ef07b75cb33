import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { createOnCall } from '../../src/core/on-call/on-call.ts';
import { SlackEmulator } from './slack-emulator.ts';
import { answers } from './support/answers.ts';
import { buttonIn, TestBot, until } from './support/bot.ts';
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

describe('a slash command', () => {
  it('is acknowledged at once and answered in a thread under "who asked what"', async () => {
    const { status, ms } = await bot.slash('why pod-x pending');
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1000);
    const check = await bot.job();
    expect(check).toMatchObject({ intent: { intent: 'why', name: 'pod-x' }, text: 'why pod-x pending', cluster: null, locale: 'en' });
    expect(check.place.threadTs).toBe(check.place.placeholderTs);
    const [placeholder] = await slack.thread(check.place.threadTs);
    expect(placeholder?.blocks?.map(({ type }) => type)).toEqual(['rich_text', 'plan']);

    await bot.answer(check);
    const [root, ...replies] = await slack.thread(check.place.threadTs);
    expect(root?.text).toContain('why pod-x pending');
    expect(root?.text).toContain('Node `worker-1` holds `110` pods');
    expect(root?.blocks?.map(({ type }) => type)).toEqual(['rich_text', 'rich_text', 'rich_text', 'context', 'actions']);
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('kubectl get pods -A --field-selector spec.nodeName=worker-1');
    expect(replies[0]?.blocks?.map(({ type }) => type)).toContain('container');
    expect(bot.logged.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('is refused with a stale or a wrong signature', async () => {
    const body = new URLSearchParams(bot.slashPayload('why pod-x')).toString();
    const form = 'application/x-www-form-urlencoded';
    expect((await slack.post(bot.port, body, form, { age: 600 })).status).toBe(401);
    expect((await slack.post(bot.port, body, form, { secret: 'not-the-signing-secret' })).status).toBe(401);
    expect(bot.jobs).toEqual([]);
    expect(slack.calls.filter(({ method }) => method !== 'auth.test')).toEqual([]);
  });

  it.each([
    ['a public channel', 'not_in_channel', () => slack.outside],
    ['a private channel', 'channel_not_found', () => slack.unknown],
  ])('where the bot is not a member of %s answers the asker alone, with the invite hint', async (_, error, set) => {
    set().add(slack.channel);
    await bot.slash('pod-x 왜 안 떠요?');
    const check = await bot.job();
    expect(slack.calls.find(({ method }) => method === 'chat.postMessage')?.error).toBe(error);
    expect(check.place).toMatchObject({ placeholderTs: null });
    expect(slack.privately).toHaveLength(1);
    expect(slack.privately[0]?.text).toContain('/invite @kubewhy');
    await bot.answer(check);
    await bot.answer(check);
    expect(slack.privately).toHaveLength(3);
    expect(slack.privately[1]?.text).toContain('`worker-1` 노드에');
    expect(slack.privately[2]?.text).toContain('해결 순서');
    expect(await slack.history()).toEqual([]);
  });

  it('without a word, and for help, shows examples to the asker alone', async () => {
    await bot.slash('');
    await until(
      () => slack.privately.length === 1,
      () => 'help',
    );
    expect(slack.privately[0]?.text).toContain('why pod-x pending');
    expect(slack.count('chat.postMessage')).toBe(0);
  });

  it('that is not understood gets a short help in its language', async () => {
    await bot.slash('아무말 대잔치');
    await until(
      () => slack.privately.length === 1,
      () => 'help',
    );
    expect(slack.privately[0]?.text).toContain('이해하지 못했습니다');
    expect(bot.jobs).toEqual([]);
  });

  it('that is far too long is told so', async () => {
    await bot.slash(`why ${'x'.repeat(4000)}`);
    await until(
      () => slack.privately.length === 1,
      () => 'an answer',
    );
    expect(slack.privately[0]?.text).toContain('too long');
  });

  it('tells the person when the queue is away, in the placeholder', async () => {
    bot.queueAway = true;
    await bot.slash('why pod-x pending');
    await until(
      async () => (await slack.history())[0]?.text.includes('cannot take questions') ?? false,
      () => 'the placeholder to say so',
    );
    expect(bot.logged.some(({ msg, err }) => msg === 'the queue does not take a question' && JSON.stringify(err).includes('ECONNREFUSED'))).toBe(
      true,
    );
  });

  it('tells the person when the store is away, privately and without a placeholder', async () => {
    bot.store.away = true;
    await bot.slash('pod-x 왜 pending이야?');
    await until(
      () => slack.privately.length === 1,
      () => 'a private word',
    );
    expect(slack.privately[0]?.text).toContain('지금은 질문을 받을 수 없습니다');
    expect(await slack.history()).toEqual([]);
  });

  it('that runs into a defect says so with a reference that the log has', async () => {
    await bot.slash('boom');
    await until(
      () => slack.privately.length === 1,
      () => 'a word',
    );
    const reference = /`([0-9a-f]{8})`/.exec(slack.privately[0]?.text ?? '')?.[1];
    expect(bot.logged.find((line) => line.reference === reference)).toMatchObject({
      msg: 'a listener failed',
      err: { message: 'a defect in the parser' },
    });
  });
});

describe('events', () => {
  const mention = (ts: string, text = `<@${slack.botUserId}> why pod-x pending`) => ({
    type: 'app_mention',
    channel: slack.channel,
    user: slack.userId,
    text,
    ts,
  });

  it('a mention is answered in its thread; delivered again, and again as a message, it adds nothing', async () => {
    const ts = await slack.say(`<@${slack.botUserId}> why pod-x pending`);
    await bot.event(mention(ts), { id: 'Ev1' });
    await bot.event(mention(ts), { id: 'Ev1', retry: 1 });
    await bot.event({ ...mention(ts), type: 'message', channel_type: 'channel' }, { id: 'Ev2' });
    const check = await bot.job();
    await bot.answer(check);
    expect(bot.jobs).toHaveLength(1);
    expect((await slack.thread(ts)).map(({ user }) => user === slack.botUserId)).toEqual([false, true, true]);
    expect(check.place).toMatchObject({ threadTs: ts });
    expect(check.askedAt).toBe(new Date(Number(ts) * 1000).toISOString());
  });

  it('a mention, which comes as a message too, is told once that the queue is away', async () => {
    bot.store.away = true;
    const ts = await slack.say('hi');
    await bot.event(mention(ts), { id: 'Ev1' });
    await bot.event({ ...mention(ts), type: 'message', channel_type: 'channel' }, { id: 'Ev2' });
    await until(
      async () => (await slack.thread(ts)).length === 2,
      () => 'one word',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await slack.thread(ts)).length).toBe(2);
  });

  it('a redelivered mention is not told twice that the queue is away', async () => {
    bot.store.away = true;
    const ts = await slack.say('hi');
    await bot.event(mention(ts));
    await bot.event(mention(ts), { retry: 1 });
    await until(
      async () => (await slack.thread(ts)).length === 2,
      () => 'one word',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await slack.thread(ts)).length).toBe(2);
  });

  it('a follow-up in the thread needs no mention and keeps its target', async () => {
    const ts = await slack.say('question');
    await bot.event(mention(ts));
    await bot.answer(await bot.job());
    const followUp = await slack.say('and the logs?', slack.channel, ts);
    await bot.event({
      type: 'message',
      channel_type: 'channel',
      channel: slack.channel,
      user: slack.userId,
      text: 'and the logs?',
      ts: followUp,
      thread_ts: ts,
    });
    expect(await bot.job(2)).toMatchObject({
      intent: { intent: 'logs', kind: 'pod', name: 'pod-x', namespace: 'shop', cluster: 'prod' },
      cluster: 'prod',
    });
    const other = await slack.say('thanks, that fixed it', slack.channel, ts);
    const before = slack.calls.length;
    await bot.event({
      type: 'message',
      channel_type: 'channel',
      channel: slack.channel,
      user: slack.userId,
      text: 'thanks, that fixed it',
      ts: other,
      thread_ts: ts,
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(slack.calls.length).toBe(before);
  });

  it('a direct message is meant for the bot; the next one is about the same', async () => {
    const channel = await slack.directChannel();
    const dm = (text: string, ts: string) => ({ type: 'message', channel_type: 'im', channel, user: slack.userId, text, ts });
    await bot.event(dm('pod-x 왜 죽어요?', await slack.say('pod-x 왜 죽어요?', channel)));
    await bot.answer(await bot.job());
    await bot.event(dm('로그는?', await slack.say('로그는?', channel)));
    expect(await bot.job(2)).toMatchObject({ intent: { intent: 'logs', name: 'pod-x' }, locale: 'ko' });
  });

  it('plain messages are read only where the channel opted in', async () => {
    const plain = async (text: string) => {
      const ts = await slack.say(text);
      await bot.event({ type: 'message', channel_type: 'channel', channel: slack.channel, user: slack.userId, text, ts });
    };
    await plain('why pod-x pending');
    await bot.slash('listen on');
    await until(
      () => slack.privately.length === 1,
      () => 'the setting',
    );
    await plain('lol why is it always dns, or not');
    await plain('점심 뭐 먹을까요?');
    await plain('why pod-y pending');
    expect((await bot.job()).intent.name).toBe('pod-y');
    await bot.slash('listen off');
    await until(
      () => slack.privately.length === 2,
      () => 'the setting',
    );
    await plain('why pod-z pending');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bot.jobs).toHaveLength(1);
  });

  it('bots, itself, edits and joins are not listened to', async () => {
    const base = { type: 'message', channel_type: 'im', channel: await slack.directChannel(), text: 'why pod-x pending', user: slack.userId };
    await bot.event({ ...base, ts: '1.1', bot_id: 'B1' });
    await bot.event({ ...base, ts: '1.2', user: slack.botUserId });
    await bot.event({ ...base, ts: '1.3', subtype: 'message_changed', message: { text: 'why pod-x' } });
    await bot.event({ ...base, ts: '1.4', subtype: 'channel_join' });
    await bot.event({ ...mention('1.5'), edited: { user: 'U1', ts: '2' } });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bot.jobs).toEqual([]);
  });
});

describe('settings of a channel', () => {
  it('language and cluster hold for the next question', async () => {
    await bot.slash('lang ko');
    await bot.slash('use staging');
    await until(
      () => slack.privately.length === 2,
      () => 'two settings',
    );
    expect(slack.privately.map(({ text }) => text).join()).toContain('한국어로 답합니다');
    await bot.slash('why pod-x pending');
    expect(await bot.job()).toMatchObject({ locale: 'ko', cluster: 'staging' });
    await bot.slash('use nowhere');
    await until(
      () => slack.privately.length === 3,
      () => 'a refusal',
    );
    expect(slack.privately[2]?.text).toContain('모르는 클러스터입니다');
  });
});

describe('characters that nobody sees', () => {
  it('alone are no question', async () => {
    const channel = await slack.directChannel();
    await bot.event({ type: 'message', channel_type: 'im', channel, user: slack.userId, text: '\u200b\u202e', ts: await slack.say('.', channel) });
    await until(
      async () => (await slack.history(channel)).length > 0 && slack.count('chat.postMessage') > 0,
      () => 'help',
    );
    expect(slack.calls.find(({ method }) => method === 'chat.postMessage')?.body.get('text')).toContain('why pod-x pending');
  });

  it('are not said again: they would turn around what follows', async () => {
    await bot.slash('why \u202epod-x pending\u200b');
    expect((await bot.job()).text).toBe('why pod-x pending');
  });
});

it('a button of on-call that is clicked twice says what it says once, and to each person', async () => {
  let pressed = 0;
  const press = async () => {
    pressed++;
    return answers.help as Answer;
  };
  bot.onCall = createOnCall([{ intents: ['watch'], acts: ['watch'], press }], () => {});
  const ts = await slack.say('an answer');
  const watch = (value: string, more: object = {}) => bot.press({ action_id: 'act:watch', value }, { ts }, more);
  await Promise.all([watch('a'), watch('a'), watch('b'), watch('a', { user: { id: 'U2', name: 'jiho' } })]);
  await until(
    async () => pressed === 4 && (await slack.thread(ts)).length >= 4,
    () => `${pressed} presses`,
  );
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await slack.thread(ts)).toHaveLength(4);
});

describe('buttons', () => {
  async function answered() {
    await bot.slash('why pod-x pending');
    const check = await bot.job();
    await bot.answer(check);
    const [root] = await slack.thread(check.place.threadTs);
    return { check, root: root as NonNullable<typeof root>, ts: check.place.threadTs };
  }

  it('한국어 says the same thread again without a question to the cluster, and back', async () => {
    const { root, ts } = await answered();
    const english = (await slack.thread(ts)).map(({ text }) => text);
    await bot.press(buttonIn(root, 'language'), { ts });
    await until(
      async () => (await slack.thread(ts))[1]?.text.includes('해결 순서') ?? false,
      () => 'Korean',
    );
    const korean = await slack.thread(ts);
    expect(korean).toHaveLength(2);
    expect(korean[0]?.text).toContain('문제: `pod-x` 파드');
    await bot.press(buttonIn(korean[0], 'language'), { ts });
    await until(
      async () => (await slack.thread(ts))[1]?.text === english[1],
      () => 'English',
    );
    expect(bot.jobs).toHaveLength(1);
  });

  it('check again updates the thread in place and says what changed', async () => {
    const { root, ts } = await answered();
    await bot.press(buttonIn(root, 'again'), { ts });
    const again = await bot.job(2);
    expect(again).toMatchObject({ again: true, place: { placeholderTs: ts }, text: 'why pod-x pending' });
    expect((await slack.thread(ts))[0]?.blocks?.some(({ type }) => type === 'plan')).toBe(true);
    await bot.answer(again, { type: 'report', report: healthyReport });
    await bot.answer(again, { type: 'report', report: healthyReport }, bot.worker());
    const [now, ...replies] = await slack.thread(ts);
    expect(now?.text).toContain('Healthy');
    expect(replies).toHaveLength(1);
    expect(replies[0]?.text).toContain('Since 2026-11-21 11:40:03 UTC:');
    expect(replies[0]?.text).toContain('Gone: Node `worker-1` holds `110` pods');
  });

  it('check again that finds the same says that nothing changed', async () => {
    const { root, ts } = await answered();
    await bot.press(buttonIn(root, 'again'), { ts });
    await bot.answer(await bot.job(2), { type: 'report', report: { ...sampleReport, at: '2026-11-21T12:00:00.000Z' } });
    const texts = (await slack.thread(ts)).map(({ text }) => text);
    expect(texts).toHaveLength(3);
    expect(texts[2]).toContain('Nothing has changed since 2026-11-21 11:40:03 UTC.');
  });

  it('check again with the queue away tells the one who pressed, and the old answer stands again', async () => {
    const { root, ts } = await answered();
    bot.queueAway = true;
    await bot.press(buttonIn(root, 'again'), { ts });
    await until(
      () => slack.privately.length === 1,
      () => 'a private word',
    );
    expect(slack.privately[0]?.text).toContain('cannot take questions');
    await until(
      async () => (await slack.thread(ts))[0]?.text === root.text,
      () => 'the old headline',
    );
  });

  it.each(['again', 'language', 'logs', 'act:incident-start'])(
    '%s with the store away tells the one who pressed that, and of no defect',
    async (id) => {
      const { root, ts } = await answered();
      const button = id.startsWith('act:') ? { action_id: id, value: '{}' } : buttonIn(root, id);
      bot.store.away = true;
      await bot.press(button, { ts });
      await until(
        () => slack.privately.length === 1,
        () => 'a private word',
      );
      expect(slack.privately[0]?.text).toContain('cannot take questions');
      expect(bot.logged.filter(({ level }) => level >= 50)).toEqual([]);
    },
  );

  it('show logs is a new question in the same thread', async () => {
    const { root, ts } = await answered();
    await bot.press(buttonIn(root, 'logs'), { ts });
    const check = await bot.job(2);
    expect(check).toMatchObject({
      intent: { intent: 'logs', kind: 'pod', name: 'pod-x', namespace: 'shop', cluster: 'prod' },
      place: { threadTs: ts },
    });
    const log = { container: 'web', init: false, lines: ['boom <!channel> *bold*'] };
    await bot.answer(check, {
      type: 'logs',
      cluster: 'prod',
      ref: { kind: 'pod', name: 'pod-x', namespace: 'shop' },
      previous: false,
      logs: [log],
      otherContainers: [],
      gaps: [],
    });
    const thread = await slack.thread(ts);
    expect(thread).toHaveLength(3);
    expect(thread[2]?.text).toContain('boom &lt;!channel&gt; *bold*');
  });

  it('a choice asks, and its message becomes the answer', async () => {
    const ts = await slack.say('which web');
    await bot.event({ type: 'app_mention', channel: slack.channel, user: slack.userId, text: `<@${slack.botUserId}> which web`, ts });
    await until(
      async () => (await slack.thread(ts)).length === 2,
      () => 'a choice',
    );
    const choice = (await slack.thread(ts))[1];
    await bot.press(buttonIn(choice, 'choose:1'), { ts: choice?.ts ?? '', thread_ts: ts });
    const check = await bot.job();
    expect(check).toMatchObject({ intent: { kind: 'deployment', name: 'web' }, place: { threadTs: ts, placeholderTs: choice?.ts } });
    await bot.answer(check);
    const thread = await slack.thread(ts);
    expect(thread).toHaveLength(3);
    expect(thread[1]?.text).toContain('Problem');
  });

  it('of an answer that is forgotten say so', async () => {
    await bot.press({ action_id: 'again', value: 'C1/1.1' }, { ts: '1.1' });
    await until(
      () => slack.privately.length === 1,
      () => 'a word',
    );
    expect(slack.privately[0]?.text).toContain('Ask the question again');
  });

  it('work on an answer that only one person sees', async () => {
    slack.outside.add(slack.channel);
    await bot.slash('why pod-x pending');
    await bot.answer(await bot.job());
    const [, headline] = slack.privately;
    const privately = { container: { is_ephemeral: true, channel_id: slack.channel }, message: undefined };
    await bot.press(buttonIn(headline, 'language'), { ts: '' }, privately);
    await until(
      () => slack.privately.length === 5,
      () => 'two messages',
    );
    expect(slack.privately[3]).toMatchObject({ replace_original: true, text: expect.stringContaining('문제') });
    await bot.press(buttonIn(headline, 'again'), { ts: '' }, privately);
    const again = await bot.job(2);
    expect(again.place.placeholderTs).toBeNull();
    await bot.answer(again, { type: 'report', report: healthyReport });
    expect(
      slack.privately
        .slice(5)
        .map(({ text }) => text)
        .join(),
    ).toContain('Gone: Node `worker-1`');
  });
});

import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOnCall } from '../../src/core/on-call/on-call.ts';
import type { Policy, PolicyRule } from '../../src/core/policy.ts';
import { createAccess } from '../../src/slack/access.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { botToken, SlackEmulator } from './slack-emulator.ts';
import { buttonIn, TestBot, until } from './support/bot.ts';

const quiet = pino({ level: 'silent' });
const stranger = 'U000000009';
const unlimited = { users: null, groups: null, clusters: null, namespaces: null, intents: null };
let slack: SlackEmulator;
let bot: TestBot;
let minutes = 0;

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'http').start();
  minutes = 0;
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

function allow(rules: readonly Partial<PolicyRule>[], impersonate: Policy['impersonate'] = null): void {
  const policy: Policy = {
    contact: '#platform-help',
    rules: rules.map((rule) => ({ channels: [slack.channel], ...unlimited, ...rule })),
    impersonate,
  };
  const client = createSlackClient(botToken, slack.apiUrl, quiet);
  bot.access = createAccess({ policy, client, defaultCluster: () => 'prod', log: quiet, now: () => minutes * 60_000 });
}

/** Answers some methods of Slack's API in the emulator's place. */
function slackSays(answers: Record<string, (args: URLSearchParams) => object>): void {
  slack.interfere = (method, args) => {
    const answer = answers[method];
    return answer ? { body: answer(args) } : null;
  };
}

const refused = async (count = 1) => {
  await until(
    () => slack.privately.length >= count,
    () => 'a refusal',
  );
  return slack.privately.at(-1)?.text ?? '';
};
const event = (type: 'app_mention' | 'message', text: string, more: object = {}) => ({
  type,
  channel: slack.channel,
  user: slack.userId,
  text,
  ts: `${Date.now() / 1000}`,
  ...more,
});

describe('a policy', () => {
  it('lets those ask who may, with what they may see travelling along', async () => {
    allow([{ users: [slack.userId], namespaces: ['shop', 'shop-*'], clusters: ['prod'] }]);
    await bot.slash('why pod-x pending');
    expect((await bot.job()).rights).toEqual({ clusters: ['prod'], namespaces: ['shop', 'shop-*'], as: null });
  });

  it('refuses others before anything is asked or shown, names the right and whom to ask, and keeps it', async () => {
    allow([{ users: [slack.userId] }]);
    await bot.slash('why pod-x pending', { user_id: stranger, user_name: 'stranger' });
    const text = await refused();
    expect(text).toContain('you are not among them');
    expect(text).toContain('#platform-help');
    expect(bot.jobs).toEqual([]);
    expect(await slack.history()).toEqual([]);
    expect(await bot.audit.latest(9)).toMatchObject([
      { who: { id: stranger, name: 'stranger' }, question: { intent: 'why', name: 'pod-x' }, outcome: 'refused', missing: 'person', read: {} },
    ]);
  });

  it.each([
    ['channel', { channels: ['C0OTHER'] }, 'nobody may ask me anything but'],
    ['intent', { intents: ['list'] }, 'may not ask for `why`'],
    ['cluster', { clusters: ['staging'] }, 'may not ask about cluster `prod`'],
    ['namespace', { namespaces: ['payments'] }, 'may not ask about namespace `shop`'],
  ] as const)('refuses another %s', async (missing, rule, words) => {
    allow([rule]);
    await bot.slash('why pod-x pending');
    expect(await refused()).toContain(words);
    expect(await bot.audit.latest(1)).toMatchObject([{ missing }]);
  });

  it('speaks Korean to those who do, and refuses a list of everything', async () => {
    allow([{ namespaces: ['shop', 'pay-*'] }]);
    await bot.slash('pod-x 왜 안 떠요?');
    await bot.job();
    allow([{ namespaces: ['payments'] }]);
    await bot.slash('pod-x 왜 안 떠요?');
    expect(await refused()).toContain('`shop` 네임스페이스에 대해 질문할 권한이 없습니다');
    allow([{ namespaces: ['shop', 'pay-*'] }]);
    await bot.slash('list pods');
    expect(await refused(2)).toContain('Namespaces that you may ask about: `shop`, `pay-*`');
  });

  it('lets everyone see the help, and settings only those who may change them', async () => {
    allow([{ channels: ['C0OTHER'] }]);
    await bot.slash('help');
    expect(await refused()).toContain('why pod-x pending');
    await bot.slash('lang ko');
    expect(await refused(2)).toContain('nobody may ask');
    expect(await bot.store.get(`slack/settings/${slack.channel}`)).toBeNull();
    allow([{ intents: ['use'], clusters: ['prod'] }]);
    await bot.slash('use staging');
    expect(await refused(3)).toContain('may not ask about cluster `staging`');
  });

  it('answers a mention with a refusal, and keeps silent to a plain message', async () => {
    await bot.slash('listen on');
    await refused();
    allow([{ users: ['U0OTHER'] }]);
    const ts = await slack.say(`<@${slack.botUserId}> why pod-x`);
    await bot.event(event('app_mention', `<@${slack.botUserId}> why pod-x`, { ts }));
    await until(
      async () => (await slack.thread(ts)).length === 2,
      () => 'the refusal in the thread',
    );
    expect((await slack.thread(ts))[1]?.text).toContain('you are not among them');
    const said = await slack.say('why pod-x');
    await bot.event(event('message', 'why pod-x', { ts: said }));
    await until(
      async () => (await bot.audit.latest(9)).length === 3,
      () => 'the question to be kept',
    );
    expect(await slack.thread(said)).toHaveLength(1);
    expect(bot.jobs).toEqual([]);
  });
});

describe('buttons', () => {
  /** An answer that someone who may ask has got. */
  async function answered(): Promise<{ ts: string; thread_ts: string }> {
    allow([{ users: [slack.userId] }]);
    await bot.slash('why pod-x pending');
    const check = await bot.job();
    await bot.answer(check);
    return { ts: check.place.placeholderTs ?? '', thread_ts: check.place.threadTs };
  }
  const another = { user: { id: stranger, username: 'stranger', name: 'stranger' } };

  it.each(['again', 'logs', 'language'])('%s is for those who may ask', async (id) => {
    const place = await answered();
    const [root] = await slack.thread(place.ts);
    const button = buttonIn(root, id);
    const before = JSON.stringify(await slack.thread(place.ts));
    await bot.press(button, place, another);
    expect(await refused()).toMatch(/you are not among them|정해진 사람의 질문에만/);
    expect(bot.jobs).toHaveLength(1);
    expect(JSON.stringify(await slack.thread(place.ts))).toBe(before);
    await bot.press(button, place);
    if (id === 'language')
      await until(
        async () => (await slack.thread(place.ts))[0]?.text.includes('노드에') ?? false,
        () => 'Korean',
      );
    else await bot.job(2);
  });

  it('"check again" looks with the rights of the one who presses', async () => {
    const place = await answered();
    const button = buttonIn((await slack.thread(place.ts))[0], 'again');
    allow([{ users: [stranger], namespaces: ['shop'] }]);
    await bot.press(button, place, another);
    expect(await bot.job(2)).toMatchObject({
      again: true,
      asker: { id: slack.userId },
      pressedBy: { id: stranger },
      rights: { namespaces: ['shop'] },
    });
  });

  it('a choice is refused to the one who presses, and stays for the others', async () => {
    allow([{ users: [slack.userId] }]);
    const ts = await slack.say(`<@${slack.botUserId}> which web`);
    await bot.event(event('app_mention', `<@${slack.botUserId}> which web`, { ts }));
    await until(
      async () => (await slack.thread(ts)).length === 2,
      () => 'the choice',
    );
    const choice = (await slack.thread(ts))[1];
    const button = buttonIn(choice, 'choose:0');
    const place = { ts: choice?.ts ?? '', thread_ts: ts };
    await bot.press(button, place, another);
    await refused();
    expect((await slack.thread(ts))[1]?.text).toBe(choice?.text);
    expect(bot.jobs).toEqual([]);
    await bot.press(button, place);
    expect((await bot.job()).intent).toMatchObject({ intent: 'why', name: 'web' });
  });

  it('of on-call need the right to the question that they belong to', async () => {
    const pressed: string[] = [];
    bot.onCall = createOnCall(
      [
        {
          intents: ['watch'],
          acts: ['unwatch'],
          press: async (_act, _value, { asker }) => {
            pressed.push(asker.id);
            return null;
          },
        },
      ],
      () => {},
    );
    allow([
      { users: [slack.userId], intents: ['watch'] },
      { users: [stranger], intents: ['why'] },
    ]);
    const ts = await slack.say('a watch');
    await bot.press({ action_id: 'act:unwatch', value: 'x' }, { ts }, another);
    expect(await refused()).toContain('may not ask for `watch`');
    await bot.press({ action_id: 'act:unwatch', value: 'x' }, { ts });
    await until(
      () => pressed.length === 1,
      () => 'the press',
    );
    expect(pressed).toEqual([slack.userId]);
  });
});

describe('user groups', () => {
  it('are read from Slack, at most every few minutes', async () => {
    let users = [slack.userId];
    slackSays({ 'usergroups.users.list': () => ({ ok: true, users }) });
    allow([{ groups: ['S0SHOP'] }]);
    await bot.slash('why pod-a');
    await bot.slash('why pod-b');
    await bot.job(2);
    expect(slack.calls.filter(({ method }) => method === 'usergroups.users.list')).toHaveLength(1);
    users = [];
    minutes = 4;
    await bot.slash('why pod-c');
    expect(await refused()).toContain('you are not among them');
  });

  it('that cannot be read refuse, and say why', async () => {
    slackSays({ 'usergroups.users.list': () => ({ ok: false, error: 'missing_scope' }) });
    allow([{ groups: ['S0SHOP'] }]);
    await bot.slash('why pod-x');
    const text = await refused();
    expect(text).toContain('Slack did not tell me who is in them (`missing_scope`)');
    expect(text).toContain('usergroups:read');
    expect(bot.jobs).toEqual([]);
    slackSays({ 'usergroups.users.list': () => ({ ok: true, users: [slack.userId] }) });
    await bot.slash('why pod-x');
    await bot.job();
  });
});

describe('as the person who asks', () => {
  const template = { user: '{{email}}', groups: ['people'], unattended: null };
  const profile = (more: object = {}) => ({
    ok: true,
    user: { id: slack.userId, name: 'admin', team_id: 'T000000001', profile: { email: 'admin@example.com' }, ...more },
  });
  const auth = () => ({ ok: true, team_id: 'T000000001', user_id: slack.botUserId, user: 'kubewhy' });

  it('the cluster is read by their email, asked for once', async () => {
    slackSays({ 'auth.test': auth, 'users.info': () => profile() });
    allow([{}], template);
    await bot.slash('why pod-x');
    await bot.slash('why pod-y');
    expect((await bot.job(2)).rights?.as).toEqual({ user: 'admin@example.com', groups: ['people'] });
    expect(slack.calls.filter(({ method }) => method === 'users.info')).toHaveLength(1);
  });

  it.each([
    ['has no email', { profile: {} }, '`email`'],
    ['has not confirmed it', { is_email_confirmed: false }, '`email`'],
    ['is of another workspace', { team_id: 'T0OTHER' }, '`workspace`'],
    ['has left', { deleted: true }, '`workspace`'],
  ])('who %s is refused, never answered with the rights of the bot', async (_, more, what) => {
    slackSays({ 'auth.test': auth, 'users.info': () => profile(more) });
    allow([{}], template);
    await bot.slash('why pod-x');
    const text = await refused();
    expect(text).toContain(what);
    expect(text).toContain('I do not use my own rights instead');
    expect(bot.jobs).toEqual([]);
  });

  it('a profile that Slack does not give refuses too', async () => {
    slackSays({ 'auth.test': auth, 'users.info': () => ({ ok: false, error: 'missing_scope' }) });
    allow([{}], template);
    await bot.slash('why pod-x');
    expect(await refused()).toContain('`users.info: missing_scope`');
  });
});

describe('without a policy', () => {
  it('everything may be asked; the audit trail only where nobody else reads it', async () => {
    await bot.slash('why pod-x');
    expect((await bot.job()).rights).toBeUndefined();
    await bot.slash('audit');
    expect(await refused()).toContain('only in direct messages');
    const direct = await slack.directChannel();
    await bot.event(event('message', 'audit', { channel: direct, channel_type: 'im' }));
    expect((await bot.job(2)).intent.intent).toBe('audit');
  });
});

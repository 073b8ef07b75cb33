import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Access } from '../../src/core/access.ts';
import type { Answer } from '../../src/core/answer.ts';
import { homePart, readVerdicts } from '../../src/core/on-call/home/home-part.ts';
import { createOnCall, type OnCallDeps, type OnCallPart } from '../../src/core/on-call/on-call.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createHomes } from '../../src/slack/home.ts';
import { homeView } from '../../src/slack/render/home-view.ts';
import { botToken, SlackEmulator } from './slack-emulator.ts';
import { answers } from './support/answers.ts';
import { TestBot } from './support/bot.ts';
import { sampleRules } from './support/sample-rules.ts';

let slack: SlackEmulator;
let bot: TestBot;
let refreshed: string[];
let seen: (cluster: string) => Answer;

const lists: OnCallPart = { intents: ['watch'], home: async (userId) => ({ ...(answers.watches ?? answers.help), asked: userId }) as Answer };

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'http').start();
  refreshed = [];
  seen = () => answers['health-problem'] as Answer;
  const deps = {
    store: bot.store,
    clusters: () => ['prod', 'staging'],
    now: () => new Date('2026-11-21T11:40:00Z'),
    answer: async (_: unknown, { cluster }: { cluster: string | null }) => seen(cluster ?? ''),
    homes: { publish: async (userId: string) => publisher().publish(userId) },
  } as unknown as OnCallDeps;
  bot.onCall = createOnCall(
    [lists, homePart(deps)],
    () => {},
    (userId) => readVerdicts(userId, ['prod', 'staging'], bot.store),
    async (userId, key) => void refreshed.push(`${userId} ${key}`),
  );
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const everything: Access['permit'] = async ({ intent }) => ({ allowed: true, intent, rights: null });
let permit = everything;

function publisher() {
  const log = bot.log;
  return createHomes({
    client: createSlackClient(botToken, slack.apiUrl, log),
    store: bot.store,
    onCall: () => bot.onCall,
    access: { permit },
    catalog: sampleRules,
    locale: null,
    log,
    clock: () => new Date('2026-11-21T11:41:00Z'),
  });
}

const open = () => bot.event({ type: 'app_home_opened', user: slack.userId, channel: 'D1', tab: 'home', event_ts: '1.2' });
const published = () =>
  slack.calls
    .filter(({ method }) => method === 'views.publish')
    .map(({ body }) => JSON.parse(new URLSearchParams(body).get('view') ?? '{}') as { type: string; blocks: object[] });
const last = async (count: number) => {
  await expect.poll(() => published().length, { timeout: 5000 }).toBeGreaterThanOrEqual(count);
  return JSON.stringify(published().at(-1));
};
const choose = (action: object) =>
  slack.post(
    bot.port,
    new URLSearchParams({
      payload: JSON.stringify({
        type: 'block_actions',
        team: { id: 'T000000001', domain: 'emulate' },
        user: { id: slack.userId, name: 'admin' },
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'home' },
        actions: [{ block_id: 'b', action_ts: '1', ...action }],
        trigger_id: '1.1',
        api_app_id: 'A1',
        token: 'x',
      }),
    }).toString(),
    'application/x-www-form-urlencoded',
  );

it('shows the clusters, the settings and my lists at once, and has the clusters looked at', async () => {
  await open();
  const view = await last(1);
  for (const text of ['prod', 'staging', 'Not looked at', 'Settings', 'My watches']) expect(view).toContain(text);
  await expect.poll(() => refreshed.length).toBe(1);
  // they are of all channels
  expect(view).not.toContain('in this channel');
});

it('shows how each cluster is once a worker has looked, one that is away too', async () => {
  seen = (cluster) =>
    cluster === 'prod' ? (answers['health-problem'] as Answer) : { type: 'failure', code: 'timeout', cluster, what: null, detail: null };
  await bot.onCall.run({ task: { type: 'home', id: slack.userId }, dueAt: '', last: false }, AbortSignal.timeout(5000));
  const view = await last(1);
  expect(view).toContain('Could not tell');
  expect(view).not.toContain('Not looked at');
  expect(view).toContain('red_circle');
});

it.each([
  ['ko-KR', '설정'],
  ['en-GB', 'Settings'],
  ['ja-JP', 'Settings'],
])('is in the language of the Slack profile (%s) until the person chooses one', async (profile, words) => {
  slack.interfere = (method, body) =>
    method === 'users.info' ? { body: { ok: true, user: { id: slack.userId, ...(body.get('include_locale') ? { locale: profile } : {}) } } } : null;
  await open();
  expect(await last(1)).toContain(words);
  await choose({ type: 'static_select', action_id: 'home:language', selected_option: { value: profile === 'ko-KR' ? 'en' : 'ko' } });
  expect(await last(2)).not.toContain(words);
});

it('is in English where the profile may not be read', async () => {
  slack.interfere = (method) => (method === 'users.info' ? { body: { ok: false, error: 'missing_scope' } } : null);
  await open();
  expect(await last(1)).toContain('Settings');
});

it('says of a cluster that it could not tell in the words of an answer', async () => {
  seen = (cluster) => ({ type: 'failure', code: 'timeout', cluster, what: null, detail: null });
  await bot.store.set(`slack/settings/${slack.userId}`, { locale: 'ko' });
  await bot.onCall.run({ task: { type: 'home', id: slack.userId }, dueAt: '', last: false }, AbortSignal.timeout(5000));
  expect(await last(1)).toContain('판단할 수 없음');
});

it('a list that a person may not see is not even made', async () => {
  const made: string[] = [];
  const home = async (userId: string) => {
    made.push(userId);
    return (answers.watches ?? answers.help) as Answer;
  };
  const part: OnCallPart = { intents: ['watch'], home };
  bot.onCall = createOnCall([part], () => {});
  const refusal = { missing: 'intent', what: 'watch', may: [], contact: null } as const;
  permit = async ({ intent }) => (intent.intent === 'watch' ? { allowed: false, refusal } : { allowed: true, intent, rights: null });
  await publisher().publish(slack.userId);
  expect(made).toEqual([]);
  permit = everything;
  await publisher().publish(slack.userId);
  expect(made).toEqual([slack.userId]);
});

it('forgets the verdict of a cluster that a person may no longer see', async () => {
  await bot.onCall.run({ task: { type: 'home', id: slack.userId }, dueAt: '', last: false }, AbortSignal.timeout(5000));
  expect(await last(1)).toContain('red_circle');
  const refusal = { missing: 'cluster', what: 'prod', may: [], contact: null } as const;
  permit = async ({ intent, cluster }) =>
    cluster === 'prod' || intent.intent === 'clusters' ? { allowed: false, refusal } : { allowed: true, intent, rights: null };
  await publisher().publish(slack.userId);
  expect(await last(2)).not.toContain('"value":"prod"');
  expect(await last(2)).toContain('"value":"staging"');
  permit = everything;
});

it('with the store away says so in place of what it showed, and does not pretend to keep a setting', async () => {
  await open();
  await last(1);
  bot.store.away = true;
  await open();
  expect(await last(2)).toContain('cannot take questions');
  await choose({ type: 'static_select', action_id: 'home:language', selected_option: { value: 'ko' } });
  expect(await last(3)).toContain('cannot take questions');
  bot.store.away = false;
  await open();
  expect(await last(4)).toContain('Settings');
});

it('a setting counts at once, in direct messages and where a channel chose nothing', async () => {
  await open();
  await last(1);
  await choose({ type: 'static_select', action_id: 'home:language', selected_option: { value: 'ko' } });
  expect(await last(2)).toContain('언어');
  await choose({ type: 'static_select', action_id: 'home:cluster', selected_option: { value: 'staging' } });
  await last(3);
  await choose({ type: 'plain_text_input', action_id: 'home:namespace', value: 'shop' });
  await last(4);
  await bot.slash('why pod-x');
  expect(await bot.job()).toMatchObject({ cluster: 'staging', locale: 'ko' });
  // a channel's own choice wins, and the namespace is one of another cluster
  await bot.slash('use prod');
  await expect.poll(async () => (await bot.store.get<{ cluster?: string }>(`slack/settings/${slack.channel}`))?.cluster).toBe('prod');
  await bot.slash('list pods');
  expect(await bot.job(2)).toMatchObject({ cluster: 'prod', intent: { namespace: null } });
});

it.each([
  { type: 'static_select', action_id: 'home:cluster', selected_option: { value: 'somebody-elses' } },
  { type: 'plain_text_input', action_id: 'home:namespace', value: '../x <!channel>' },
])('takes no value that is none: %j', async (action) => {
  await choose(action);
  await last(1);
  const chosen = await bot.store.get<{ cluster?: string; namespace?: string }>(`slack/settings/${slack.userId}`);
  expect([chosen?.cluster, chosen?.namespace]).toEqual([undefined, undefined]);
});

it('stays within the limits of a Home, however much there is', () => {
  const clusters = Array.from({ length: 150 }, (_, index) => ({
    cluster: `cluster-${index}`,
    verdict: 'problem' as const,
    problems: 3,
    at: '2026-11-21T11:40:00Z',
  }));
  for (const locale of ['en', 'ko'] as const) {
    const { blocks } = homeView({ content: { clusters, lists: [] }, settings: {}, catalog: sampleRules, now: '2026-11-21T11:41:00Z' }, locale);
    expect(blocks).toHaveLength(100);
  }
});

it('names only the clusters that a person may hear of', async () => {
  permit = async ({ intent }) => ({ allowed: true, intent, rights: { clusters: ['stag*'], namespaces: null, as: null } });
  await publisher().publish(slack.userId);
  expect(await last(1)).toContain('staging');
  expect(await last(1)).not.toContain('"value":"prod"');
  const refusal = { missing: 'intent', what: 'clusters', may: [], contact: null } as const;
  permit = async ({ intent }) =>
    intent.intent === 'clusters' ? { allowed: false, refusal } : everything({ channel: '', userId: null, intent, cluster: null });
  await publisher().publish(slack.userId);
  expect(await last(2)).not.toMatch(/"value":"(prod|staging)"/);
  permit = everything;
});

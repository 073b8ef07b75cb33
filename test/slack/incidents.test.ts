import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import type { Change } from '../../src/core/changes/change.ts';
import type { Intent } from '../../src/core/intent.ts';
import { type RedisServer, startRedis } from '../jobs/redis-server.ts';
import { rateLimited, type Said, SlackEmulator } from './slack-emulator.ts';
import { type Button, buttonIn } from './support/bot.ts';
import { IncidentBot } from './support/incident-bot.ts';
import { healthyReport, sampleReport } from './support/sample-rules.ts';

const cart = { kind: 'deployment', name: 'cart', namespace: 'shop' } as const;
const patience = { timeout: 30_000, interval: 50 };

let slack: SlackEmulator;
let redis: RedisServer;
let bot: IncidentBot;
let broken: boolean;
let aheadMs: number;
let changes: readonly Change[];
let settings: { channelTemplate: string | null; userGroup: string | null };

const now = () => new Date(Date.now() + aheadMs);

function answer({ intent, kind, name, namespace }: Intent): Answer {
  const at = now().toISOString();
  if (intent === 'changes')
    return {
      type: 'changes',
      cluster: 'prod',
      target: { kind, name, namespace } as never,
      namespace,
      since: at,
      at,
      entries: changes,
      more: 0,
      gaps: [],
    };
  return { type: 'report', report: { ...(broken ? sampleReport : healthyReport), target: cart, at, gaps: [] } };
}

const startBot = () => IncidentBot.start(redis.url, slack, { now, answer, ...settings });

beforeEach(async () => {
  [broken, aheadMs, changes, settings] = [true, 0, [], { channelTemplate: null, userGroup: null }];
  [slack, redis] = await Promise.all([new SlackEmulator().start(), startRedis()]);
  await slack.api('conversations.join', { channel: slack.channel });
}, 120_000);
afterEach(async () => {
  await bot.stop();
  await slack.stop();
  await redis.stop();
});

/** A process goes and another comes; in between Redis crashes too. */
async function restart({ redisToo = false } = {}): Promise<void> {
  await bot.stop();
  if (redisToo) {
    await redis.kill();
    await redis.start();
  }
  bot = await startBot();
}

async function send(event: Record<string, unknown>): Promise<void> {
  const body = {
    type: 'event_callback',
    team_id: 'T000000001',
    api_app_id: 'A1',
    event_id: `Ev${Math.random()}`,
    event_time: 1,
    authorizations: [],
    event,
  };
  expect((await slack.post(bot.port, JSON.stringify(body), 'application/json')).status).toBe(200);
}

/** A person says something to the bot; resolves with its `ts`. */
async function mention(text: string, threadTs?: string, channel = slack.channel): Promise<string> {
  const ts = await slack.say(`<@${slack.botUserId}> ${text}`, channel, threadTs);
  await send({
    type: 'app_mention',
    user: slack.userId,
    text: `<@${slack.botUserId}> ${text}`,
    ts,
    channel,
    ...(threadTs ? { thread_ts: threadTs } : {}),
  });
  return ts;
}

async function press(button: Button, message: Said, channel = slack.channel): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { id: slack.userId, username: 'admin', name: 'admin' },
    channel: { id: channel, name: 'x' },
    message: { type: 'message', ts: message.ts, ...(message.thread_ts ? { thread_ts: message.thread_ts } : {}) },
    container: { type: 'message', message_ts: message.ts, channel_id: channel, is_ephemeral: false },
    actions: [{ type: 'button', block_id: 'b', action_ts: String(Date.now()), ...button }],
    response_url: slack.responseUrl(),
    trigger_id: `${Date.now()}.1`,
    api_app_id: 'A1',
    token: 'x',
  };
  const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  expect((await slack.post(bot.port, body, 'application/x-www-form-urlencoded')).status).toBe(200);
}

/** Messages of a thread that begin with a title. */
const titled = async (root: string, title: RegExp, channel = slack.channel) =>
  (await slack.thread(root, channel)).filter(({ text }) => title.test(text));

async function see(root: string, title: RegExp, channel = slack.channel): Promise<Said> {
  let found: Said | undefined;
  await expect
    .poll(async () => {
      [found] = await titled(root, title, channel);
      return found?.text;
    }, patience)
    .toMatch(title);
  return found as Said;
}

async function pins(channel = slack.channel): Promise<string[]> {
  const { items = [] } = (await slack.api('pins.list', { channel })) as { items?: { message?: { ts: string } }[] };
  return items.map(({ message }) => message?.ts ?? '');
}

/** Looks again, a minute later each time, until it is settled. */
async function lookTwice(root: string): Promise<void> {
  for (let times = 0; times < 2; times++) {
    aheadMs += 60_000;
    const status = await see(root, /Incident:/);
    const lookedBefore = /last look (\S+ \S+)/.exec(status.text)?.[1];
    await press(buttonIn(status, 'act:incident-refresh'), status);
    await expect.poll(async () => /last look (\S+ \S+)/.exec((await see(root, /Incident:/)).text)?.[1], patience).not.toBe(lookedBefore);
  }
}

it('goes from a diagnosis to a closed incident with its time line, over restarts of bot, worker and Redis, and repeats nothing', async () => {
  bot = await startBot();
  const root = await mention('why deploy/cart -n shop');
  const diagnosis = await see(root, /Problem: deployment/);
  // the press is heard, and the process goes before the work is done
  await press(buttonIn(diagnosis, 'act:incident-start'), diagnosis);
  await restart();
  const status = await see(root, /Incident: deployment `cart` \(Problem\)/);
  await expect.poll(() => pins(), patience).toEqual([status.ts]);
  await restart({ redisToo: true });

  await press(buttonIn(status, 'act:incident-on-it'), status);
  await expect.poll(async () => (await see(root, /Incident:/)).text, patience).toContain('On it: @admin');
  await mention('incident note rolled back; password hunter2, see <http://x|the graph>', root);
  await see(root, /Noted in the time line/);
  await send({
    type: 'pin_added',
    user: slack.userId,
    channel_id: slack.channel,
    event_ts: '1795000000.000100',
    item: { type: 'message', channel: slack.channel, message: { ts: '1795000000.000001', thread_ts: root, text: 'errors went up at 11:58' } },
  });

  changes = [{ type: 'scaled', at: new Date(now().getTime() + 30_000).toISOString(), ref: cart, from: 1, to: 3, by: null }];
  broken = false;
  await lookTwice(root);
  await see(root, /Problem → Healthy/);
  await expect.poll(async () => (await see(root, /Incident:/)).text, patience).toContain('Incident: deployment `cart` (Healthy)');

  await mention('incident close', root);
  await restart();
  const closed = await see(root, /Incident closed: deployment `cart`/);
  expect(closed.text).toMatch(/most likely fixed it:\n.*scaled 1 → 3/);
  await expect
    .poll(async () => (await slack.thread(root)).flatMap(({ files = [] }) => files.map(({ name }) => name)), patience)
    .toEqual([expect.stringMatching(/^incident-\d{8}-cart-\d+\.md$/)]);
  await expect.poll(() => pins(), patience).toEqual([]);
  await expect.poll(async () => (await see(root, /Incident:/)).text, patience).toContain('(closed)');

  await restart({ redisToo: true });
  for (const title of [/^.? ?Incident:/m, /Incident closed:/, /Problem → Healthy/, /Noted in/])
    expect((await titled(root, title)).map(({ text }) => text)).toEqual([expect.any(String)]);
  expect(await bot.backend.store.keys('incident/open/')).toEqual([]);
}, 180_000);

it('opens a channel of its own, invites who is on call, and bookmarks the diagnosis', async () => {
  settings = { channelTemplate: 'inc-{date}-{target}', userGroup: 'oncall' };
  slack.interfere = (method) => {
    if (method === 'usergroups.list') return { body: { ok: true, usergroups: [{ id: 'S00000001', handle: 'oncall' }] } };
    return method === 'usergroups.users.list' ? { body: { ok: true, users: [slack.userId] } } : null;
  };
  bot = await startBot();
  const root = await mention('incident start deploy/cart -n shop');
  const told = await see(root, /It goes on in #C/);
  const channel = /#(C\w+)/.exec(told.text)?.[1] ?? '';
  const { channel: made } = (await slack.api('conversations.info', { channel })) as { channel: { name: string; topic: { value: string } } };
  expect(made.name).toMatch(/^inc-\d{8}-cart$/);
  await expect.poll(() => pins(channel), patience).toHaveLength(1);
  const bookmarks = async () => ((await slack.api('bookmarks.list', { channel_id: channel })) as { bookmarks?: object[] }).bookmarks;
  await expect.poll(bookmarks, patience).toHaveLength(1);
  expect(made.topic.value).toBe('deployment cart · shop');
  const { members } = (await slack.api('conversations.members', { channel })) as { members: string[] };
  expect(members).toContain(slack.userId);
  const roots = (await slack.history(channel)).filter(({ text }) => /Incident:|Problem:/.test(text));
  expect(roots).toHaveLength(2);
  await mention('인시던트 상태', undefined, channel);
  await expect.poll(async () => (await slack.history(channel)).length, patience).toBeGreaterThan(2);
}, 120_000);

it('goes on without what it may not do, and says which scope is missing', async () => {
  settings = { channelTemplate: 'inc-{date}-{target}', userGroup: null };
  const needs: Record<string, string> = { 'conversations.create': 'channels:manage', 'pins.add': 'pins:write' };
  slack.interfere = (method) =>
    needs[method] ? { body: { ok: false, error: 'missing_scope', needed: needs[method], provided: 'chat:write' } } : null;
  bot = await startBot();
  const root = await mention('incident start deploy/cart -n shop');
  await expect.poll(async () => (await titled(root, /Incident:/))[0]?.text ?? '', patience).toMatch(/pins:write/);
  const [status] = await titled(root, /Incident:/);
  expect(status?.text).toContain(
    'I could not open a channel for this incident, so it goes on in this thread. The Slack app lacks the scope `channels:manage`',
  );
  expect(status?.text).toContain('(Problem)');
  await mention('incident close', root);
  await see(root, /Incident closed/);
}, 120_000);

it('waits where Slack says so, and does everything once', async () => {
  const told = new Set<string>();
  slack.interfere = (method) => {
    if (told.has(method) || !['pins.add', 'chat.update', 'chat.postMessage'].includes(method)) return null;
    told.add(method);
    return rateLimited(1);
  };
  bot = await startBot();
  const root = await mention('incident start deploy/cart -n shop');
  await expect.poll(() => pins(), patience).toHaveLength(1);
  expect(told.size).toBe(3);
  expect(slack.count('pins.add')).toBe(1);
  expect(await titled(root, /Incident:/)).toHaveLength(1);
}, 120_000);

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { type RedisServer, startRedis } from '../jobs/redis-server.ts';
import { SlackEmulator } from '../slack/slack-emulator.ts';
import { buttonIn } from '../slack/support/bot.ts';
import { AlertBot, type AlertScene } from './alert-bot.ts';
import { finding, recorded, report, webhook } from './world.ts';

const patience = { timeout: 30_000, interval: 50 };
const node = { kind: 'node', name: 'worker-1' } as const;
let redis: RedisServer;
let slack: SlackEmulator;
let bot: AlertBot;
let cause = finding('sample/node-full', node);
const silences: string[] = [];
const scene: AlertScene = {
  answer: ({ kind, name, namespace }): Answer => report({ kind: kind ?? 'namespace', name: name ?? '', namespace: namespace ?? 'shop' }, [cause]),
  alertmanager: { silence: async ({ by, labels }) => void silences.push(`${by} ${labels.alertname}`), firing: async () => new Set() },
};
const start = (works = true) => AlertBot.start(redis.url, slack, scene, works);
beforeEach(async () => {
  cause = finding('sample/node-full', node);
  redis = await startRedis();
  slack = await new SlackEmulator().start();
  bot = await start();
}, 240_000);
afterEach(async () => {
  await bot.stop();
  await slack.stop();
  await redis.stop();
});

const root = async () => (await slack.history()).find(({ text }) => /KubePodCrashLooping|Own/.test(text));
const headline = async () => (await root())?.text.split('\n')[0] ?? '';
const lines = async () => (await slack.thread((await root())?.ts ?? '')).slice(1).map(({ text }) => text);
const press = async (name: string) => {
  const message = await root();
  const payload = new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      team: { id: 'T000000001', domain: 'emulate' },
      user: { id: slack.userId, username: 'admin', name: 'admin' },
      channel: { id: slack.channel, name: 'general' },
      message: { type: 'message', ...message },
      container: { type: 'message', message_ts: message?.ts, channel_id: slack.channel, is_ephemeral: false },
      actions: [{ type: 'button', block_id: 'b', action_ts: String(Date.now()), ...buttonIn(message, `act:${name}`) }],
      response_url: slack.responseUrl(),
      trigger_id: `${Date.now()}.1`,
      api_app_id: 'A1',
      token: 'x',
    }),
  });
  return slack.post(bot.port, payload.toString(), 'application/x-www-form-urlencoded');
};

it('one thread for a group over its whole life, over restarts of the bot, with people in it', async () => {
  expect(await bot.tell(recorded('crash-firing'))).toBe(200);
  await expect
    .poll(headline, patience)
    .toMatch(/^▲ Firing: `KubePodCrashLooping` \(2 alerts, warning\): pod `orders-5c9d8b7c6f-k8s2p` in namespace `shop` and 1 more/);
  await expect.poll(async () => (await root())?.text, patience).toMatch(/Node `worker-1` holds `110` pods/);
  await expect.poll(async () => (await lines()).join('\n'), patience).toMatch(/What the alerts say/);

  await bot.stop();
  bot = await start();
  const posted = slack.count('chat.postMessage');
  expect(await bot.tell(recorded('crash-repeated'))).toBe(200);
  expect(await bot.tell(recorded('crash-repeated'))).toBe(200);
  await press('alert-acknowledge');
  await expect.poll(async () => (await root())?.text, patience).toMatch(/`admin` is on it, since/);
  await expect.poll(lines, patience).toEqual(expect.arrayContaining([expect.stringMatching(/`admin` is on it\./)]));
  // the line, and nothing for what was repeated
  expect(slack.count('chat.postMessage')).toBe(posted + 1);

  cause = finding('sample/too-big', { kind: 'pod', name: 'cart-7d4b9c5f6d-x2x4z', namespace: 'shop' });
  expect(await bot.tell(recorded('crash-repeated'))).toBe(200);
  await expect.poll(lines, patience).toEqual(expect.arrayContaining([expect.stringMatching(/This has changed\. .*\n.*asks for `4` CPU/)]));
  await press('alert-silence');
  await expect.poll(async () => (await root())?.text, patience).toMatch(/Silenced by `admin` until .* Alertmanager has a silence for it too/);
  expect(silences).toEqual(['admin KubePodCrashLooping']);
  expect(await bot.tell(recorded('crash-resolved'))).toBe(200);
  await expect.poll(headline, patience).toMatch(/^✔ Resolved: `KubePodCrashLooping`/);
  expect((await root())?.text).toMatch(/It is over, after/);
  expect((await slack.history()).filter(({ text }) => text.includes('KubePodCrashLooping'))).toHaveLength(1);
}, 90_000);

it('what was taken is told, though the process that took it died before anybody worked at it', async () => {
  await bot.stop();
  bot = await start(false);
  expect(await bot.tell(webhook('own', [{ alertname: 'Own', pod: 'own-0', namespace: 'shop', severity: 'critical' }]))).toBe(200);
  await bot.stop();
  bot = await start();
  await expect.poll(headline, patience).toMatch(/^✖ Firing: `Own`/);
}, 60_000);

it('Redis is away: 503, and taken when Alertmanager sends it again', async () => {
  const hook = webhook('away', [{ alertname: 'OwnAway', pod: 'away-0', namespace: 'shop' }]);
  await redis.kill();
  await expect.poll(() => bot.tell(hook), { timeout: 20_000 }).toBe(503);
  await redis.start();
  await expect.poll(() => bot.tell(hook), { timeout: 20_000, interval: 300 }).toBe(200);
  await expect.poll(headline, patience).toMatch(/^▲ Firing: `OwnAway`/);
}, 90_000);

it('thirty groups in a moment: ten messages and one summary, in the order of the queue and at the pace of Slack', async () => {
  const groups = Array.from({ length: 30 }, (_, index) =>
    webhook(`burst ${index}`, [{ alertname: 'Burst', pod: `burst-${index}`, namespace: 'shop' }]),
  );
  expect(await Promise.all(groups.map((hook) => bot.tell(hook)))).toEqual(groups.map(() => 200));
  await expect
    .poll(async () => (await slack.history()).map(({ text }) => text).join('\n'), { timeout: 60_000, interval: 200 })
    .toMatch(/Many alerts at once: 30 of 30 groups fire/);
  const messages = (await slack.history()).filter(({ text }) => text.includes('`Burst`') && text.startsWith('▲ Firing'));
  // the same cause is told once: at most one message, or few if several began at once
  expect(messages.length).toBeLessThanOrEqual(10);
}, 120_000);

it('an alert for a channel that the bot cannot write in comes to the channel for all alerts', async () => {
  const elsewhere = webhook('elsewhere', [{ alertname: 'Own', team: 'elsewhere', deployment: 'cart', namespace: 'shop' }]);
  expect(await bot.tell(elsewhere)).toBe(200);
  await expect.poll(async () => (await root())?.text, patience).toMatch(/Own.*This belongs in .*where I cannot post \(Slack: `channel_not_found`\)/s);
  await expect.poll(async () => (await root())?.text, patience).toMatch(/Node `worker-1` holds `110` pods/);
  expect((await slack.history()).filter(({ text }) => /Own/.test(text))).toHaveLength(1);
});

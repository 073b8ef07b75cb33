import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/audit.ts';
import { botToken, SlackEmulator, signingSecret } from '../slack/slack-emulator.ts';
import { until } from '../slack/support/bot.ts';

/** The bot as it is started: a process of its own, over the demo cluster, with a policy and an audit file. */
const folder = mkdtempSync(join(tmpdir(), 'kubewhy-policy-bot-'));
const auditFile = join(folder, 'audit.jsonl');
let slack: SlackEmulator;
let bot: ChildProcess;
let port: number;
let log = '';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

beforeAll(async () => {
  slack = await new SlackEmulator().start();
  port = await freePort();
  const policy = join(folder, 'policy.yaml');
  writeFileSync(
    policy,
    `contact: '#platform-help'\nrules:\n  - { channels: ${slack.channel}, namespaces: shop }\n  - { channels: '*', users: U0AUDITOR, intents: ['*', audit] }\n`,
  );
  const settings = { SLACK_BOT_TOKEN: botToken, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slack.apiUrl, PORT: String(port) };
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    KUBEWHY_DATA_DIR: join(folder, 'data'),
    KUBEWHY_POLICY: policy,
    KUBEWHY_AUDIT: auditFile,
    ...settings,
  };
  bot = spawn(process.execPath, ['src/main.ts', 'start', '--demo'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  bot.stderr?.on('data', (chunk) => {
    log += chunk;
  });
  await until(
    () => log.includes('kubewhy is running') || bot.exitCode !== null,
    () => log,
    200_000,
  );
  expect(bot.exitCode, log).toBeNull();
}, 240_000);

afterAll(async () => {
  const ended = bot.exitCode !== null || new Promise((resolve) => bot.once('exit', resolve));
  bot.kill('SIGTERM');
  await ended;
  await slack.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function slash(text: string, userId = slack.userId): Promise<void> {
  const said = {
    command: '/k8s',
    text,
    team_id: 'T000000001',
    channel_id: slack.channel,
    user_id: userId,
    user_name: userId === slack.userId ? 'admin' : 'auditor',
    trigger_id: `${Math.random()}`,
    response_url: slack.responseUrl(),
    api_app_id: 'A1',
    token: 'x',
  };
  expect((await slack.post(port, new URLSearchParams(said).toString(), 'application/x-www-form-urlencoded')).status).toBe(200);
}

const entries = (): readonly AuditEntry[] => {
  try {
    return readFileSync(auditFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
  } catch {
    return [];
  }
};
const kept = (count: number) =>
  until(
    () => entries().length >= count,
    () => `${count} lines in the audit file; ${log.slice(-2000)}`,
    60_000,
  );

it('answers what the policy allows, refuses the rest, and keeps both', async () => {
  await slash('why pod-x pending');
  await kept(1);
  await slash('why web-0 -n kube-system');
  await kept(2);
  await slash('health');
  await kept(3);
  await slash('audit');
  await kept(4);
  await slash('audit last 3', 'U0AUDITOR');
  await kept(5);
  expect(entries()).toMatchObject([
    {
      who: { name: 'admin' },
      question: { intent: 'why', name: 'pod-x', namespace: 'shop' },
      cluster: 'demo',
      outcome: 'answered',
      verdict: 'problem',
    },
    { question: { intent: 'why', namespace: 'kube-system' }, outcome: 'refused', missing: 'namespace', read: {} },
    { question: { intent: 'health', namespace: 'shop' }, outcome: 'answered', answer: 'health' },
    { question: { intent: 'audit' }, outcome: 'refused', missing: 'intent' },
    { who: { name: 'auditor' }, question: { intent: 'audit', last: 3 }, outcome: 'answered', answer: 'audit' },
  ]);
  const [first] = entries();
  expect(first?.causes.length).toBeGreaterThan(0);
  expect(first?.read.pod).toBeGreaterThan(0);
  expect(slack.privately.at(-1)?.text).toContain('#platform-help');
  await until(
    async () => JSON.stringify(await slack.history()).includes('pod-x'),
    () => 'the answer in the channel',
    20_000,
  );
}, 200_000);

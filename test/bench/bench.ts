import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { Command } from 'commander';
import { startRedis } from '../jobs/redis-server.ts';
import { botToken, SlackEmulator, signingSecret } from '../slack/slack-emulator.ts';

/**
 * `npm run bench`: the bot as one process on Redis, asked through Slack's HTTP interface (a stand-in on this machine).
 * Measures from the command being sent to its acknowledgement and to its headline, API requests a question, and memory.
 */
const { questions, kubeconfig } = new Command('bench')
  .option('--questions <count>', 'questions for each cluster', '40')
  .option('--kubeconfig <file>', 'a cluster to which src/cli/demo/manifests.yaml was applied; only the demo cluster without it')
  .parse()
  .opts<{ questions: string; kubeconfig?: string }>();

const texts = [
  'why pod-x pending in shop',
  'deploy/cart 왜 죽어요? ns/shop',
  'why deploy/checkout in shop',
  'why pod/invoices -n shop',
  'reports 파드 왜 pending이야? ns/shop',
];

console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}`);
// as `npm start` does
const [, ...start] = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }).scripts.start.split(' ');
const rows = [await measure('demo', [...start, '--demo'], {})];
if (kubeconfig) rows.push(await measure('cluster', start, { KUBECONFIG: kubeconfig }));
console.table(rows);

async function measure(name: string, args: string[], env: Record<string, string>) {
  const slack = await new SlackEmulator().start();
  const redis = await startRedis();
  const port = await freePort();
  const bot = spawn(process.execPath, args, {
    env: {
      PATH: process.env.PATH ?? '',
      HOME: '/nonexistent',
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      REDIS_URL: redis.url,
      PORT: String(port),
      ...env,
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let log = '';
  bot.stderr.on('data', (chunk) => {
    log += chunk;
  });
  try {
    await until(
      () => log.includes('kubewhy is running'),
      () => log,
    );
    await ask(slack, port, texts[0] as string); // the first one also loads modules and opens connections
    const asked = [];
    for (let index = 0; index < Number(questions); index++) asked.push(await ask(slack, port, texts[index % texts.length] as string));
    const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bot.pid}/status`, 'utf8'))?.[1]) / 1024;
    const acks = asked.map(({ ack }) => ack);
    const headlines = asked.map(({ headline }) => headline);
    const requests = asked.map((one) => one.requests);
    return {
      cluster: name,
      questions: asked.length,
      'ack p50 ms': at(acks, 0.5),
      'ack p99 ms': at(acks, 0.99),
      'headline p50 ms': at(headlines, 0.5),
      'headline p99 ms': at(headlines, 0.99),
      'requests p50': at(requests, 0.5),
      'requests max': Math.max(...requests),
      'RSS MB': Math.round(memory),
    };
  } finally {
    bot.kill('SIGTERM');
    await new Promise((resolve) => bot.once('exit', resolve));
    await redis.stop();
    await slack.stop();
  }
}

async function ask(slack: SlackEmulator, port: number, text: string) {
  const before = slack.calls.length;
  const started = performance.now();
  const body = new URLSearchParams({
    command: '/k8s',
    text,
    team_id: 'T1',
    channel_id: slack.channel,
    user_id: slack.userId,
    user_name: 'admin',
    trigger_id: String(started),
    response_url: slack.responseUrl(),
  });
  const { ms: ack } = await slack.post(port, body.toString(), 'application/x-www-form-urlencoded');
  const headline = () =>
    slack.calls
      .slice(before)
      .find(({ method, body, error }) => method === 'chat.update' && !error && /\d+ (requests|건)|요청 \d+/.test(body.get('text') ?? ''));
  await until(
    () => headline() !== undefined,
    () =>
      `no headline for "${text}": ${slack.calls
        .slice(before)
        .map(({ method, error, body }) => `${method} ${error ?? ''} ${body.get('text')}`)
        .join('\n')}`,
  );
  const shown = headline();
  const said = shown?.body.get('text') ?? '';
  await new Promise((resolve) => setTimeout(resolve, 1200)); // a channel is written to about once a second
  return { ack, headline: (shown?.at ?? 0) - started, requests: Number(/(\d+) requests|요청 (\d+)/.exec(said)?.slice(1).find(Boolean)) };
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN) * 10) / 10;
}

async function until(done: () => boolean, why: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (done()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(why());
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

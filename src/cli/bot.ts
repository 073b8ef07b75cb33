import type { AlertsServer } from '../alertmanager/alerts-server.ts';
import type { Workers } from '../jobs/workers.ts';
import type { SlackConfig } from '../slack/app.ts';
import { createSlackClient } from '../slack/client.ts';
import { openAlerts } from './alerts.ts';
import { openSlackGate } from './open-gate.ts';
import { openLog } from './open-log.ts';
import { PersonalError } from './personal-error.ts';
import { openPipelineBackend, openPipelineOnCall, startPipeline } from './pipeline.ts';
import { readPolicy } from './policy-file.ts';
import type { Runtime } from './runtime.ts';
import { slackListener, slackPorts, slackSpeaker } from './slack-bot.ts';

export type Role = 'bot' | 'worker' | 'all';

/** Runs the Slack bot, its workers or both until SIGTERM or SIGINT. Rejects with a PersonalError if Slack does not let it in. */
export async function runBot(runtime: Runtime, role: Role): Promise<void> {
  const { config } = runtime;
  if (role !== 'all' && !config.REDIS_URL)
    throw new PersonalError('several processes share the work through Redis: set REDIS_URL, or leave out --role', 2);
  const log = openLog(config);
  const slack: SlackConfig = {
    botToken: config.SLACK_BOT_TOKEN ?? '',
    appToken: config.SLACK_APP_TOKEN,
    signingSecret: config.SLACK_SIGNING_SECRET,
    port: config.PORT,
    apiUrl: config.SLACK_API_URL,
  };
  const policy = config.KUBEWHY_POLICY ? readPolicy(config.KUBEWHY_POLICY) : null;
  const backend = await openPipelineBackend(runtime, log);
  const client = createSlackClient(slack.botToken, slack.apiUrl, log);
  const gate = openSlackGate(backend, runtime, { client, policy, log });
  const base = { slack, runtime, backend, gate, locale: config.KUBEWHY_LOCALE ?? null, log };
  const onCall = openPipelineOnCall(backend, runtime, gate, log, slackPorts(base));
  const parts = { ...base, onCall };
  let workers: Workers | null = null;
  const app = role === 'worker' ? null : slackListener(parts);
  let alerts: AlertsServer | null = null;
  const stopped = untilSignal();
  runtime.parse('help', { addressed: true }); // loads the grammar before the first question
  try {
    const started = await app?.start().catch(refuse);
    // nothing is worked on while Slack does not let the bot in
    workers = role === 'bot' ? null : startPipeline(backend, runtime, gate, slackSpeaker(parts), onCall, log);
    alerts = role === 'worker' ? null : await openAlerts(backend, runtime, log);
    const places = { storage: backend.kind, where: backend.where, clusters: runtime.clusters.names(), alertsPort: alerts?.port };
    log.info({ role, ...places, policy: config.KUBEWHY_POLICY ?? 'none', ...started }, 'kubewhy is running');
    log.info({ signal: await stopped }, 'stopping');
  } finally {
    await alerts?.close();
    await app?.stop().catch(() => {});
    await workers?.stop();
    await backend.close();
    await runtime.clusters.close();
  }
}

function untilSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
}

function refuse(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new PersonalError(
    `Slack does not let the bot in (${reason}): check SLACK_BOT_TOKEN and the other Slack variables; "kubewhy doctor" looks at each`,
  );
}

import { openChecks } from '../jobs/queues.ts';
import { rules } from '../rules/index.ts';
import { createSlackApp } from '../slack/app.ts';
import { createSlackClient } from '../slack/client.ts';
import { createIncidentRoom } from '../slack/incident-room.ts';
import { createSlackMessenger } from '../slack/post.ts';
import { openLog } from './open-log.ts';
import { PersonalError } from './personal-error.ts';
import { openPipelineBackend, openPipelineOnCall, startPipeline } from './pipeline.ts';
import type { Runtime } from './runtime.ts';

export type Role = 'bot' | 'worker' | 'all';

/** Runs the Slack bot, its workers or both until SIGTERM or SIGINT. Rejects with a PersonalError if Slack does not let it in. */
export async function runBot(runtime: Runtime, role: Role): Promise<void> {
  const { config } = runtime;
  if (role !== 'all' && !config.REDIS_URL)
    throw new PersonalError('several processes share the work through Redis: set REDIS_URL, or leave out --role', 2);
  const log = openLog(config);
  const botToken = config.SLACK_BOT_TOKEN ?? '';
  const backend = await openPipelineBackend(runtime, log);
  const clock = () => new Date();
  const { store } = backend;
  const client = createSlackClient(botToken, config.SLACK_API_URL, log);
  const onCall = openPipelineOnCall(backend, runtime, log, createIncidentRoom(client, log));
  const messenger = createSlackMessenger({ client, store, catalog: rules, log, clock });
  const workers = role === 'bot' ? null : startPipeline(backend, runtime, messenger, onCall, log);
  const app =
    role === 'worker'
      ? null
      : createSlackApp({
          config: {
            botToken,
            appToken: config.SLACK_APP_TOKEN,
            signingSecret: config.SLACK_SIGNING_SECRET,
            port: config.PORT,
            apiUrl: config.SLACK_API_URL,
          },
          parse: runtime.parse,
          enqueueCheck: openChecks(backend).enqueueCheck,
          store,
          onCall,
          clusters: () => runtime.clusters.names(),
          catalog: rules,
          log,
          clock,
          locale: config.KUBEWHY_LOCALE ?? null,
        });
  const stopped = untilSignal();
  runtime.parse('help', { addressed: true }); // loads the grammar before the first question
  try {
    const started = await app?.start().catch(refuse);
    log.info({ role, storage: backend.kind, where: backend.where, clusters: runtime.clusters.names(), ...started }, 'kubewhy is running');
    log.info({ signal: await stopped }, 'stopping');
  } finally {
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

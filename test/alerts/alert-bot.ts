import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { type AlertsServer, startAlertsServer } from '../../src/alertmanager/alerts-server.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { Intent } from '../../src/core/intent.ts';
import { alertPart } from '../../src/core/on-call/alert/alert-part.ts';
import type { Alertmanager } from '../../src/core/on-call/alert/alertmanager.ts';
import { takeWebhook } from '../../src/core/on-call/alert/take-webhook.ts';
import { announcementReply } from '../../src/core/on-call/announce.ts';
import { createOnCall } from '../../src/core/on-call/on-call.ts';
import { openAuditTrail } from '../../src/jobs/audit-trail.ts';
import { type Backend, openBackend } from '../../src/jobs/backend.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { openReplies } from '../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { createTaskProcessor } from '../../src/jobs/task-job.ts';
import { openTasks } from '../../src/jobs/tasks.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { openAccess } from '../../src/slack/access.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createSlackMessenger } from '../../src/slack/post.ts';
import { botToken, type SlackEmulator, signingSecret } from '../slack/slack-emulator.ts';
import { sampleRules } from '../slack/support/sample-rules.ts';
import { digest, redaction, settings } from './world.ts';

const alertsToken = 'a-token-for-tests-0123';

/** What is there beside the bot. */
export interface AlertScene {
  answer(intent: Intent): Answer;
  readonly alertmanager: Alertmanager | null;
}

/** One process of the bot with all that alerts need: the endpoint, queues and state on a Redis, Slack, a cluster that is made up. */
export class AlertBot {
  port = 0;
  readonly backend: Backend;
  readonly server: AlertsServer;
  readonly #app: SlackApp;
  readonly #workers: Workers | null;

  private constructor(backend: Backend, server: AlertsServer, app: SlackApp, workers: Workers | null) {
    this.backend = backend;
    this.server = server;
    this.#app = app;
    this.#workers = workers;
  }

  /** `works`: false is a process that takes alerts and has no worker. */
  static async start(redisUrl: string, slack: SlackEmulator, scene: AlertScene, works = true): Promise<AlertBot> {
    const log = pino({ level: 'silent' });
    const backend = await openBackend({ redisUrl, dataDir: '', log });
    const { store } = backend;
    const [tasks, replies] = [openTasks(backend), openReplies(backend)];
    const now = () => new Date();
    const part = alertPart({
      store,
      tasks,
      announce: (one) => replies.add(announcementReply(one)),
      answer: async (intent) => scene.answer(intent),
      now,
      clusters: () => ['prod'],
      alertsChannel: settings.channel,
      ...(scene.alertmanager ? { alertmanager: scene.alertmanager } : {}),
      warn: () => {},
    });
    const onCall = createOnCall([part], () => {});
    const client = createSlackClient(botToken, slack.apiUrl, log);
    const messenger = createSlackMessenger({ client, store, catalog: sampleRules, log, clock: now });
    const workers = works
      ? startWorkers(backend, {
          check: async () => {},
          reply: createReplyProcessor({ messenger, pace: channelPace(store), undelivered: onCall.undelivered, log }),
          task: createTaskProcessor({ onCall, log }),
          log,
        })
      : null;
    const app = createSlackApp({
      config: { botToken, signingSecret, apiUrl: slack.apiUrl, port: 0 },
      parse: () => ({ intent: 'none' }),
      enqueueCheck: async () => 'added',
      store,
      onCall,
      access: openAccess,
      audit: openAuditTrail({ store, write: null, log }),
      clusters: () => ['prod'],
      catalog: sampleRules,
      log,
      clock: now,
    });
    const routed = { ...settings, routes: [{ match: { team: ['elsewhere'] }, channel: 'C0ELSEWHERE', locale: null }] };
    const intake = { store, tasks, settings: routed, localeOf: async () => 'en' as const, now, newId: randomUUID, digest, redaction };
    const server = await startAlertsServer({ port: 0, token: alertsToken, log, take: (hook) => takeWebhook(hook, intake) });
    const bot = new AlertBot(backend, server, app, workers);
    bot.port = (await app.start()).port ?? 0;
    return bot;
  }

  /** Alertmanager tells something. */
  async tell(hook: object): Promise<number> {
    const headers = { authorization: `Bearer ${alertsToken}` };
    const body = JSON.stringify({ version: '4', ...hook });
    return (await fetch(`http://127.0.0.1:${this.server.port}/alertmanager`, { method: 'POST', headers, body })).status;
  }

  /** As a rolling update does: what runs is handed back to the queue. */
  async stop(): Promise<void> {
    await this.server.close();
    await this.#app.stop();
    await this.#workers?.stop(0);
    await this.backend.close();
  }
}

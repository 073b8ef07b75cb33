import pino from 'pino';
import type { Answer } from '../../../src/core/answer.ts';
import type { Intent } from '../../../src/core/intent.ts';
import { announcementReply } from '../../../src/core/on-call/announce.ts';
import { incidentPart } from '../../../src/core/on-call/incident/incident-part.ts';
import { createOnCall } from '../../../src/core/on-call/on-call.ts';
import { loadIntents } from '../../../src/intents/load-intents.ts';
import { createParser } from '../../../src/intents/parse.ts';
import { openAuditTrail } from '../../../src/jobs/audit-trail.ts';
import { type Backend, openBackend } from '../../../src/jobs/backend.ts';
import { channelPace } from '../../../src/jobs/channel-pace.ts';
import { createCheckProcessor } from '../../../src/jobs/check-job.ts';
import { openChecks, openReplies } from '../../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../../src/jobs/reply-job.ts';
import { createTaskProcessor } from '../../../src/jobs/task-job.ts';
import { openTasks } from '../../../src/jobs/tasks.ts';
import { startWorkers, type Workers } from '../../../src/jobs/workers.ts';
import { openAccess } from '../../../src/slack/access.ts';
import { createSlackApp, type SlackApp } from '../../../src/slack/app.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { createIncidentRoom } from '../../../src/slack/incident-room.ts';
import { createSlackMessenger } from '../../../src/slack/post.ts';
import { botToken, type SlackEmulator, signingSecret } from '../slack-emulator.ts';
import { sampleRules } from './sample-rules.ts';

const parse = createParser(loadIntents());

/** A cluster of one deployment, and the clock: both go on while processes come and go. */
export interface IncidentScene {
  now(): Date;
  answer(intent: Intent): Answer;
  readonly channelTemplate: string | null;
  readonly userGroup: string | null;
}

/** One process of the bot with all it needs for incidents: queues and state on a Redis, the real grammar, a cluster that is made up. */
export class IncidentBot {
  port = 0;
  readonly backend: Backend;
  readonly #app: SlackApp;
  readonly #workers: Workers;

  private constructor(backend: Backend, slack: SlackEmulator, scene: IncidentScene) {
    const log = pino({ level: 'silent' });
    const client = createSlackClient(botToken, slack.apiUrl, log);
    const { store } = backend;
    const replies = openReplies(backend);
    const clock = () => scene.now();
    const messenger = createSlackMessenger({ client, store, catalog: sampleRules, log, clock });
    const deps = {
      store,
      tasks: openTasks(backend),
      announce: (one: Parameters<typeof announcementReply>[0]) => replies.add(announcementReply(one)),
      answer: async (intent: Intent) => scene.answer(intent),
      now: clock,
      clusters: () => ['prod'],
      warn: () => {},
    };
    const { channelTemplate, userGroup } = scene;
    const redact = (text: string) => text.replace(/hunter2/g, '[redacted]');
    const part = incidentPart(deps, { channelTemplate, userGroup, redact, room: createIncidentRoom(client, log) });
    const onCall = createOnCall([part], () => {});
    const answer = async ({ intent }: { readonly intent: Intent }) => scene.answer(intent);
    this.backend = backend;
    this.#workers = startWorkers(backend, {
      check: createCheckProcessor({ answer, replies, messenger, answered: onCall.answered, log, clock: () => performance.now() }),
      reply: createReplyProcessor({ messenger, pace: channelPace(store), log }),
      task: createTaskProcessor({ onCall, log }),
      log,
    });
    this.#app = createSlackApp({
      config: { botToken, signingSecret, apiUrl: slack.apiUrl, port: 0 },
      parse,
      enqueueCheck: openChecks(backend).enqueueCheck,
      store,
      onCall,
      access: openAccess,
      audit: openAuditTrail({ store, write: null, log }),
      clusters: () => ['prod'],
      catalog: sampleRules,
      log,
      clock,
    });
    void onCall.start();
  }

  static async start(redisUrl: string, slack: SlackEmulator, scene: IncidentScene): Promise<IncidentBot> {
    const backend = await openBackend({ redisUrl, dataDir: '', log: pino({ level: 'silent' }) });
    const bot = new IncidentBot(backend, slack, scene);
    bot.port = (await bot.#app.start()).port ?? 0;
    return bot;
  }

  /** As a rolling update does: what runs is handed back to the queue. */
  async stop(): Promise<void> {
    await this.#app.stop();
    await this.#workers.stop(0);
    await this.backend.close();
  }
}

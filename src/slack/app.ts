import { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Access } from '../core/access.ts';
import type { AuditTrail } from '../core/audit.ts';
import type { ParseContext, Parsed } from '../core/intent.ts';
import type { CheckJob } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { AnyRule } from '../core/rule.ts';
import type { Store } from '../core/store.ts';
import { boltLog } from './bolt-log.ts';
import { clientOptions, createSlackClient } from './client.ts';
import type { Dependencies } from './dependencies.ts';
import { createHomes } from './home.ts';
import { act } from './listeners/act.ts';
import { again } from './listeners/again.ts';
import { choose } from './listeners/choose.ts';
import { command } from './listeners/command.ts';
import { submitDigest } from './listeners/digest-modal.ts';
import { explainThis } from './listeners/explain-this.ts';
import { homeChosen, homeOpened } from './listeners/home.ts';
import { language } from './listeners/language.ts';
import { logs } from './listeners/logs.ts';
import { mention } from './listeners/mention.ts';
import { message } from './listeners/message.ts';
import { pin } from './listeners/pin.ts';
import { createSlackMessenger } from './post.ts';
import { digestModalId } from './render/digest-modal.ts';
import { slackCode } from './slack-error.ts';
import { SlackState } from './state.ts';

export interface SlackConfig {
  readonly botToken: string;
  /** Set: Socket Mode. */
  readonly appToken?: string | undefined;
  /** Without an app token: HTTP, every request's signature verified. */
  readonly signingSecret?: string | undefined;
  /** Of the HTTP receiver; 0: any free one. */
  readonly port?: number;
  /** The address that it listens on; every one if not said. */
  readonly host?: string;
  readonly apiUrl?: string | undefined;
}

export interface SlackAppOptions {
  readonly config: SlackConfig;
  readonly parse: (text: string, context: ParseContext) => Parsed;
  /** Rejects if the queue is away. */
  readonly enqueueCheck: (job: CheckJob) => Promise<unknown>;
  readonly store: Store;
  readonly onCall: OnCall;
  readonly access: Access;
  readonly audit: AuditTrail;
  readonly clusters: () => readonly string[];
  readonly catalog: readonly AnyRule[];
  readonly log: Logger;
  readonly clock: () => Date;
  readonly locale?: Locale | null;
}

export interface SlackApp {
  /** Checks the token, then listens. Rejects if Slack does not let the bot in. */
  start(): Promise<{ readonly mode: 'socket' | 'http'; readonly port: number | null; readonly botName: string; readonly team: string }>;
  /** Takes no more, and waits a little for what is under way. */
  stop(): Promise<void>;
}

/** The bot in Slack: listens, acknowledges, reads questions and hands them to the queue. Answers come from a worker's messenger. */
export function createSlackApp(options: SlackAppOptions): SlackApp {
  const { config, log } = options;
  const client = createSlackClient(config.botToken, config.apiUrl, log);
  const running = new Set<Promise<void>>();
  let app: App | null = null;
  return {
    async start() {
      const me = await client.auth.test();
      const bot = { userId: me.user_id ?? '', name: me.user ?? 'kubewhy' };
      const state = new SlackState(options.store);
      const { catalog, clock, store } = options;
      const messenger = createSlackMessenger({ client, store, catalog, log, clock });
      app = boltApp(options, { botUserId: bot.userId, botId: me.bot_id ?? 'unknown' });
      const locale = options.locale ?? null;
      const homes = createHomes({ ...options, client, locale, onCall: () => options.onCall });
      listen(app, { ...options, client, bot, state, messenger, homes, locale }, running);
      const server: unknown = await app.start({ port: config.port ?? 3000, ...(config.host ? { host: config.host } : {}) });
      return { mode: config.appToken ? 'socket' : 'http', port: portOf(server), botName: bot.name, team: me.team ?? '' };
    },
    async stop() {
      await app?.stop();
      await Promise.race([Promise.allSettled(running), new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
    },
  };
}

function boltApp({ config, log }: SlackAppOptions, identity: { readonly botUserId: string; readonly botId: string }): App {
  const { appToken, signingSecret, botToken, apiUrl } = config;
  if (!appToken && !signingSecret) throw new Error('Slack needs an app token (Socket Mode) or a signing secret (HTTP)');
  const app = new App({
    token: botToken,
    ...identity,
    ...(appToken ? { appToken, socketMode: true } : { signingSecret: signingSecret as string }),
    clientOptions: clientOptions(apiUrl, log),
    logger: boltLog(log),
    convoStore: false,
    tokenVerificationEnabled: false,
  });
  app.error(async (error) => log.error({ err: error, code: slackCode(error) ?? error.code }, 'Slack could not be listened to'));
  return app;
}

function listen(app: App, deps: Dependencies, running: Set<Promise<void>>): void {
  const counted =
    <A>(listener: (args: A) => Promise<void>) =>
    (args: A): Promise<void> => {
      const work = listener(args).finally(() => running.delete(work));
      running.add(work);
      return work;
    };
  app.command(/^\//, counted(command(deps)));
  app.event('app_mention', counted(mention(deps)));
  app.event('message', counted(message(deps)));
  app.event('app_home_opened', counted(homeOpened(deps)));
  app.action(/^home:/, counted(homeChosen(deps)));
  app.event('pin_added', counted(pin(deps)));
  app.shortcut({ type: 'message_action', callback_id: 'explain-this' }, counted(explainThis(deps)));
  app.view(digestModalId, counted(submitDigest(deps)));
  app.action('again', counted(again(deps)));
  app.action('logs', counted(logs(deps)));
  app.action('language', counted(language(deps)));
  app.action(/^choose:/, counted(choose(deps)));
  app.action(/^act:/, counted(act(deps)));
}

function portOf(server: unknown): number | null {
  const address = (server as { address?: () => unknown } | null)?.address?.();
  return typeof address === 'object' && address !== null && 'port' in address ? Number(address.port) : null;
}

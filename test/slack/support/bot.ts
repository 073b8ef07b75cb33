import pino from 'pino';
import type { Access } from '../../../src/core/access.ts';
import type { Answer } from '../../../src/core/answer.ts';
import type { Intent, ParseContext, Parsed } from '../../../src/core/intent.ts';
import { type CheckJob, RetryLater } from '../../../src/core/jobs.ts';
import { createOnCall, type OnCall } from '../../../src/core/on-call/on-call.ts';
import { openAuditTrail } from '../../../src/jobs/audit-trail.ts';
import { openAccess } from '../../../src/slack/access.ts';
import { createSlackApp, type SlackApp } from '../../../src/slack/app.ts';
import { createSlackClient } from '../../../src/slack/client.ts';
import { createSlackMessenger, type SlackMessenger } from '../../../src/slack/post.ts';
import { botToken, type Modal, type SlackEmulator, signingSecret } from '../slack-emulator.ts';
import { MemoryStore } from './memory-store.ts';
import { sampleReport, sampleRules } from './sample-rules.ts';

/** Words enough for these tests; the real grammar has tests of its own. */
function parse(text: string, { addressed, target, locale = /[가-힣]/.test(text) ? 'ko' : 'en' }: ParseContext): Parsed {
  const intent = (name: Intent['intent'], more: Partial<Intent> = {}): Intent => ({
    intent: name,
    kind: null,
    name: null,
    namespace: null,
    symptom: null,
    locale,
    ...more,
  });
  const why = /^why (\S+)|(\S+) 왜/.exec(text);
  if (text === 'which web')
    return { intent: 'choose', choices: ['pod', 'deployment'].map((kind) => intent('why', { kind: kind as 'pod', name: 'web' })), locale };
  if (why) return intent('why', { kind: 'pod', name: why[1] ?? why[2] ?? '', namespace: 'shop' });
  if (target && /^(and the logs\?|로그는\?)$/.test(text)) return intent('logs', { ...target });
  if (target && text === '왜?') return intent('why', { ...target });
  if (text === 'help' || text === 'audit') return intent(text);
  if (text === 'boom') throw new Error('a defect in the parser');
  const digest = /^digest(?: (list|pause|resume|remove|now)| cron (.+))?$/.exec(text);
  if (digest) return intent('digest', { ...(digest[1] ? { action: digest[1] } : {}), ...(digest[2] ? { cron: digest[2] } : {}) });
  const setting = /^(lang|listen|use) (\S+)$/.exec(text);
  if (setting?.[1] === 'lang') return intent('lang', { language: setting[2] as 'ko' });
  if (setting?.[1] === 'listen') return intent('listen', { action: setting[2] as string });
  if (setting?.[1] === 'use') return intent('use', { cluster: setting[2] as string });
  return addressed && text.startsWith('list') ? intent('list', { kind: 'pod' }) : { intent: 'none' };
}

/** The bot, with a queue and a worker in this process. */
export class TestBot {
  readonly jobs: CheckJob[] = [];
  readonly store = new MemoryStore();
  readonly logged: { level: number; msg: string; [key: string]: unknown }[] = [];
  /** What the bot does of its own accord: a test sets its own. */
  onCall: OnCall = createOnCall([], () => {});
  /** A test sets its own policy. */
  access: Access = openAccess;
  queueAway = false;
  port = 0;
  readonly slack: SlackEmulator;
  readonly messenger: SlackMessenger;
  readonly #app: SlackApp;
  readonly log = pino({ level: 'debug' }, { write: (line: string) => void this.logged.push(JSON.parse(line) as never) });

  readonly audit = openAuditTrail({ store: this.store, write: null, log: this.log });

  constructor(slack: SlackEmulator, mode: 'http' | 'socket') {
    this.slack = slack;
    this.#app = createSlackApp({
      config: { botToken, apiUrl: slack.apiUrl, port: 0, ...(mode === 'socket' ? { appToken: 'xapp-1-test' } : { signingSecret }) },
      parse,
      enqueueCheck: async (job) => {
        if (this.queueAway) throw new Error('connect ECONNREFUSED 127.0.0.1:6379');
        this.jobs.push(job);
      },
      store: this.store,
      onCall: {
        answer: (...args) => this.onCall.answer(...args),
        press: (...args) => this.onCall.press(...args),
        intentOf: (act) => this.onCall.intentOf(act),
        home: (...args) => this.onCall.home(...args),
        refreshHome: (...args) => this.onCall.refreshHome(...args),
        run: (...args) => this.onCall.run(...args),
        start: () => this.onCall.start(),
        answered: (...args) => this.onCall.answered(...args),
        undelivered: (...args) => this.onCall.undelivered(...args),
      },
      access: { permit: (request) => this.access.permit(request) },
      audit: this.audit,
      clusters: () => ['prod', 'staging'],
      catalog: sampleRules,
      log: this.log,
      clock: () => new Date(),
    });
    this.messenger = this.worker();
  }

  /** Another worker's messenger over the same store: as after a restart. */
  worker(store = this.store): SlackMessenger {
    const client = createSlackClient(botToken, this.slack.apiUrl, this.log);
    return createSlackMessenger({ client, store, catalog: sampleRules, log: this.log, clock: () => new Date() });
  }

  async start(): Promise<this> {
    this.port = (await this.#app.start()).port ?? 0;
    return this;
  }

  stop(): Promise<void> {
    return this.#app.stop();
  }

  /** Waits until the queue holds so many jobs. */
  async job(count = 1): Promise<CheckJob> {
    await until(
      () => this.jobs.length >= count,
      () => `${this.jobs.length} of ${count} jobs`,
    );
    return this.jobs[count - 1] as CheckJob;
  }

  /** Does a worker's part: the answer goes out, however often it has to wait. */
  async answer(check: CheckJob, answer: Answer = { type: 'report', report: sampleReport }, messenger = this.messenger): Promise<void> {
    for (let attempt = 0; attempt < 10; attempt++) {
      try {
        return await messenger.deliver({ check, answer });
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.milliseconds));
      }
    }
  }

  slash(text: string, more: Record<string, string> = {}): Promise<{ status: number; ms: number }> {
    return this.slack.post(this.port, new URLSearchParams(this.slashPayload(text, more)).toString(), 'application/x-www-form-urlencoded');
  }

  slashPayload(text: string, more: Record<string, string> = {}): Record<string, string> {
    const trigger = `${Date.now()}.${Math.random().toString().slice(2, 12)}.a`;
    return {
      command: '/k8s',
      text,
      team_id: 'T000000001',
      channel_id: this.slack.channel,
      channel_name: 'general',
      user_id: this.slack.userId,
      user_name: 'admin',
      trigger_id: trigger,
      response_url: this.slack.responseUrl(),
      api_app_id: 'A1',
      token: 'x',
      ...more,
    };
  }

  event(event: Record<string, unknown>, options: { retry?: number; id?: string } = {}): Promise<{ status: number; ms: number }> {
    const body = JSON.stringify(this.eventPayload(event, options.id));
    return this.slack.post(this.port, body, 'application/json', options.retry === undefined ? {} : { retry: options.retry });
  }

  eventPayload(event: Record<string, unknown>, id = `Ev${Math.random().toString(36).slice(2)}`): object {
    return { type: 'event_callback', team_id: 'T000000001', api_app_id: 'A1', event_id: id, event_time: 1, authorizations: [], event };
  }

  /** A modal is submitted, as it was opened, with what was filled in; what Slack would show in it. */
  async submit(modal: Modal, values: Readonly<Record<string, object>>): Promise<{ readonly errors?: Readonly<Record<string, string>> }> {
    const state = { values: Object.fromEntries(Object.entries(values).map(([block, value]) => [block, { value }])) };
    const payload = {
      type: 'view_submission',
      team: { id: 'T000000001', domain: 'emulate' },
      user: { id: this.slack.userId, username: 'admin', name: 'admin' },
      view: { ...modal, id: 'V1', type: 'modal', state, hash: '1' },
      api_app_id: 'A1',
      token: 'x',
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) });
    const { answer } = await this.slack.post(this.port, body.toString(), 'application/x-www-form-urlencoded');
    return answer === '' ? {} : (JSON.parse(answer) as { errors: Record<string, string> });
  }

  /** A press of a button on a message that stands in a channel. */
  press(button: Button, message: { ts: string; thread_ts?: string }, more: object = {}): Promise<{ status: number; ms: number }> {
    const body = new URLSearchParams({ payload: JSON.stringify(this.pressPayload(button, message, more)) });
    return this.slack.post(this.port, body.toString(), 'application/x-www-form-urlencoded');
  }

  /** "Explain this", or another shortcut, in the menu of a message. */
  shortcut(callbackId: string, message: { ts: string; [field: string]: unknown }): Promise<{ status: number; ms: number }> {
    const payload = {
      type: 'message_action',
      callback_id: callbackId,
      team: { id: 'T000000001', domain: 'emulate' },
      user: { id: this.slack.userId, name: 'admin' },
      channel: { id: this.slack.channel, name: 'general' },
      message: { type: 'message', ...message },
      message_ts: message.ts,
      response_url: this.slack.responseUrl(),
      trigger_id: `${Date.now()}.2`,
      action_ts: String(Date.now() / 1000),
      token: 'x',
    };
    return this.slack.post(this.port, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), 'application/x-www-form-urlencoded');
  }

  pressPayload(button: Button, message: { ts: string; thread_ts?: string }, more: object = {}): object {
    return {
      type: 'block_actions',
      team: { id: 'T000000001', domain: 'emulate' },
      user: { id: this.slack.userId, username: 'admin', name: 'admin' },
      channel: { id: this.slack.channel, name: 'general' },
      message: { type: 'message', ...message },
      container: { type: 'message', message_ts: message.ts, channel_id: this.slack.channel, is_ephemeral: false },
      actions: [{ type: 'button', block_id: 'b', action_ts: String(Date.now()), ...button }],
      response_url: this.slack.responseUrl(),
      trigger_id: `${Date.now()}.1`,
      api_app_id: 'A1',
      token: 'x',
      ...more,
    };
  }
}

export interface Button {
  readonly action_id: string;
  readonly value: string;
}

/** A button of a message, by its id. */
export function buttonIn(message: { readonly blocks?: readonly object[] } | undefined, id: string): Button {
  const blocks = (message?.blocks ?? []) as { type: string; elements?: Button[] }[];
  const found = blocks
    .filter(({ type }) => type === 'actions')
    .flatMap(({ elements = [] }) => elements)
    .find(({ action_id }) => action_id === id);
  if (!found) throw new Error(`no button ${id} in ${JSON.stringify(blocks).slice(0, 300)}`);
  return found;
}

/** Waits for something to become true; says what it waited for if it does not. */
export async function until(done: () => boolean | Promise<boolean>, what: () => string, patienceMs = 5000): Promise<void> {
  const end = Date.now() + patienceMs;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(`waited in vain: ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

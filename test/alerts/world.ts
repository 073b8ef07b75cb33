import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { redact, redactValue } from '../../src/cluster/redact.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import type { Intent } from '../../src/core/intent.ts';
import { RetryLater } from '../../src/core/jobs.ts';
import type { AlertAnswer, AlertNoteAnswer, AlertSummaryAnswer } from '../../src/core/on-call/alert/alert-answer.ts';
import { alertPart } from '../../src/core/on-call/alert/alert-part.ts';
import type { Alertmanager } from '../../src/core/on-call/alert/alertmanager.ts';
import type { Labels, Webhook } from '../../src/core/on-call/alert/notification.ts';
import { type AlertSettings, defaultAlertSettings } from '../../src/core/on-call/alert/settings.ts';
import { takeWebhook } from '../../src/core/on-call/alert/take-webhook.ts';
import { type Announcement, announcementReply, rememberPlace } from '../../src/core/on-call/announce.ts';
import type { OnCallContext, OnCallPart } from '../../src/core/on-call/on-call.ts';
import type { Task, Tasks } from '../../src/core/on-call/tasks.ts';
import type { Ref } from '../../src/core/ref.ts';
import type { Finding, Report, Verdict } from '../../src/core/report.ts';
import type { Store } from '../../src/core/store.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';

export const channel = 'C000000001';
export const settings: AlertSettings = { ...defaultAlertSettings, channel };
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
export const redaction = { text: redact, named: redactValue };
const minute = 60_000;

/** What a real Alertmanager 0.25 sent. */
export function recorded(name: string): Webhook {
  return JSON.parse(readFileSync(new URL(`./recorded/${name}.json`, import.meta.url), 'utf8')) as Webhook;
}

/** A webhook of one group. */
export function webhook(
  groupKey: string,
  alerts: readonly Labels[],
  status: 'firing' | 'resolved' = 'firing',
  startsAt = '2026-11-21T09:58:00Z',
): Webhook {
  return {
    receiver: 'kubewhy',
    groupKey,
    truncatedAlerts: 0,
    alerts: alerts.map((labels) => ({
      status,
      labels,
      annotations: { summary: 'it is broken' },
      startsAt,
      endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-11-21T10:10:00Z',
      generatorURL: 'http://prometheus:9090/graph',
      fingerprint: digest(JSON.stringify(labels)),
    })),
  };
}

export function finding(rule: string, subject: Ref, because: readonly string[] = []): Finding {
  const name = subject.namespace ? `${subject.kind}/${subject.namespace}/${subject.name}` : `${subject.kind}/${subject.name}`;
  return {
    id: `${rule}@${name}`,
    rule,
    subject,
    severity: 'critical',
    rootCause: because.length === 0,
    because,
    facts: { pods: 110, wanted: '4', most: '2' },
    proof: [{ ref: subject, path: 'status', value: 'x' }],
    alike: [],
  };
}

export function report(target: Ref, findings: readonly Finding[], verdict: Verdict = findings.length > 0 ? 'problem' : 'healthy'): Answer {
  const found: Report = {
    target,
    cluster: 'prod',
    at: '2026-11-21T10:00:00.000Z',
    verdict,
    state: null,
    findings,
    gaps: [],
    looked: [target],
    cost: { requests: 3, ms: 100 },
  };
  return { type: 'report', report: found };
}

interface Waiting {
  readonly task: Task;
  readonly id: string;
  readonly at: number;
}

/** Alerts without Slack, queue and cluster: a clock that stands still, tasks that run when they are due, and what was said. */
export class AlertWorld {
  ms = Date.parse('2026-11-21T10:00:00.000Z');
  readonly store = new MemoryStore(() => this.ms);
  readonly said: Announcement[] = [];
  readonly asked: Intent[] = [];
  readonly waiting: Waiting[] = [];
  readonly warned: string[] = [];
  readonly audited: AuditEntry[] = [];
  /** What a look at a target shows: by `kind/name`; nothing: it is well. */
  readonly cluster = new Map<string, Answer>();
  queueAway = false;
  /** Slack takes what is said. */
  inChannel = true;
  /** Looks wait for it. */
  slow: Promise<unknown> = Promise.resolve();
  /** Calls to the store that still succeed before the process dies. */
  dieAfter = Number.POSITIVE_INFINITY;
  alertmanager: Alertmanager | null = null;
  settings = settings;
  /** Where alerts go that cannot be posted where they belong. */
  alertsChannel: string | null = null;
  /** Told for which channel something is looked at. */
  onLook: (channel: string) => void = () => {};
  /** Channels that the bot is not in. */
  readonly closed = new Set<string>();
  #ids = 0;
  readonly #ran = new Map<string, number>();

  now = () => new Date(this.ms);

  tasks: Tasks = {
    add: async (task, { key, delayMs = 0 }) => {
      if (this.queueAway) throw new Error('connect ECONNREFUSED');
      const id = `${task.type}-${task.id}-${key}`;
      const ran = this.#ran.get(id);
      if (this.waiting.some((one) => one.id === id) || (ran !== undefined && this.ms - ran < 60 * minute)) return;
      this.waiting.push({ task, id, at: this.ms + delayMs });
    },
    schedule: async () => {},
    unschedule: async () => {},
    scheduled: async () => [],
  };

  /** A process: what it knows is in the store alone. */
  part(): OnCallPart {
    return alertPart({
      store: this.#mortalStore(),
      tasks: this.tasks,
      announce: async (announcement) => {
        this.said.push(announcement);
        const { channel } = announcement.spot;
        if (this.closed.has(channel)) await this.#refuse(announcement);
        else if (this.inChannel) await rememberPlace(this.store, announcement.key, { channel, ts: announcement.key, threadTs: announcement.key });
      },
      answer: async (intent, { behalf }) => {
        this.asked.push(intent);
        this.onLook(behalf.spot.channel);
        await this.slow;
        const key = intent.intent === 'check' ? `check/${intent.area}` : `${intent.kind ?? 'namespace'}/${intent.name ?? intent.namespace}`;
        const target = {
          kind: intent.kind ?? 'namespace',
          name: intent.name ?? intent.namespace ?? '',
          ...(intent.kind ? { namespace: intent.namespace ?? 'shop' } : {}),
        };
        return this.cluster.get(key) ?? report(target as Ref, []);
      },
      now: this.now,
      clusters: () => ['prod'],
      alertsChannel: this.alertsChannel,
      ...(this.alertmanager ? { alertmanager: this.alertmanager } : {}),
      audit: async (entry) => void this.audited.push(entry),
      warn: (message) => void this.warned.push(message),
    });
  }

  /** What the queue of replies hears from Slack. */
  #refuse(announcement: Announcement): Promise<void> {
    this.said.splice(this.said.indexOf(announcement), 1);
    return this.part().undelivered?.(announcementReply(announcement).check, 'not_in_channel') ?? Promise.resolve();
  }

  #mortalStore(): Store {
    return new Proxy(this.store as Store, {
      get: (store, name) => {
        const method = Reflect.get(store, name);
        if (typeof method !== 'function') return method;
        return (...args: unknown[]) => {
          if (--this.dieAfter < 0) throw new Error('the process died');
          return method.apply(store, args);
        };
      },
    });
  }

  take(hook: Webhook): Promise<void> {
    return takeWebhook(hook, {
      store: this.store,
      tasks: this.tasks,
      settings: this.settings,
      localeOf: async () => 'en',
      now: this.now,
      newId: () => String(++this.#ids).padStart(6, '0'),
      digest,
      redaction,
    });
  }

  /** Runs what is due, in order, in a process of its own each. */
  async work(): Promise<void> {
    for (let turns = 0; turns < 2000; turns++) {
      this.waiting.sort((a, b) => a.at - b.at);
      const [next] = this.waiting;
      if (!next || next.at > this.ms) return;
      this.waiting.shift();
      await this.#run(next);
    }
    throw new Error('the tasks do not come to an end');
  }

  async #run(job: Waiting): Promise<void> {
    try {
      await this.part().run?.({ task: job.task, dueAt: new Date(job.at).toISOString(), last: false }, new AbortController().signal);
      this.#ran.set(job.id, this.ms);
    } catch (error) {
      if (!(error instanceof RetryLater)) throw error;
      this.waiting.push({ ...job, at: this.ms + error.milliseconds });
    }
  }

  /** Lets time pass, and runs what becomes due. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.ms + milliseconds;
    await this.work();
    for (;;) {
      const next = this.waiting.map(({ at }) => at).sort((a, b) => a - b)[0];
      if (next === undefined || next > end) break;
      this.ms = Math.max(this.ms, next);
      await this.work();
    }
    this.ms = end;
  }

  /** Tells it, and lets a few seconds pass. */
  async hear(hook: Webhook): Promise<void> {
    await this.take(hook);
    await this.pass(10_000);
  }

  press(act: string, value: string, id = 'U1', name = 'minsu'): Promise<Answer | null> {
    const context: OnCallContext = {
      spot: { medium: 'slack', team: null, channel, threadTs: '1.1' },
      asker: { id, name },
      locale: 'en',
      cluster: null,
      at: this.now().toISOString(),
      timeZone: async () => 'UTC',
    };
    return this.part().press?.(act, value, context) ?? Promise.resolve(null);
  }

  /** Messages in the channel by key, as they stand. */
  roots(): readonly (AlertAnswer | AlertSummaryAnswer)[] {
    const latest = new Map<string, Announcement>();
    for (const one of this.said.filter(({ under }) => under === undefined)) {
      const known = latest.get(one.key);
      if (!known || one.at > known.at) latest.set(one.key, one);
    }
    return [...latest.values()].map(({ answer }) => answer as AlertAnswer | AlertSummaryAnswer);
  }

  root(): AlertAnswer {
    const [only, ...more] = this.roots();
    if (only?.type !== 'alert' || more.length > 0) throw new Error(`there are ${more.length + (only ? 1 : 0)} messages`);
    return only;
  }

  /** Lines in threads, each once. */
  notes(): readonly AlertNoteAnswer['note']['type'][] {
    const notes = new Map(this.said.filter(({ under }) => under !== undefined).map((one) => [one.key, one.answer as AlertNoteAnswer]));
    return [...notes.values()].map(({ note }) => note.type);
  }
}

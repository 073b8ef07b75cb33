import type { Answer, ChangesAnswer } from '../../src/core/answer.ts';
import type { Change } from '../../src/core/changes/change.ts';
import type { Intent } from '../../src/core/intent.ts';
import { RetryLater } from '../../src/core/jobs.ts';
import { type Announcement, rememberPlace } from '../../src/core/on-call/announce.ts';
import type { IncidentRoom, IncidentSettings, Lack } from '../../src/core/on-call/incident/incident.ts';
import type { IncidentAnswer } from '../../src/core/on-call/incident/incident-answer.ts';
import { incidentPart } from '../../src/core/on-call/incident/incident-part.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../../src/core/on-call/on-call.ts';
import type { Task } from '../../src/core/on-call/tasks.ts';
import type { Ref } from '../../src/core/ref.ts';
import type { Finding, Gap, Report } from '../../src/core/report.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';

export const cart: Ref = { kind: 'deployment', name: 'cart', namespace: 'shop' };
export const start: Intent = {
  intent: 'incident',
  action: 'start',
  kind: 'deployment',
  name: 'cart',
  namespace: 'shop',
  symptom: null,
  locale: 'en',
};

export function finding(rule: string, subject: Ref = cart): Finding {
  const proof = [{ ref: subject, path: 'status', value: 'x' }];
  return { id: `${rule}@${subject.name}`, rule, subject, severity: 'critical', rootCause: true, because: [], facts: {}, proof, alike: [] };
}

/** A cluster that answers as it is told, a Slack that posts at once, and a clock that goes as it is told. */
export class IncidentWorld {
  now = new Date('2026-11-21T12:00:00.000Z');
  /** What "why?" answers; by the name that is asked for where that is said. */
  why: (intent: Intent) => Answer = () => this.report([finding('image')]);
  changes: readonly Change[] = [];
  /** What could not be read of them. */
  gaps: readonly Gap[] = [];
  /** A workload that pods belong to. */
  owner: Ref | null = null;
  readonly asked: Intent[] = [];
  readonly announced: Announcement[] = [];
  readonly tasks: Task[] = [];
  readonly schedules = new Map<string, Task>();
  /** How often each of them runs. */
  readonly everyMs = new Map<string, number>();
  readonly room: Record<string, unknown[][]> = {};
  readonly lacks: Partial<Record<Lack['what'], Lack>> = {};
  isMember = true;
  /** Slack does not post: it is away. */
  postsNothing = false;
  readonly store = new MemoryStore(() => this.now.getTime());
  readonly part: OnCallPart;

  constructor(settings: Partial<IncidentSettings> = {}) {
    this.part = this.worker(settings);
  }

  /** Another process over the same store: as after a restart. */
  worker(settings: Partial<IncidentSettings> = {}): OnCallPart {
    const redact = (text: string) => text.replace(/hunter2/g, '[redacted]');
    return incidentPart(this.#deps(), { channelTemplate: null, userGroup: null, redact, room: this.#room(), ...settings });
  }

  context(more: Partial<OnCallContext> = {}): OnCallContext {
    return {
      spot: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1.0' },
      asker: { id: 'U0000001', name: 'minsu' },
      locale: 'en',
      cluster: null,
      at: this.now.toISOString(),
      timeZone: async () => 'UTC',
      ...more,
    };
  }

  ask(intent: Partial<Intent>, more: Partial<OnCallContext> = {}): Promise<IncidentAnswer & Answer> {
    const whole: Intent = { intent: 'incident', kind: null, name: null, namespace: null, symptom: null, locale: 'en', ...intent };
    return this.part.answer?.(whole, this.context(more)) as Promise<IncidentAnswer & Answer>;
  }

  press(act: string, value: object, more: Partial<OnCallContext> = {}): Promise<Answer | null> {
    return this.part.press?.(`incident-${act}`, JSON.stringify(value), this.context(more)) as Promise<Answer | null>;
  }

  /** Does all tasks that wait; those that have to wait longer are left. */
  async work(part = this.part): Promise<void> {
    for (let task = this.tasks.shift(); task; task = this.tasks.shift()) {
      try {
        await part.run?.({ task, dueAt: this.now.toISOString(), last: false }, new AbortController().signal);
      } catch (error) {
        if (!(error instanceof RetryLater)) throw error;
        this.tasks.push(task);
        return;
      }
    }
  }

  /** So many minutes pass, and each schedule runs as often as it is to. */
  async pass(minutes: number, part = this.part): Promise<void> {
    for (let minute = 0; minute < minutes; minute++) {
      this.now = new Date(this.now.getTime() + 60_000);
      const minutes = Math.floor(this.now.getTime() / 60_000);
      for (const [name, task] of this.schedules) if (minutes % ((this.everyMs.get(name) ?? 0) / 60_000) === 0) this.tasks.push(task);
      await this.work(part);
    }
  }

  report(findings: readonly Finding[], more: Partial<Report> = {}): Answer {
    const broken = findings.length > 0;
    const state = { condition: broken ? 'failing' : 'ok', status: broken ? '0/1 ready' : '1/1 ready' } as const;
    const verdict = broken ? 'problem' : 'healthy';
    const base = {
      target: cart,
      cluster: 'prod',
      at: this.now.toISOString(),
      verdict,
      state,
      findings,
      gaps: [],
      looked: [],
      cost: { requests: 1, ms: 1 },
    };
    return { type: 'report', report: { ...base, ...more } as Report };
  }

  /** The answer that stands under a key by now. */
  said(key: RegExp): (IncidentAnswer & Answer) | undefined {
    return this.announced.findLast((one) => key.test(one.key))?.answer as (IncidentAnswer & Answer) | undefined;
  }

  get status() {
    const answer = this.said(/\/status$/);
    if (answer?.view !== 'status') throw new Error(`no status: ${JSON.stringify(answer)}`);
    return answer.status;
  }

  #deps(): OnCallDeps {
    return {
      store: this.store,
      now: () => this.now,
      clusters: () => ['prod'],
      warn: () => {},
      tasks: {
        add: async (task) => void this.tasks.push(task),
        schedule: async (name, when, task) => {
          this.schedules.set(name, task);
          this.everyMs.set(name, 'everyMs' in when ? when.everyMs : 0);
        },
        unschedule: async (name) => void this.schedules.delete(name),
        scheduled: async () => [],
      },
      announce: async (one) => {
        this.announced.push(one);
        const ts = one.key.endsWith('/status') ? '2.0' : `3.${this.announced.length}`;
        if (!this.postsNothing && one.spot.medium === 'slack')
          await rememberPlace(this.store, one.key, { channel: one.spot.channel, ts, threadTs: one.spot.threadTs ?? ts });
      },
      answer: async (intent) => {
        this.asked.push(intent);
        return intent.intent === 'changes' ? this.#changes(intent) : this.why(intent);
      },
    };
  }

  #changes({ kind, name, namespace }: Intent): ChangesAnswer {
    const target = (kind === 'pod' ? this.owner : null) ?? ({ kind, name, namespace } as Ref);
    const at = this.now.toISOString();
    return { type: 'changes', cluster: 'prod', target, namespace, since: at, at, entries: this.changes, more: 0, gaps: this.gaps };
  }

  #room(): IncidentRoom {
    const called =
      (method: string, what: Lack['what']) =>
      async (...args: unknown[]): Promise<Lack | null> => {
        this.room[method] = [...(this.room[method] ?? []), args];
        return this.lacks[what] ?? null;
      };
    return {
      canWrite: async () => this.isMember,
      openChannel: async (name) => (await called('openChannel', 'channel')(name)) ?? { channel: 'C9', name },
      setTopic: called('setTopic', 'topic'),
      invite: called('invite', 'invite'),
      pin: called('pin', 'pin'),
      unpin: called('unpin', 'pin'),
      bookmark: called('bookmark', 'bookmark'),
      nameOf: async (id) => (id === 'U0000002' ? 'jiyeon' : null),
    };
  }
}

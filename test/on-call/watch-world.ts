import type { Answer } from '../../src/core/answer.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import type { Intent } from '../../src/core/intent.ts';
import type { Announcement } from '../../src/core/on-call/announce.ts';
import type { Followed } from '../../src/core/on-call/changes.ts';
import { feedPart } from '../../src/core/on-call/feed/feed-part.ts';
import { shareSurveys } from '../../src/core/on-call/feed/shared-surveys.ts';
import { createOnCall, type OnCall, type OnCallContext, type OnCallDeps } from '../../src/core/on-call/on-call.ts';
import type { Task } from '../../src/core/on-call/tasks.ts';
import { watchPart } from '../../src/core/on-call/watch/watch-part.ts';
import type { Ref } from '../../src/core/ref.ts';
import type { Finding, Report } from '../../src/core/report.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';

export const web: Ref = { kind: 'deployment', name: 'web', namespace: 'shop' };

export function finding(rule: string, subject: Ref = { kind: 'pod', name: 'web-1', namespace: 'shop' }): Finding {
  return { id: `${rule}@${subject.name}`, rule, subject, severity: 'critical', rootCause: true, because: [], facts: {}, proof: [], alike: [] };
}

/** Watches and feeds over a cluster that answers as it is told, and a clock and tasks that a test moves by hand. */
export class WatchWorld {
  now = new Date('2026-11-21T12:00:00.000Z');
  readonly store = new MemoryStore(() => this.now.getTime());
  readonly schedules = new Map<string, Task>();
  readonly added: { readonly task: Task; readonly key: string; readonly at: number }[] = [];
  readonly announced: Announcement[] = [];
  readonly asked: Intent[] = [];
  readonly followed = new Map<string, Followed>();
  readonly audited: AuditEntry[] = [];
  readonly #surveys = shareSurveys(() => this.now);
  /** What a look gives. */
  look: (intent: Intent) => Answer = () => this.problem('container/exit-code');
  /** Slack's queue is away. */
  deaf = false;
  readonly onCall: OnCall;

  constructor() {
    this.onCall = this.worker('one');
  }

  /** Another process over the same store. */
  worker(owner: string): OnCall {
    const deps: OnCallDeps = {
      store: this.store,
      tasks: {
        add: async (task, { key, delayMs = 0 }) => {
          if (!this.added.some((one) => one.key === key && one.task.id === task.id)) this.added.push({ task, key, at: this.now.getTime() + delayMs });
        },
        schedule: async (name, _, task) => void this.schedules.set(name, task),
        unschedule: async (name) => void this.schedules.delete(name),
        scheduled: async () => [...this.schedules.keys()].map((name) => ({ name, nextAt: null })),
      },
      announce: async (announcement) => {
        if (this.deaf) throw new Error('connect ECONNREFUSED 127.0.0.1:6379');
        this.announced.push(announcement);
      },
      answer: async (intent, { since }) => {
        const look = async () => {
          this.asked.push(intent);
          return this.look(intent);
        };
        return since === undefined ? look() : this.#surveys.share({ intent, cluster: 'prod', rights: null }, since, look);
      },
      now: () => this.now,
      clusters: () => ['prod'],
      changes: {
        owner,
        follow: (followed) => void this.followed.set(`${owner} ${followed.key}`, followed),
        release: (key) => void this.followed.delete(`${owner} ${key}`),
      },
      audit: async (entry) => void this.audited.push(entry),
      warn: (message) => {
        throw new Error(`warned: ${message}`);
      },
    };
    return createOnCall([watchPart(deps), feedPart(deps)], deps.warn);
  }

  report(verdict: Report['verdict'], findings: readonly Finding[], target = web): Answer {
    const state =
      verdict === 'healthy' ? ({ condition: 'ok', status: '3/3 ready' } as const) : ({ condition: 'failing', status: '0/3 ready' } as const);
    const at = this.now.toISOString();
    return { type: 'report', report: { target, cluster: 'prod', at, verdict, state, findings, gaps: [], looked: [], cost: { requests: 1, ms: 1 } } };
  }

  problem(rule: string): Answer {
    return this.report('problem', [finding(rule)]);
  }

  healthy(): Answer {
    return this.report('healthy', []);
  }

  context(more: Partial<OnCallContext> = {}): OnCallContext {
    return {
      spot: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1.1' },
      asker: { id: 'U1', name: 'minsu' },
      locale: 'en',
      cluster: null,
      at: this.now.toISOString(),
      timeZone: async () => 'UTC',
      ...more,
    };
  }

  say(more: Partial<Intent>, context: Partial<OnCallContext> = {}): Promise<Answer | null> {
    const intent: Intent = { intent: 'watch', kind: null, name: null, namespace: null, symptom: null, locale: 'en', ...more };
    return this.onCall.answer(intent, this.context(context));
  }

  inThread(threadTs: string | null, channel = 'C1'): Partial<OnCallContext> {
    return { spot: { medium: 'slack', team: 'T1', channel, threadTs } };
  }

  /** Time passes, and every schedule runs. */
  async tick(seconds: number, onCall = this.onCall): Promise<void> {
    this.now = new Date(this.now.getTime() + seconds * 1000);
    for (const task of [...this.schedules.values()]) await this.run(task, onCall);
  }

  run(task: Task, onCall = this.onCall): Promise<void> {
    return onCall.run({ task, dueAt: this.now.toISOString(), last: false }, new AbortController().signal);
  }

  /** What was said of its own accord: of several with one key the last. */
  said(): readonly string[] {
    const byKey = new Map(this.announced.map((one) => [one.key, one]));
    return [...byKey.values()].map(({ answer }) => (answer.type === 'watch' ? answer.event : answer.type));
  }
}

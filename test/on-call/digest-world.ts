import type { Answer } from '../../src/core/answer.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import type { Intent } from '../../src/core/intent.ts';
import type { Announcement } from '../../src/core/on-call/announce.ts';
import type { DigestAnswer, DigestFailedAnswer, DigestLine, DigestsAnswer } from '../../src/core/on-call/digest/digest-answer.ts';
import { digestPart } from '../../src/core/on-call/digest/digest-part.ts';
import type { LookOptions, OnCallContext, OnCallDeps, OnCallPart } from '../../src/core/on-call/on-call.ts';
import type { Task, TaskSchedule } from '../../src/core/on-call/tasks.ts';
import type { Ref } from '../../src/core/ref.ts';
import type { Finding, Gap } from '../../src/core/report.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';
import { healthyReport, sampleReport } from '../slack/support/sample-rules.ts';

const cause = sampleReport.findings[0] as Finding;

/** One broken workload, by the rule that explains it; null: none does. */
export interface Broken {
  readonly name: string;
  readonly rule: string | null;
}

/** A digest as a look at the cluster gives it. */
export function lookOf(at: string, broken: readonly Broken[], gaps: readonly Gap[] = []): DigestAnswer {
  const ref = (name: string): Ref => ({ kind: 'deployment', name, namespace: 'shop' });
  const findings = broken.flatMap(({ name, rule }) =>
    rule ? [{ ...cause, id: `f-${name}`, rule, subject: { kind: 'pod' as const, name: `${name}-x`, namespace: 'shop' } }] : [],
  );
  const lines = broken.map(({ name, rule }): DigestLine => {
    const parts = [{ ref: ref(name), status: '0/1 ready', failingPods: 1 }];
    const keys = [`${rule ?? 'unexplained'} deployment/shop/${name}`];
    return { keys, severity: 'critical', cause: rule ? `f-${name}` : null, looked: true, parts, since: at, state: 'new', insteadOf: null };
  });
  return {
    type: 'digest',
    health: {
      type: 'health',
      cluster: 'prod',
      namespace: null,
      report: { ...(broken.length > 0 ? { ...sampleReport, findings } : healthyReport), at, gaps },
      broken: [],
      left: [],
      pods: { ok: 9, progressing: 0, failing: broken.length, finished: 0 },
      nodes: null,
      controlPlane: 'healthy',
      capacity: null,
      quotas: null,
      checked: [],
      unexplained: [],
    },
    from: at,
    lines,
    capacity: null,
    top: null,
    restarts: null,
    certificates: [],
    drain: null,
    trend: null,
    runs: [],
    timing: null,
  };
}

/** The part of digests over a store, a clock and tasks that a test moves by hand. */
export class DigestWorld {
  now = new Date('2026-11-23T00:00:00Z');
  readonly store = new MemoryStore(() => this.now.getTime());
  readonly schedules = new Map<string, { readonly when: TaskSchedule; readonly task: Task }>();
  readonly added: { readonly task: Task; readonly key: string }[] = [];
  readonly announced: Announcement[] = [];
  readonly asked: { readonly intent: Intent; readonly options: LookOptions }[] = [];
  readonly warned: string[] = [];
  readonly audited: AuditEntry[] = [];
  timeZone = 'Asia/Seoul';
  /** What a look at the cluster gives. */
  look: () => Answer = () => lookOf(this.now.toISOString(), []);
  readonly part: OnCallPart;

  constructor() {
    const deps: OnCallDeps = {
      store: this.store,
      tasks: {
        add: async (task, { key }) => void this.added.push({ task, key }),
        schedule: async (name, when, task) => void this.schedules.set(name, { when, task }),
        unschedule: async (name) => void this.schedules.delete(name),
        scheduled: async () => [...this.schedules.keys()].map((name) => ({ name, nextAt: null })),
      },
      announce: async (announcement) => void this.announced.push(announcement),
      answer: async (intent, options) => {
        this.asked.push({ intent, options });
        return this.look();
      },
      now: () => this.now,
      clusters: () => ['prod', 'staging'],
      audit: async (entry) => void this.audited.push(entry),
      warn: (message) => void this.warned.push(message),
    };
    this.part = digestPart(deps);
  }

  at(moment: string): this {
    this.now = new Date(moment);
    return this;
  }

  context(more: Partial<OnCallContext> = {}): OnCallContext {
    return {
      spot: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1.1' },
      asker: { id: 'U1', name: 'minsu' },
      locale: 'en',
      cluster: null,
      at: this.now.toISOString(),
      timeZone: async () => this.timeZone,
      ...more,
    };
  }

  /** What is said to a wish about digests. */
  async say(more: Partial<Intent>, context: Partial<OnCallContext> = {}): Promise<DigestsAnswer | null> {
    const intent: Intent = { intent: 'digest', kind: null, name: null, namespace: null, symptom: null, locale: 'en', ...more };
    return (await this.part.answer?.(intent, this.context(context))) as DigestsAnswer | null;
  }

  async press(act: string, value: string, context: Partial<OnCallContext> = {}): Promise<DigestsAnswer | null> {
    return (await this.part.press?.(act, value, this.context(context))) as DigestsAnswer | null;
  }

  /** Sets a digest and returns its id. */
  async set(cron: string, more: Partial<Intent> = {}): Promise<string> {
    const said = await this.say({ cron, ...more });
    if (said?.outcome !== 'added') throw new Error(`not added: ${said?.outcome}`);
    return said.digests[0]?.digest.id ?? '';
  }

  /** A worker does the run that was due then; what it announced last. */
  async run(id: string, dueAt: string, last = true): Promise<DigestAnswer | DigestFailedAnswer | null> {
    await this.part.run?.({ task: { type: 'digest', id }, dueAt, last }, new AbortController().signal);
    return (this.announced.at(-1)?.answer ?? null) as DigestAnswer | DigestFailedAnswer | null;
  }
}

import type { Access } from '../core/access.ts';
import type { Answer } from '../core/answer.ts';
import { type AuditTrail, auditEntry, auditSeenBy, collapsed } from '../core/audit.ts';
import { clusterLanes } from '../core/cluster-lanes.ts';
import { type CheckJob, RetryLater } from '../core/jobs.ts';
import { shareSurveys } from '../core/on-call/feed/shared-surveys.ts';
import type { LookOptions } from '../core/on-call/on-call.ts';
import { isAboutCluster, type Rights } from '../core/policy.ts';
import type { Ref } from '../core/ref.ts';
import type { AnswerOptions, Runtime } from './runtime.ts';

export interface GateOptions extends Pick<AnswerOptions, 'onDefect' | 'onCollectorDefect'> {
  readonly runtime: Pick<Runtime, 'answer' | 'clusters'>;
  /** Questions that are looked into at once. */
  readonly concurrency: number;
  readonly access: Access;
  readonly trail: AuditTrail;
  /** What people are called, as far as it is known. */
  readonly names: (ids: readonly string[]) => Promise<Readonly<Record<string, string>>>;
}

/** Between the queue and the clusters: nothing is looked at but with the rights of the one who asked, and it is kept who did. */
export interface Gate extends Pick<GateOptions, 'access' | 'trail'> {
  answer(job: CheckJob, signal: AbortSignal, onLook: (ref: Ref) => void): Promise<Answer>;
  /** Keeps what came of a question. Never rejects. */
  answered(job: CheckJob, answer: Answer): Promise<void>;
  /** What the bot looks at of its own accord. */
  look(intent: CheckJob['intent'], options: LookOptions): Promise<Answer>;
}

/** What a question has cost so far. */
interface Ledger {
  readonly read: Record<string, number>;
  readonly started: number;
  as: string | null;
}

const mostEntries = 100;
const usualEntries = 20;

/** The gate of one worker: its lanes are shared by all that it is asked. */
export function openGate({ runtime, access, trail, names, concurrency, ...defects }: GateOptions): Gate {
  const { clusters } = runtime;
  const lanes = clusterLanes(concurrency, () => clusters.names().length);
  const surveys = shareSurveys(() => new Date());
  const ledgers = new WeakMap<CheckJob, Ledger>();

  async function audit({ intent, asker, pressedBy }: CheckJob, rights: Rights | null): Promise<Answer> {
    const since = intent.sinceSeconds === undefined ? 0 : Date.now() - intent.sinceSeconds * 1000;
    const all = (await trail.latest(1_000)).filter(({ at }) => Date.parse(at) >= since);
    const seen = collapsed(auditSeenBy(all, pressedBy ?? asker, rights));
    const entries = seen.slice(0, Math.max(1, Math.min(intent.last ?? usualEntries, mostEntries)));
    const people = entries.flatMap(({ who, pressedBy: again }) => [who, ...(again ? [again] : [])]);
    const unnamed = [...new Set(people.filter(({ name }) => name === null).map(({ id }) => id))];
    return { type: 'audit', entries, more: seen.length - entries.length, own: rights === null, names: await names(unnamed) };
  }

  /** One cluster never takes all the time: over its share a question waits, or hears at once that the cluster does not answer. */
  async function inLane(intent: CheckJob['intent'], given: AnswerOptions, overShare: 'wait' | 'go on'): Promise<Answer> {
    const options = { ...given, ...defects };
    const cluster = intent.cluster ?? options.cluster ?? clusters.defaultName;
    if (cluster === null || !isAboutCluster(intent) || intent.intent === 'clusters') return runtime.answer(intent, options);
    const lane = lanes.enter(cluster);
    if (lane === 'busy' && overShare === 'wait') throw new RetryLater(1000);
    if (lane === 'busy') return runtime.answer(intent, options);
    if ('failure' in lane) return { type: 'failure', code: lane.failure, cluster, what: null, detail: null };
    let answer: Answer | null = null;
    try {
      answer = await runtime.answer(intent, options);
      return answer;
    } finally {
      lane.leave(answer);
    }
  }

  function lookOrShare(intent: CheckJob['intent'], options: AnswerOptions, since: string | undefined): Promise<Answer> {
    const look = () => inLane(intent, options, 'go on');
    const { cluster = null, rights = null } = options;
    return since === undefined ? look() : surveys.share({ intent, cluster: cluster ?? clusters.defaultName, rights }, since, look);
  }

  return {
    access,
    trail,
    async answer(job, signal, onLook) {
      const ledger: Ledger = { read: {}, started: performance.now(), as: null };
      ledgers.set(job, ledger);
      const { intent, rights, cluster, asker, pressedBy, place } = job;
      const permit =
        rights || place.medium !== 'slack'
          ? ({ allowed: true, intent, rights: rights ?? null } as const)
          : await access.permit({ channel: place.channel, userId: (pressedBy ?? asker).id, intent, cluster });
      if (!permit.allowed) return notPermitted(cluster, permit.refusal);
      ledger.as = permit.rights?.as?.user ?? null;
      if (intent.intent === 'audit') return audit(job, permit.rights);
      return inLane(permit.intent, { cluster, signal, onLook, rights: permit.rights, onRead: counter(ledger.read) }, 'wait');
    },
    async answered(job, answer) {
      const { read = {}, started = performance.now(), as = null } = ledgers.get(job) ?? {};
      const { intent, asker: who, place, cluster, askedAt: at, pressedBy } = job;
      const { medium, team, channel } = place;
      const asked = { at, who, where: { medium, team, channel }, question: intent, ...(pressedBy ? { pressedBy } : {}) };
      const chosen = clusterOf(answer) ?? intent.cluster ?? cluster ?? runtime.clusters.defaultName;
      await trail.record(auditEntry({ ...asked, cluster: chosen, as, read, ms: performance.now() - started }, answer));
    },
    async look(intent, { cluster, signal, since, tally, behalf: { spot, asker } }) {
      const options = { cluster, ...(signal ? { signal } : {}), ...(tally ? { onRead: counter(tally.read) } : {}) };
      if (spot.medium !== 'slack') return lookOrShare(intent, { ...options, rights: null }, since);
      const permit = await access.permit({ channel: spot.channel, userId: asker?.id ?? null, intent, cluster });
      if (!permit.allowed) return notPermitted(intent.cluster ?? cluster, permit.refusal);
      if (tally) tally.as = permit.rights?.as?.user ?? null;
      return lookOrShare(permit.intent, { ...options, rights: permit.rights }, since);
    },
  };
}

function counter(read: Record<string, number>): (resource: string) => void {
  return (resource) => {
    read[resource] = (read[resource] ?? 0) + 1;
  };
}

function notPermitted(cluster: string | null, refusal: NonNullable<Extract<Answer, { type: 'failure' }>['refusal']>): Answer {
  return { type: 'failure', code: 'not-permitted', cluster, what: null, detail: null, refusal };
}

/** The one that was asked, whatever it was called in the question. */
function clusterOf(answer: Answer): string | null {
  if ('cluster' in answer && typeof answer.cluster === 'string') return answer.cluster;
  return 'report' in answer ? (answer.report?.cluster ?? null) : null;
}

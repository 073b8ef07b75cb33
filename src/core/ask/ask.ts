import type { Answer } from '../answer.ts';
import type { SignatureSet } from '../explain.ts';
import type { Intent } from '../intent.ts';
import { isReadFailure } from '../read-failure.ts';
import type { Ref } from '../ref.ts';
import type { AnyRule } from '../rule.ts';
import type { Runbook } from '../runbook.ts';
import { askChanges } from './ask-changes.ts';
import { askCheck } from './ask-check.ts';
import { askClusters } from './ask-clusters.ts';
import { askDigest } from './ask-digest.ts';
import { askEvents } from './ask-events.ts';
import { askExplain } from './ask-explain.ts';
import { askHealth } from './ask-health.ts';
import { askList } from './ask-list.ts';
import { askLogs } from './ask-logs.ts';
import { askRunbook } from './ask-runbook.ts';
import { askTop } from './ask-top.ts';
import { askTrace } from './ask-trace.ts';
import { askUse } from './ask-use.ts';
import { askWhy } from './ask-why.ts';
import type { AskSession, ClustersPort, SessionOptions } from './clusters-port.ts';
import { diagnoseFailure } from './diagnose-failure.ts';
import { failureAnswer } from './failure-answer.ts';

export interface AskDeps {
  readonly clusters: ClustersPort;
  readonly rules: readonly AnyRule[];
  /** Read when one is asked for. */
  readonly runbooks: () => readonly Runbook[];
  /** Texts that are known, in the order in which they are tried. Read when one is asked about. */
  readonly signatures: () => Promise<readonly SignatureSet[]>;
  /** Hides secrets in a text that a person pasted: it is shown again, to more people. */
  readonly redact: (text: string) => string;
  /** What one question may cost. */
  readonly budget?: SessionOptions['budget'];
  readonly signal?: AbortSignal | undefined;
  /** The cluster and namespace of the channel or person; what the question says wins. */
  readonly cluster?: string | null;
  readonly namespace?: string | null;
  /** Milliseconds of a clock that only goes forward, for the cost. */
  readonly clock: () => number;
  /** Told of each subject as it is looked at. */
  readonly onLook?: ((ref: Ref) => void) | undefined;
  readonly onDefect?: ((rule: AnyRule, error: unknown) => void) | undefined;
}

/** Answers a question. What can be expected to go wrong is an answer too; it rejects for defects only. */
export async function answerIntent(intent: Intent, deps: AskDeps): Promise<Answer> {
  const cluster = intent.cluster ?? deps.cluster ?? null;
  const started = deps.clock();
  try {
    return await answer(intent, cluster, deps);
  } catch (error) {
    const name = cluster ?? deps.clusters.defaultName;
    if (deps.signal?.aborted) return { type: 'failure', code: 'cancelled', cluster: name, what: null, detail: null };
    const failure = failureAnswer(error, name);
    const report = isReadFailure(error) ? await diagnoseFailure(error, cluster, deps) : null;
    return report ? { ...failure, report: { ...report, cost: { ...report.cost, ms: Math.round(deps.clock() - started) } } } : failure;
  }
}

async function answer(intent: Intent, cluster: string | null, deps: AskDeps): Promise<Answer> {
  const { clusters, namespace = null } = deps;
  const open = (): AskSession => clusters.session(cluster, { signal: deps.signal, budget: deps.budget });
  const openMany = (): AskSession => clusters.session(cluster, { signal: deps.signal, budget: manyBudget(deps.budget), bulk: true });
  switch (intent.intent) {
    case 'why':
      return askWhy(intent, open(), namespace, openMany, deps);
    case 'check':
      return askCheck(intent, openMany(), namespace, deps);
    case 'health':
      return askHealth(intent, openMany(), namespace, deps);
    case 'digest':
      return intent.action === 'now' ? askDigest(intent, openMany(), namespace, deps) : needsBot(intent, deps.clusters.defaultName);
    case 'watch':
    case 'incident':
    case 'feed':
    case 'probe':
      return needsBot(intent, deps.clusters.defaultName);
    case 'changes':
      return askChanges(intent, open(), namespace);
    case 'top':
      return askTop(intent, open(), namespace, openMany, deps);
    case 'list':
      return intent.kind === 'event' ? askEvents(intent, open(), namespace) : askList(intent, open(), namespace);
    case 'logs':
      return askLogs(intent, open(), namespace);
    case 'events':
      return askEvents(intent, open(), namespace);
    case 'trace':
      return askTrace(intent, open(), namespace, deps);
    case 'clusters':
      return askClusters(clusters, cluster, deps);
    case 'use':
      return intent.cluster === undefined && intent.namespace === null ? askClusters(clusters, cluster, deps) : askUse(intent, open());
    // whoever keeps what was chosen answers these
    case 'lang':
    case 'listen':
      return needsBot(intent, deps.clusters.defaultName);
    case 'runbook':
      return askRunbook(intent, deps.runbooks());
    case 'explain':
      return askExplain(intent, { ...deps, signatures: await deps.signatures() });
    case 'audit':
      return { type: 'failure', code: 'no-audit', cluster: null, what: null, detail: null };
    case 'help':
      return { type: 'help' };
  }
}

/** Something goes on after the answer: a single command cannot do it. */
function needsBot({ intent }: Intent, cluster: string | null): Answer {
  return { type: 'failure', code: 'needs-bot', cluster, what: intent, detail: null };
}

/** For questions about many objects: what they read is listed by kind, so it grows with the kinds and pages, not with the objects. */
function manyBudget(budget: SessionOptions['budget']): NonNullable<SessionOptions['budget']> {
  return { requests: Math.max(200, budget?.requests ?? 0), milliseconds: Math.max(25_000, budget?.milliseconds ?? 0) };
}

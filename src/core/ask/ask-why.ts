import type { Answer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import { type Investigation, investigate } from '../investigate.ts';
import type { Ref } from '../ref.ts';
import { refKey } from '../ref.ts';
import type { CheckDeps } from './ask-check.ts';
import { askHealth } from './ask-health.ts';
import { assertReached } from './assert-reached.ts';
import type { AskSession } from './clusters-port.ts';
import { isPodIn } from './list-states.ts';
import { ownerOfPod } from './pod-owner.ts';
import { about, resolveIntent } from './resolve-target.ts';

export type WhyDeps = Omit<Investigation, 'cluster'>;

const mostChoices = 8;

/** Finds what is meant, and why it is as it is. */
export async function askWhy(
  intent: Intent,
  session: AskSession,
  chosen: string | null,
  openMany: () => AskSession,
  deps: WhyDeps & CheckDeps,
): Promise<Answer> {
  const started = deps.clock();
  const home = chosen ?? session.namespace;
  if (intent.name === null && intent.kind !== 'cluster') return askWhich(intent, session, chosen);
  const resolved = await resolveIntent({ ...intent, name: intent.name ?? session.name }, session, home);
  if ('answer' in resolved) return resolved.answer;
  if (resolved.ref.kind === 'cluster') await assertReached(session);
  const report = await investigate(resolved.ref, { ...deps, cluster: session });
  // a namespace that is well itself says nothing of what is in it, and that is what was meant
  if (resolved.ref.kind === 'namespace' && report.verdict !== 'problem')
    return askHealth({ ...intent, intent: 'health', kind: null, name: null, namespace: resolved.ref.name }, openMany(), null, deps);
  return { type: 'report', report: { ...report, cost: { ...report.cost, ms: Math.round(deps.clock() - started) } } };
}

/** "Why are pods crashing in shop?": which of them is meant. One that can be meant is asked about as if it had been said. */
async function askWhich(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  const own = session.namespace === 'default' ? null : session.namespace;
  const namespace = intent.namespace ?? chosen ?? own;
  const pods = await session.reader.list('pod', { ...(namespace ? { namespace } : {}), most: 5_000 });
  const troubled = pods.filter((pod) => isPodIn(intent.symptom ?? 'failing', pod, session.now));
  const refs = troubled.map(({ metadata = {} }): Ref => {
    const { name = '', namespace } = metadata;
    return ownerOfPod(metadata)?.workload ?? { kind: 'pod', name, ...(namespace ? { namespace } : {}) };
  });
  const distinct = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()].filter(({ kind }) => isKind(intent, kind));
  if (distinct.length > 0) return { type: 'choice', choices: distinct.slice(0, mostChoices).map((ref) => about(intent, ref)) };
  return { type: 'failure', code: 'needs-name', cluster: session.name, what: null, detail: null };
}

/** `pod`, or nothing, means whatever has pods. */
function isKind({ kind: wanted }: Intent, kind: Ref['kind']): boolean {
  return wanted === null || wanted === 'pod' || wanted === kind;
}

import type { Answer, CheckAnswer } from '../answer.ts';
import { areaSubjects, type SubjectQuery } from '../check-areas.ts';
import type { Area, Intent } from '../intent.ts';
import type { Investigation } from '../investigate.ts';
import { type AnyObject, type Kind, type Pod, workloadKinds } from '../kinds.ts';
import type { Ref } from '../ref.ts';
import { findTargets, survey } from '../survey.ts';
import { assertReached } from './assert-reached.ts';
import type { AskSession } from './clusters-port.ts';
import { podsOf } from './pods-of.ts';
import { resolveIntent } from './resolve-target.ts';
import { isNamespaced } from './scopes.ts';

export type CheckDeps = Omit<Investigation, 'cluster' | 'aspect'>;

/** One area of the cluster from end to end. In a thread about a pod or workload "and the nodes?" means its nodes. */
export async function askCheck(intent: Intent, session: AskSession, chosen: string | null, deps: CheckDeps): Promise<Answer> {
  const area = intent.area ?? 'cluster';
  const narrowed = area === 'nodes' && intent.name !== null ? await nodesOf({ ...intent, name: intent.name }, session, chosen) : null;
  if (narrowed && 'answer' in narrowed) return narrowed.answer;
  const about = narrowed?.about ?? (intent.namespace ? ({ kind: 'namespace', name: intent.namespace } as const) : null);
  const queries = areaSubjects[area].map((query) => confine(query, intent.namespace));
  return checkArea(area, about, narrowed?.nodes ?? null, queries, session, deps);
}

async function checkArea(
  area: Area,
  about: Ref | null,
  nodes: readonly Ref[] | null,
  queries: readonly SubjectQuery[],
  session: AskSession,
  deps: CheckDeps,
): Promise<CheckAnswer> {
  await assertReached(session);
  const started = deps.clock();
  const found = nodes
    ? { targets: nodes.map((ref) => ({ ref, aspect: null })), gaps: [] }
    : await findTargets(queries, { reader: session.reader, now: session.now, cluster: session.name, rules: deps.rules });
  const { report, checked, unexplained } = await survey(found.targets, found.gaps, { ...deps, cluster: session, started });
  const confined = queries.some(({ namespace, kind }) => about?.kind === 'namespace' && namespace === about.name && isNamespaced(kind));
  return { type: 'check', area, about: nodes || confined ? about : null, report, checked, unexplained };
}

/** What is looked for everywhere is looked for in the namespace that was said. */
function confine(query: SubjectQuery, namespace: string | null): SubjectQuery {
  return namespace && !query.namespace && isNamespaced(query.kind) ? { ...query, namespace } : query;
}

async function nodesOf(
  intent: Intent & { readonly name: string },
  session: AskSession,
  chosen: string | null,
): Promise<{ readonly about: Ref; readonly nodes: readonly Ref[] } | { readonly answer: Answer } | null> {
  const hasNodes: readonly (Kind | null)[] = [null, 'pod', 'node', 'service', ...workloadKinds];
  if (!hasNodes.includes(intent.kind)) return null;
  const resolved = await resolveIntent(intent, session, chosen ?? session.namespace);
  if ('answer' in resolved) return resolved;
  const { ref } = resolved;
  if (ref.kind === 'node') return { about: ref, nodes: [ref] };
  const subject: AnyObject = await session.subject(ref);
  const pods = ref.kind === 'pod' ? [subject as Pod] : await podsOf(ref, subject, session);
  const names = [...new Set(pods.flatMap(({ spec }) => spec?.nodeName ?? []))].sort();
  // pods that run nowhere yet may wait for any node
  return names.length > 0 ? { about: ref, nodes: names.map((name): Ref => ({ kind: 'node', name })) } : null;
}

/** For other questions: an area of the whole cluster. */
export function checkWholeArea(area: Area, session: AskSession, deps: CheckDeps): Promise<CheckAnswer> {
  return checkArea(area, null, null, areaSubjects[area], session, deps);
}

/** Does a finding or gap of the answer say why something is as it is? */
export function saysAnything({ report, unexplained }: CheckAnswer): boolean {
  return report.findings.some(({ severity, rootCause }) => rootCause || severity !== 'info') || report.gaps.length > 0 || unexplained.length > 0;
}

import type { Answer, TopAnswer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { Node, NodeMetrics, Pod, PodMetrics } from '../kinds.ts';
import { add, podRequests } from '../pod-requests.ts';
import { isFinished } from '../pod-state.ts';
import { formatQuantity, parseQuantity } from '../quantity.ts';
import { isReadFailure } from '../read-failure.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import type { Gap } from '../report.ts';
import { type CheckDeps, checkWholeArea, saysAnything } from './ask-check.ts';
import type { AskSession } from './clusters-port.ts';
import { podsOf } from './pods-of.ts';
import { resolveIntent } from './resolve-target.ts';

/** Rows that an answer carries. */
const mostRows = 200;

interface Usage {
  readonly ref: Ref;
  readonly cpu: number;
  readonly memory: number;
  /** What the use is compared with: requests and limits of a pod, allocatable of a node. */
  readonly of: Readonly<Record<'cpu' | 'memory', number>>;
  readonly limits: Readonly<Record<'cpu' | 'memory', number>> | null;
}

/**
 * CPU and memory of pods or nodes, the heaviest first. Where the metrics API does not answer, why it does not is the answer.
 * `openMany`: a session for that.
 */
export async function askTop(
  intent: Intent,
  session: AskSession,
  chosen: string | null,
  openMany: () => AskSession,
  deps: CheckDeps,
): Promise<Answer> {
  try {
    return intent.kind === 'node' ? await topNodes(intent, session) : await topPods(intent, session, chosen);
  } catch (error) {
    if (!(error instanceof NoMetrics)) throw error;
    const why = await checkWholeArea('metrics', openMany(), deps);
    if (saysAnything(why)) return why;
    return { type: 'failure', code: 'no-metrics', cluster: session.name, what: null, detail: error.message };
  }
}

/** The metrics API did not answer. */
class NoMetrics extends Error {
  override readonly name = 'NoMetrics';
}

async function metrics<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    throw isReadFailure(error, 'not-served', 'not-found', 'server-error', 'timeout') ? new NoMetrics(error.message, { cause: error }) : error;
  }
}

async function topNodes(intent: Intent, session: AskSession): Promise<Answer> {
  const gaps: Gap[] = [];
  const [used, nodes] = await Promise.all([metrics(session.reader.list('nodemetrics')), orGap(session.reader.list('node'), 'nodes', session, gaps)]);
  const byName = new Map((nodes ?? []).map((node) => [node.metadata?.name ?? '', node]));
  const usage = used
    .filter(({ metadata }) => intent.name === null || metadata?.name === intent.name)
    .map((one) => nodeUsage(one, byName.get(one.metadata?.name ?? '')));
  if (intent.name !== null && usage.length === 0) await session.reader.get('node', intent.name);
  const silent = (nodes ?? [])
    .filter(({ metadata }) => !used.some((one) => one.metadata?.name === metadata?.name))
    .map((node) => refOf('node', node));
  return answerOf('node', intent, null, usage, intent.name === null ? silent : [], gaps, session);
}

function nodeUsage({ metadata, usage }: NodeMetrics, node: Node | undefined): Usage {
  const of = (resource: string) => parseQuantity(node?.status?.allocatable?.[resource]);
  return {
    ref: { kind: 'node', name: metadata?.name ?? '' },
    cpu: parseQuantity(usage.cpu),
    memory: parseQuantity(usage.memory),
    of: { cpu: of('cpu'), memory: of('memory') },
    limits: null,
  };
}

async function topPods(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  const { reader } = session;
  const own = session.namespace === 'default' ? null : session.namespace;
  const named =
    intent.name !== null && intent.kind !== 'namespace'
      ? await resolveIntent({ ...intent, name: intent.name }, session, chosen ?? session.namespace)
      : null;
  if (named && 'answer' in named) return named.answer;
  const target = named?.ref ?? null;
  if (target?.kind === 'node') return topNodes({ ...intent, kind: 'node', name: target.name }, session);
  const namespace = target
    ? (target.namespace ?? null)
    : intent.allNamespaces
      ? null
      : (intent.namespace ?? (intent.kind === 'namespace' ? intent.name : null) ?? chosen ?? own);
  const scope = namespace ? { namespace } : {};
  const gaps: Gap[] = [];
  const [used, pods] = await Promise.all([metrics(reader.list('podmetrics', scope)), orGap(podsFor(target, scope, session), 'pods', session, gaps)]);
  const byKey = new Map((pods ?? []).map((pod) => [refKey(refOf('pod', pod)), pod]));
  const wanted = used.filter((one) => !target || byKey.has(refKey(refOf('pod', one as Pod))));
  const usage = wanted.map((one) => podUsage(one, byKey.get(refKey(refOf('pod', one as Pod)))));
  const measured = new Set(usage.map(({ ref }) => refKey(ref)));
  const silent = (pods ?? []).filter((pod) => pod.status?.phase === 'Running' && !isFinished(pod)).map((pod) => refOf('pod', pod));
  return answerOf(
    'pod',
    { ...intent, namespace },
    target,
    usage,
    silent.filter((ref) => !measured.has(refKey(ref))),
    gaps,
    session,
  );
}

async function podsFor(target: Ref | null, scope: { namespace?: string }, session: AskSession): Promise<readonly Pod[]> {
  if (!target) return session.reader.list('pod', scope);
  const subject = await session.subject(target);
  return target.kind === 'pod' ? [subject as Pod] : podsOf(target, subject, session);
}

async function orGap<T>(read: Promise<T>, facet: string, { name }: AskSession, gaps: Gap[]): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    gaps.push({ facet, subject: { kind: 'cluster', name }, why: error.code, detail: error.message });
    return null;
  }
}

function podUsage(metrics: PodMetrics, pod: Pod | undefined): Usage {
  const total = metrics.containers
    .map(({ usage }) => ({ cpu: parseQuantity(usage.cpu), memory: parseQuantity(usage.memory) }))
    .reduce<Readonly<Record<string, number>>>(add, {});
  const requests = pod ? podRequests(pod) : {};
  return {
    ref: refOf('pod', metrics as Pod),
    cpu: total.cpu ?? 0,
    memory: total.memory ?? 0,
    of: { cpu: requests.cpu ?? 0, memory: requests.memory ?? 0 },
    limits: { cpu: limitOf(pod, 'cpu'), memory: limitOf(pod, 'memory') },
  };
}

/** 0 where a container has none: the pod then has none. */
function limitOf(pod: Pod | undefined, resource: string): number {
  const limits = (pod?.spec?.containers ?? []).map(({ resources }) => parseQuantity(resources?.limits?.[resource]));
  return limits.every((limit) => limit > 0) ? limits.reduce((sum, limit) => sum + limit, 0) : 0;
}

function answerOf(
  kind: 'pod' | 'node',
  { sort = 'cpu', namespace }: Intent,
  target: Ref | null,
  usage: readonly Usage[],
  silent: readonly Ref[],
  gaps: readonly Gap[],
  session: AskSession,
): TopAnswer {
  const rows = usage.toSorted((a, b) => b[sort] - a[sort] || refKey(a.ref).localeCompare(refKey(b.ref)));
  return {
    type: 'top',
    cluster: session.name,
    kind,
    target,
    namespace: kind === 'node' ? null : namespace,
    sort,
    rows: rows.slice(0, mostRows).map((row) => ({
      ref: row.ref,
      cpu: formatQuantity('cpu', row.cpu),
      memory: formatQuantity('memory', row.memory),
      cpuShare: share(row.cpu, row.of.cpu),
      memoryShare: share(row.memory, row.of.memory),
      cpuLimitShare: row.limits ? share(row.cpu, row.limits.cpu) : null,
      memoryLimitShare: row.limits ? share(row.memory, row.limits.memory) : null,
    })),
    more: Math.max(0, rows.length - mostRows),
    total: {
      cpu: formatQuantity(
        'cpu',
        rows.reduce((sum, { cpu }) => sum + cpu, 0),
      ),
      memory: formatQuantity(
        'memory',
        rows.reduce((sum, { memory }) => sum + memory, 0),
      ),
    },
    silent,
    gaps,
  };
}

function share(used: number, of: number): number | null {
  return of > 0 ? used / of : null;
}

import type { Answer, ChangesAnswer } from '../answer.ts';
import type { Change, Since } from '../changes/change.ts';
import { edits } from '../changes/edits.ts';
import { nodeChanges } from '../changes/node-changes.ts';
import { addRestarts, type RestartSum } from '../changes/restarts.ts';
import { deploymentRollouts, revisionRollouts } from '../changes/rollouts.ts';
import { autoscalerScaling, deploymentScaling, statefulSetScaling } from '../changes/scaling.ts';
import { warnings, workloadByName } from '../changes/warnings.ts';
import type { KubeEvent } from '../evidence.ts';
import type { Intent } from '../intent.ts';
import type { AnyObject, Kinds, ObjectMeta, Pod } from '../kinds.ts';
import { toEvents } from '../kube-events.ts';
import { isReadFailure, type ReadFailure } from '../read-failure.ts';
import type { ListOptions, ReadableKind } from '../reader.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import type { Gap } from '../report.ts';
import { belongingTo } from './change-scope.ts';
import type { AskSession } from './clusters-port.ts';
import { namespaceNotFound } from './not-found.ts';
import { ownerOfPod } from './pod-owner.ts';
import { resolveIntent } from './resolve-target.ts';

/** Entries that an answer carries: the newest. */
const mostEntries = 80;
const anHour = 3_600;
/** Told by who wrote them and when; their contents are not read. */
const writtenKinds = [
  'configmap',
  'service',
  'ingress',
  'networkpolicy',
  'horizontalpodautoscaler',
  'resourcequota',
  'limitrange',
  'cronjob',
  'job',
  'persistentvolumeclaim',
] as const satisfies ReadableKind[];

/** What changed in a namespace, in a workload and what belongs to it, on a node, or everywhere: a time line, oldest first. */
export async function askChanges(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  const since: Since = { from: new Date(session.now.getTime() - (intent.sinceSeconds ?? anHour) * 1000), now: session.now };
  const own = session.namespace === 'default' ? null : session.namespace;
  if (intent.name === null) {
    const namespace = intent.allNamespaces ? null : (intent.namespace ?? chosen ?? own);
    const answer = await answerFor(null, namespace, since, session);
    const missing =
      namespace !== null && intent.namespace !== null && answer.entries.length === 0 ? await namespaceNotFound(namespace, session) : null;
    return missing ?? answer;
  }
  const resolved = await resolveIntent({ ...intent, name: intent.name }, session, chosen ?? session.namespace);
  if ('answer' in resolved) return resolved.answer;
  const target = await workloadOf(resolved.ref, session);
  if (target.kind === 'namespace') return answerFor(null, target.name, since, session);
  return answerFor(target.kind === 'cluster' ? null : target, target.namespace ?? null, since, session);
}

/** A pod changes with its workload. */
async function workloadOf(ref: Ref, session: AskSession): Promise<Ref> {
  if (ref.kind !== 'pod') return ref;
  const pod = (await session.subject(ref)) as Pod;
  return ownerOfPod(pod.metadata ?? {})?.workload ?? ref;
}

async function answerFor(target: Ref | null, namespace: string | null, since: Since, session: AskSession): Promise<ChangesAnswer> {
  const gaps: Gap[] = [];
  const read = await readAll(namespace, since, session, gaps);
  const { deployments, replicaSets, statefulSets, daemonSets, revisions, events, nodes, nodeEvents, written, pods } = read;
  const rollouts = [
    ...deploymentRollouts(deployments, replicaSets, since),
    ...revisionRollouts('statefulset', statefulSets, revisions, since),
    ...revisionRollouts('daemonset', daemonSets, revisions, since),
  ];
  const workloads = new Map<string, Ref>();
  for (const [kind, objects] of [['deployment', deployments], ['statefulset', statefulSets], ['daemonset', daemonSets], ...written] as const)
    for (const object of objects) workloads.set(refKey(refOf(kind, object)), refOf(kind, object));
  const near = namespace === null || target?.kind === 'node' ? nodes : nodes.filter(({ metadata }) => pods.nodes(target).has(metadata?.name ?? ''));
  const all: readonly Change[] = [
    ...deploymentScaling(events, replicaSets, rollouts, since),
    ...statefulSetScaling(events, statefulSets, since),
    ...autoscalerScaling(events, since),
    ...edits('deployment', deployments, rollouts, since),
    ...edits('statefulset', statefulSets, rollouts, since),
    ...edits('daemonset', daemonSets, rollouts, since),
    ...rollouts,
    ...written.flatMap(([kind, objects]) => edits(kind, objects, [], since)),
    ...pods.restarts.values(),
    ...warnings(namespace === null ? events : [...events, ...nodeEvents], (about) => workloadByName(about, workloads), since),
    ...nodeChanges(near, namespace === null ? events : nodeEvents, since),
  ];
  const nearNodes = new Set(near.map(({ metadata }) => metadata?.name ?? ''));
  const belongs = belongingTo(target, nearNodes, read);
  const wanted = all.filter(belongs).toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return {
    type: 'changes',
    cluster: session.name,
    target,
    namespace: target ? (target.namespace ?? null) : namespace,
    since: since.from.toISOString(),
    at: since.now.toISOString(),
    entries: wanted.slice(-mostEntries),
    more: Math.max(0, wanted.length - mostEntries),
    gaps,
  };
}

export interface ReadObjects {
  readonly deployments: readonly Kinds['deployment'][];
  readonly replicaSets: readonly Kinds['replicaset'][];
  readonly statefulSets: readonly Kinds['statefulset'][];
  readonly daemonSets: readonly Kinds['daemonset'][];
  readonly revisions: readonly Kinds['controllerrevision'][];
  readonly events: readonly KubeEvent[];
  readonly nodes: readonly Kinds['node'][];
  readonly nodeEvents: readonly KubeEvent[];
  readonly written: readonly (readonly [ReadableKind, readonly AnyObject[]])[];
  readonly pods: PodTimes;
}

/** Of pods only what is told of them. */
interface PodTimes {
  readonly restarts: RestartSum;
  /** Nodes that pods of a workload, or of anything, run on. */
  nodes(target: Ref | null): ReadonlySet<string>;
}

/** Rejects with a ReadFailure where nothing at all could be read: "nothing changed" would be taken for true. */
async function readAll(namespace: string | null, since: Since, { reader, name }: AskSession, gaps: Gap[]): Promise<ReadObjects> {
  const scope: ListOptions = namespace ? { namespace } : {};
  const subject: Ref = namespace ? { kind: 'namespace', name: namespace } : { kind: 'cluster', name };
  const failures: ReadFailure[] = [];
  let answered = 0;
  async function list<K extends ReadableKind>(kind: K, options: ListOptions = scope): Promise<readonly Kinds[K][]> {
    try {
      const objects = await reader.list(kind, options);
      answered++;
      return objects;
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      failures.push(error);
      gaps.push({ facet: `${kind}s`, subject, why: error.code, detail: error.message });
      return [];
    }
  }
  const aboutNodes = namespace ? { fieldSelector: 'involvedObject.kind=Node' } : null;
  const [deployments, replicaSets, statefulSets, daemonSets, revisions, events, nodes, nodeEvents, pods, ...written] = await Promise.all([
    list('deployment'),
    list('replicaset'),
    list('statefulset'),
    list('daemonset'),
    list('controllerrevision'),
    list('event'),
    list('node', {}),
    aboutNodes ? list('event', aboutNodes) : [],
    readPods(scope, since, reader, subject, gaps),
    ...writtenKinds.map(
      async (kind) => [kind, await list<ReadableKind>(kind, kind === 'service' ? scope : { ...scope, metadataOnly: true })] as const,
    ),
  ]);
  if (answered === 0 && failures[0]) throw failures[0];
  return {
    deployments,
    replicaSets,
    statefulSets,
    daemonSets,
    revisions,
    events: toEvents(events),
    nodes,
    nodeEvents: toEvents(nodeEvents),
    pods,
    written,
  };
}

async function readPods(scope: ListOptions, since: Since, reader: AskSession['reader'], subject: Ref, gaps: Gap[]): Promise<PodTimes> {
  const start = () => ({ restarts: new Map() as RestartSum, nodes: new Map<string, Set<string>>() });
  try {
    const sum = await reader.fold('pod', scope, start, ({ restarts, nodes }, pod) => {
      addRestarts(restarts, pod, since);
      const { nodeName } = pod.spec ?? {};
      if (!nodeName) return;
      const keys = [refKey(refOf('pod', pod)), ...ownersOf(pod.metadata ?? {})];
      for (const key of keys) nodes.set(key, (nodes.get(key) ?? new Set()).add(nodeName));
    });
    const everywhere = new Set([...sum.nodes.values()].flatMap((names) => [...names]));
    return { restarts: sum.restarts, nodes: (target) => (target ? (sum.nodes.get(refKey(target)) ?? new Set()) : everywhere) };
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    gaps.push({ facet: 'pods', subject, why: error.code, detail: error.message });
    return { restarts: new Map(), nodes: () => new Set() };
  }
}

function ownersOf(metadata: ObjectMeta): string[] {
  const owner = ownerOfPod(metadata);
  return owner ? [refKey(owner.workload), refKey(owner.controller)] : [];
}

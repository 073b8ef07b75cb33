import { ownerOfPod } from './ask/pod-owner.ts';
import type { AnyObject, Kind, Node, Pod, ResourceQuota } from './kinds.ts';
import { type Amounts, add, podRequests } from './pod-requests.ts';
import { isFinished, podState } from './pod-state.ts';
import { parseQuantity } from './quantity.ts';
import { type Ref, refKey, refOf } from './ref.ts';
import type { SubjectState } from './report.ts';
import { subjectState } from './subject-state.ts';

/** Pods as a health page counts them. Of a pod nothing is kept but what it adds to. */
export interface PodSum {
  readonly byCondition: { ok: number; progressing: number; failing: number; finished: number };
  /** Workloads (or pods of their own) with failing pods, by key. */
  readonly troubled: Map<string, Troubled>;
  /** Requests of the pods that hold resources, by node. */
  readonly requests: Map<string, Amounts>;
}

/** A workload with failing pods. */
export interface Troubled {
  readonly ref: Ref;
  readonly statuses: Map<string, number>;
  /** Those that wait to be started; since when the first of them does. */
  pending: { readonly count: number; readonly since: string | null };
}

/** No container was started, and none has failed to: it waits for a node, a volume or the runtime. */
const waiting = /^(Pending|SchedulingGated|ContainerCreating|PodInitializing|Init:\d+\/\d+)$/;

/** A sum to which no pod was added yet. */
export function emptyPodSum(): PodSum {
  return { byCondition: { ok: 0, progressing: 0, failing: 0, finished: 0 }, troubled: new Map(), requests: new Map() };
}

/** Adds a pod to the sum. */
export function addPod(sum: PodSum, pod: Pod, now: Date): void {
  const { condition, status } = podState(pod, now);
  sum.byCondition[condition]++;
  const { nodeName } = pod.spec ?? {};
  if (nodeName && !isFinished(pod)) {
    const { cpu = 0, memory = 0 } = podRequests(pod);
    sum.requests.set(nodeName, add(sum.requests.get(nodeName) ?? {}, { cpu, memory, pods: 1 }));
  }
  if (condition !== 'failing') return;
  const ref = ownerOfPod(pod.metadata ?? {})?.workload ?? refOf('pod', pod);
  const known: Troubled = sum.troubled.get(refKey(ref)) ?? { ref, statuses: new Map(), pending: { count: 0, since: null } };
  known.statuses.set(status, (known.statuses.get(status) ?? 0) + 1);
  if (pod.status?.phase === 'Pending' && waiting.test(status)) known.pending = addPending(known.pending, pod);
  sum.troubled.set(refKey(ref), known);
}

function addPending({ count, since }: Troubled['pending'], { metadata }: Pod): Troubled['pending'] {
  const created = String(metadata?.creationTimestamp ?? '');
  return { count: count + 1, since: since !== null && since < created ? since : created };
}

/** Objects of other kinds: how many, and which are not well. */
export interface StateSum {
  total: number;
  readonly failing: { readonly ref: Ref; readonly state: SubjectState }[];
}

/** Adds an object to the sum; one that a CronJob made counts as the CronJob. */
export function addState(sum: StateSum, kind: Kind, object: AnyObject, now: Date): void {
  sum.total++;
  const state = subjectState(kind, object, now);
  if (state?.condition !== 'failing') return;
  const { namespace, ownerReferences } = object.metadata as { namespace?: string; ownerReferences?: readonly { kind: string; name: string }[] };
  const cronJob = kind === 'job' ? ownerReferences?.find((owner) => owner.kind === 'CronJob') : undefined;
  sum.failing.push({ ref: cronJob ? { kind: 'cronjob', name: cronJob.name, ...(namespace ? { namespace } : {}) } : refOf(kind, object), state });
}

/** One resource of the cluster: what pods ask for against what nodes have, and the node that is fullest. */
export type Capacity = {
  readonly resource: string;
  readonly allocatable: number;
  readonly requests: number;
  readonly fullest: { readonly node: string; readonly share: number } | null;
};

/** Requests against allocatable, of the nodes that can take pods. */
export function clusterCapacity(nodes: readonly Node[], requests: PodSum['requests']): readonly Capacity[] {
  return ['cpu', 'memory', 'pods'].map((resource) => {
    const rows = nodes.map(({ metadata, status }) => {
      const name = metadata?.name ?? '';
      return { name, allocatable: parseQuantity(status?.allocatable?.[resource]), asked: requests.get(name)?.[resource] ?? 0 };
    });
    const shares = rows
      .filter(({ allocatable }) => allocatable > 0)
      .map(({ name, allocatable, asked }) => ({ node: name, share: asked / allocatable }));
    return {
      resource,
      allocatable: rows.reduce((sum, { allocatable }) => sum + allocatable, 0),
      requests: rows.reduce((sum, { asked }) => sum + asked, 0),
      fullest: shares.toSorted((a, b) => b.share - a.share || a.node.localeCompare(b.node))[0] ?? null,
    };
  });
}

/** One limit of a namespace. */
export type QuotaUse = { readonly quota: string; readonly resource: string; readonly used: string; readonly hard: string; readonly share: number };

/** What is used of a namespace's quotas, the fullest first. */
export function quotaUse(quotas: readonly ResourceQuota[]): readonly QuotaUse[] {
  return quotas
    .flatMap(({ metadata, status }) =>
      Object.entries(status?.hard ?? {}).map(([resource, hard]) => {
        const used = status?.used?.[resource] ?? '0';
        const limit = parseQuantity(hard);
        return { quota: metadata?.name ?? '', resource, used, hard, share: limit > 0 ? parseQuantity(used) / limit : 1 };
      }),
    )
    .toSorted((a, b) => b.share - a.share || a.resource.localeCompare(b.resource));
}

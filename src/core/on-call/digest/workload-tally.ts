import { ownerOfPod } from '../../ask/pod-owner.ts';
import type { Since } from '../../changes/change.ts';
import { addRestarts, type RestartSum } from '../../changes/restarts.ts';
import type { Kind, ObjectMeta, Pod, PodMetrics } from '../../kinds.ts';
import { podRequests } from '../../pod-requests.ts';
import { isFinished } from '../../pod-state.ts';
import { parseQuantity } from '../../quantity.ts';
import { type Ref, refKey, refOf } from '../../ref.ts';

/** What a digest keeps of the pods of one workload. */
export interface TalliedWorkload {
  readonly ref: Ref;
  /** Something makes its pods again. */
  readonly controlled: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly claims: Set<string>;
  pods: number;
  /** Pods that are on a node: only they take anything. */
  placed: number;
  cpu: number;
  memory: number;
  cpuUsed: number | null;
  memoryUsed: number | null;
  emptyDir: number;
  /** A drain does not touch pods of a DaemonSet, nor those of the kubelet itself. */
  readonly drained: boolean;
}

export interface WorkloadTally {
  readonly since: Since;
  readonly restarts: RestartSum;
  readonly workloads: Map<string, TalliedWorkload>;
  /** Pod → its workload, for what is measured of it. */
  readonly pods: Map<string, string>;
}

/** A tally to which no pod was added yet. */
export function emptyTally(since: Since): WorkloadTally {
  return { since, restarts: new Map(), workloads: new Map(), pods: new Map() };
}

/** Adds a pod to what is kept of its workload. */
export function tallyPod(tally: WorkloadTally, pod: Pod): void {
  addRestarts(tally.restarts, pod, tally.since);
  if (isFinished(pod)) return;
  const metadata = pod.metadata ?? {};
  const ref = ownerOfPod(metadata)?.workload ?? refOf('pod', pod);
  const known = tally.workloads.get(refKey(ref)) ?? newWorkload(ref, metadata);
  const { cpu = 0, memory = 0 } = podRequests(pod);
  known.pods++;
  if (pod.spec?.nodeName) {
    known.placed++;
    known.cpu += cpu;
    known.memory += memory;
  }
  for (const { emptyDir, persistentVolumeClaim } of pod.spec?.volumes ?? []) {
    if (emptyDir) known.emptyDir++;
    if (persistentVolumeClaim) known.claims.add(persistentVolumeClaim.claimName);
  }
  tally.workloads.set(refKey(ref), known);
  tally.pods.set(podKey(metadata), refKey(ref));
}

const keptByKubelet: Kind = 'daemonset';

function newWorkload(ref: Ref, { ownerReferences = [], annotations = {}, labels = {} }: ObjectMeta): TalliedWorkload {
  const mirror = annotations['kubernetes.io/config.mirror'] !== undefined || ownerReferences.some(({ kind }) => kind === 'Node');
  return {
    ref,
    controlled: ownerReferences.some(({ controller }) => controller),
    labels,
    claims: new Set(),
    pods: 0,
    placed: 0,
    cpu: 0,
    memory: 0,
    cpuUsed: null,
    memoryUsed: null,
    emptyDir: 0,
    drained: !mirror && ref.kind !== keptByKubelet,
  };
}

/** For a list that is read from its beginning again. */
export function forgetUse(tally: WorkloadTally): WorkloadTally {
  for (const workload of tally.workloads.values()) Object.assign(workload, { cpuUsed: null, memoryUsed: null });
  return tally;
}

/** Adds what was measured of a pod. */
export function tallyUse(tally: WorkloadTally, { metadata = {}, containers }: PodMetrics): void {
  const workload = tally.workloads.get(tally.pods.get(podKey(metadata)) ?? '');
  if (!workload) return;
  for (const { usage } of containers) {
    workload.cpuUsed = (workload.cpuUsed ?? 0) + parseQuantity(usage.cpu);
    workload.memoryUsed = (workload.memoryUsed ?? 0) + parseQuantity(usage.memory);
  }
}

function podKey({ namespace = '', name = '' }: ObjectMeta): string {
  return `${namespace}/${name}`;
}

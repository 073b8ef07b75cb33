import type { KubeEvent } from './evidence.ts';
import type { Node, NodeMetrics, Pod } from './kinds.ts';
import { nodeCondition, nodeConditionProof, secondsSince } from './node-conditions.ts';
import { bestEffortPods, type PodShare, topPods } from './node-load.ts';
import { isFinished } from './pod-state.ts';
import { formatQuantity, parseQuantity } from './quantity.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

/** A resource of a node that its kubelet calls short. */
export type Pressure = {
  readonly node: string;
  readonly seconds: number | null;
  /** What the kubelet tries to win back (`memory`, `inodes` …), where it says so. */
  readonly reclaims: string | null;
  readonly used: string | null;
  readonly allocatable: string | null;
  /** Pods that ask for most of it. */
  readonly top: readonly PodShare[];
  /** Of QoS class BestEffort: any use of theirs is more than they asked for. */
  readonly bestEffort: number;
  readonly pods: number;
  readonly evicted: number;
};

interface Seen {
  readonly subject: Node;
  readonly ref: Ref;
  readonly now: Date;
  readonly pods: readonly Pod[] | undefined;
  readonly events: readonly KubeEvent[] | undefined;
  readonly usage?: NodeMetrics | null | undefined;
}

/**
 * What there is to say of a pressure condition; null where it is not True. The events come from the eviction manager:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/eviction/eviction_manager.go#L379 (EvictionThresholdMet)
 */
export function pressure(
  type: string,
  resource: string,
  seen: Seen,
): { readonly facts: Pressure; readonly proof: readonly [Proof, ...Proof[]] } | null {
  const { subject, ref, now, pods = [], events = [], usage } = seen;
  const condition = nodeCondition(subject, type);
  if (condition?.status !== 'True') return null;
  const since = Date.parse(condition.lastTransitionTime ?? '') - 60_000;
  const reclaim = events.findLast(({ reason, lastAt }) => reason === 'EvictionThresholdMet' && !(Date.parse(lastAt) < since));
  const [proof, ...more] = nodeConditionProof(ref, condition);
  return {
    facts: {
      node: ref.name,
      seconds: secondsSince(condition.lastTransitionTime, now),
      reclaims: /Attempting to reclaim ([\w-]{1,40})/.exec(reclaim?.message ?? '')?.[1] ?? null,
      used: usage?.usage[resource] ? formatQuantity(resource, parseQuantity(usage.usage[resource])) : null,
      allocatable: subject.status?.allocatable?.[resource] ? formatQuantity(resource, parseQuantity(subject.status.allocatable[resource])) : null,
      top: topPods(pods, resource),
      bestEffort: bestEffortPods(pods).length,
      pods: pods.filter((pod) => !isFinished(pod)).length,
      evicted: pods.filter(({ status }) => status?.reason === 'Evicted').length,
    },
    proof: [
      proof,
      ...more,
      ...(usage?.usage[resource] ? [{ ref, path: `usage.${resource} (metrics)`, value: usage.usage[resource], at: usage.timestamp }] : []),
      ...(reclaim ? [{ ref, path: `event EvictionThresholdMet (${reclaim.component})`, value: reclaim.message, at: reclaim.lastAt }] : []),
    ],
  };
}

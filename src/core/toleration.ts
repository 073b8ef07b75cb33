import type { V1Taint, V1Toleration } from '@kubernetes/client-node';
import type { Node, Pod, Wire } from './kinds.ts';

export type Taint = Wire<V1Taint>;
type Toleration = Wire<V1Toleration>;

/** Why a node has a taint: it runs the control plane, it is not well (or is being emptied), or somebody set it aside. */
export type TaintClass = 'control-plane' | 'node-state' | 'custom';

const controlPlane = /^node-role\.kubernetes\.io\/(control-plane|controlplane|master|etcd)$/;
const nodeState =
  /^node\.kubernetes\.io\/|^node\.cloudprovider\.kubernetes\.io\/|^(ToBeDeletedByClusterAutoscaler|DeletionCandidateOfClusterAutoscaler)$|^node\.cilium\.io\/|^karpenter\.sh\/(disruption|disrupted)$/;

/** To which of the classes a taint belongs, by its key. */
export function taintClass({ key }: Pick<Taint, 'key'>): TaintClass {
  if (controlPlane.test(key)) return 'control-plane';
  return nodeState.test(key) ? 'node-state' : 'custom';
}

/** `key=value:Effect`, as kubectl writes a taint. */
export function taintText({ key, value, effect }: Taint): string {
  return value ? `${key}=${value}:${effect}` : `${key}:${effect}`;
}

/** The taints of a node that keep a new pod out. A node's `spec.unschedulable` is told apart, so its taint is left out here. */
export function untoleratedTaints(pod: Pod, node: Node): Taint[] {
  return (node.spec?.taints ?? []).filter(
    (taint) =>
      (taint.effect === 'NoSchedule' || taint.effect === 'NoExecute') &&
      taint.key !== unschedulable &&
      !(pod.spec?.tolerations ?? []).some((toleration) => tolerates(toleration, taint)),
  );
}

const unschedulable = 'node.kubernetes.io/unschedulable';

/** Is the node cordoned, and does the pod not tolerate that? */
export function isCordonedFor(pod: Pod, node: Node): boolean {
  const taint = { key: unschedulable, effect: 'NoSchedule' };
  return node.spec?.unschedulable === true && !(pod.spec?.tolerations ?? []).some((toleration) => tolerates(toleration, taint));
}

/**
 * Seconds that a running pod stays on a node that gets a `NoExecute` taint; null: for ever. The first toleration that fits decides:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/v1/helper/helpers.go (GetMatchingTolerations),
 * …/pkg/controller/tainteviction/taint_eviction.go (getMinTolerationTime)
 */
export function secondsTolerated(pod: Pod, key: string): number | null {
  const fitting = (pod.spec?.tolerations ?? []).find((toleration) => tolerates(toleration, { key, effect: 'NoExecute' }));
  if (!fitting) return 0;
  return fitting.tolerationSeconds === undefined ? null : Math.max(0, fitting.tolerationSeconds);
}

function tolerates({ key, operator = 'Equal', value, effect }: Toleration, taint: Taint): boolean {
  if (effect && effect !== taint.effect) return false;
  if (key && key !== taint.key) return false;
  return operator === 'Exists' || (Boolean(key) && (value ?? '') === (taint.value ?? ''));
}

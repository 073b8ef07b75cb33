import type { Node } from './kinds.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

export type NodeCondition = NonNullable<NonNullable<Node['status']>['conditions']>[number];

/** The condition of that type, or undefined. */
export function nodeCondition(node: Node, type: string): NodeCondition | undefined {
  return node.status?.conditions?.find((condition) => condition.type === type);
}

/** Does the node have that condition? One that is Unknown says nothing: the kubelet is silent then. */
export function hasCondition(node: Node, type: string): boolean {
  return nodeCondition(node, type)?.status === 'True';
}

/** Nobody heard of its kubelet for as long as the node controller waits (40 to 50 s), or ever. */
export function isSilentNode(node: Node): boolean {
  return nodeCondition(node, 'Ready')?.status === 'Unknown';
}

/** The condition's status, and its reason and message where it has them. */
export function nodeConditionProof(ref: Ref, { type, status, reason, message, lastTransitionTime }: NodeCondition): readonly [Proof, ...Proof[]] {
  const path = `status.conditions[type=${type}]`;
  const at = lastTransitionTime ? { at: lastTransitionTime } : {};
  return [
    { ref, path: `${path}.status`, value: status, ...at },
    ...(reason ? [{ ref, path: `${path}.reason`, value: reason, ...at }] : []),
    ...(message ? [{ ref, path: `${path}.message`, value: message, ...at }] : []),
  ];
}

/** Whole seconds from a time of the cluster to now; null where there is no such time. Never negative. */
export function secondsSince(time: string | undefined | null, now: Date): number | null {
  const seconds = (now.getTime() - Date.parse(time ?? '')) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.round(seconds)) : null;
}

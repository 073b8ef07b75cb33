import type { Node } from './kinds.ts';
import { type NodeCondition, nodeCondition } from './node-conditions.ts';

/** What the kubelet says is wrong where it answers and is not ready. */
export type ReadyTrouble = 'runtime' | 'network' | 'other';

/** Nodes this young are still starting: milliseconds. */
const youth = 60_000;

/**
 * Sorts the message of a Ready condition that is False. A runtime that is down takes its network along, so it comes first. Words:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/runtime.go#L118 (runtime), #L137 (network)
 */
export function readyTrouble(node: Node): { readonly trouble: ReadyTrouble; readonly ready: NodeCondition } | null {
  const ready = nodeCondition(node, 'Ready');
  if (ready?.status !== 'False') return null;
  const message = ready.message ?? '';
  if (/container runtime (?:is down|status check may not)|PLEG is not healthy|RuntimeReady=false|container runtime not ready/i.test(message)) {
    return { trouble: 'runtime', ready };
  }
  if (/NetworkReady=false|network (?:plugin )?(?:is )?not ready|cni (?:plugin|config)/i.test(message)) return { trouble: 'network', ready };
  return { trouble: 'other', ready };
}

/** Has it had the time to become ready? */
export function isGrownNode(node: Node, now: Date): boolean {
  return !(now.getTime() - Date.parse(node.metadata?.creationTimestamp ?? '') < youth);
}

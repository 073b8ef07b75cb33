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

/**
 * Does the runtime say that there is no CNI configuration that it could use? (`NetworkPluginNotReady` alone may also be a plugin's own word on its state.)
 * https://github.com/containerd/go-cni/blob/v1.1.12/errors.go (ErrCNINotInitialized), …/opts.go (no valid networks found),
 * https://github.com/cri-o/ocicni/blob/v0.4.3/pkg/ocicni/ocicni.go (no CNI configuration file); dockershim said `cni config uninitialized`
 */
export function isCniUninitialized(message: string): boolean {
  return /cni plugin not initialized|cni config uninitialized|no (?:valid )?networks? (?:config )?found|no cni configuration file/i.test(message);
}

/** Has it had the time to become ready? */
export function isGrownNode(node: Node, now: Date): boolean {
  return !(now.getTime() - Date.parse(node.metadata?.creationTimestamp ?? '') < youth);
}

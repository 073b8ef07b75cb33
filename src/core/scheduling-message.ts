/** What kept nodes from being chosen. `other` is the word of a plugin that we do not know. */
export type ObstacleKind =
  | 'resource'
  | 'host-port'
  | 'selector'
  | 'node-name'
  | 'taint'
  | 'cordoned'
  | 'pod-affinity'
  | 'anti-affinity'
  | 'spread'
  | 'claim'
  | 'volume'
  | 'other';

/** One reason of the scheduler's message, such as `2 Insufficient cpu`. */
export interface SchedulingReason {
  readonly kind: ObstacleKind;
  /** Nodes that it holds for; null where it holds for the pod as a whole. */
  readonly count: number | null;
  readonly text: string;
}

export interface SchedulingMessage {
  /** Nodes of the cluster; null where the message does not say. */
  readonly nodes: number | null;
  readonly reasons: readonly SchedulingReason[];
}

const kinds: readonly [RegExp, ObstacleKind][] = [
  [/^(Insufficient \S|Too many pods)/, 'resource'],
  [/free ports for the requested pod ports/, 'host-port'],
  [/node affinity\/selector|^node\(s\) didn't match node selector|scheduler-enforced node affinity/, 'selector'],
  [/requested (node name|hostname)/, 'node-name'],
  [/^node\(s\) were unschedulable/, 'cordoned'],
  [/\btaints?\b/, 'taint'],
  [/anti-?affinity/, 'anti-affinity'],
  [/pod affinity/, 'pod-affinity'],
  [/topology spread/, 'spread'],
  [
    /persistentvolumeclaim "|unbound immediate PersistentVolumeClaims|ephemeral volume controller|bound to non-existent pv|error getting PVC/i,
    'claim',
  ],
  [
    /PersistentVolume's node affinity|volume node affinity|available persistent volumes to bind|volume zone|max volume count|enough free storage|no available disk|ReadWriteOncePod/,
    'volume',
  ],
];

/**
 * Reads the message of the PodScheduled condition or of a FailedScheduling event:
 * `0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 Insufficient cpu. preemption: ...`.
 * Written by https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/types.go (FitError.Error);
 * what preemption said is left out: it names no cause of its own.
 */
export function parseSchedulingMessage(message: string): SchedulingMessage {
  const [, total, rest] = /^\d+\/(\d+) nodes are available:\s*([\s\S]*)$/.exec(message.trim()) ?? [];
  if (total === undefined || rest === undefined) return { nodes: null, reasons: [reason(null, message.trim())] };
  const [filters = ''] = rest.split(/\.(?:\s|$)/);
  const parts = filters
    .split(/,\s*(?=\d+ )/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return {
    nodes: Number(total),
    reasons: parts.map((part) => {
      const [, count, text] = /^(\d+) (.+)$/s.exec(part) ?? [];
      return count && text ? reason(Number(count), text) : reason(null, part);
    }),
  };
}

function reason(count: number | null, text: string): SchedulingReason {
  return { kind: kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'other', count, text };
}

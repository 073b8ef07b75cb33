import type { Node, PersistentVolume, Pod } from './kinds.ts';
import { allowsNode, matchesTerms } from './node-affinity.ts';
import { byNode, type HostPort, hostPortConflict, type Shortage, shortages } from './node-fit.ts';
import { type PlacementConflict, placementConflict } from './pod-placement.ts';
import { podCondition } from './pod-state.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';
import { type ObstacleKind, parseSchedulingMessage, type SchedulingMessage } from './scheduling-message.ts';
import { isCordonedFor, type Taint, taintClass, untoleratedTaints } from './toleration.ts';

/** One thing that keeps the pod off one node. */
export type Obstacle =
  | { readonly kind: 'resource'; readonly shortage: Shortage }
  | { readonly kind: 'host-port'; readonly port: HostPort; readonly holder: Pod }
  | { readonly kind: 'taint'; readonly taint: Taint }
  | { readonly kind: 'pod-affinity' | 'anti-affinity' | 'spread'; readonly conflict: PlacementConflict }
  | { readonly kind: 'volume'; readonly volume: PersistentVolume }
  | { readonly kind: 'cordoned' | 'selector' }
  /** The scheduler says so, and it is not among what we can see. */
  | { readonly kind: 'unseen'; readonly reason: ObstacleKind };

export interface NodeVerdict {
  readonly node: Node;
  readonly obstacles: readonly Obstacle[];
}

/** Why the scheduler found no node for a pod, seen node by node. */
export interface Scheduling {
  readonly message: SchedulingMessage;
  /** What is worth changing: of the nodes that are nearest to taking the pod, what keeps it off them. */
  readonly causes: ReadonlySet<ObstacleKind>;
  /** The nodes with the least in the way; empty where nodes could not be read or do not explain the message. */
  readonly nearest: readonly NodeVerdict[];
  /** All nodes, nearest first. */
  readonly verdicts: readonly NodeVerdict[];
  readonly proof: Proof;
}

/** What a rule could read; what it did not ask for or may not see is undefined. */
export interface ClusterView {
  readonly now: Date;
  readonly ref: Ref;
  readonly subject: Pod;
  readonly nodes?: readonly Node[] | undefined;
  /** null: nothing that the scheduler said depends on other pods. */
  readonly rivalPods?: readonly Pod[] | null | undefined;
  readonly claimVolumes?: readonly PersistentVolume[] | undefined;
}

/** Waiting this long is normal: a claim is being bound, a node is just joining. Milliseconds. */
const patience = 5_000;

/** Cheap: did the scheduler refuse the pod for a reason of one of these kinds? For `applies`. */
export function isRefusedFor(pod: Pod, ...kinds: readonly ObstacleKind[]): boolean {
  return refusal(pod)?.reasons.some(({ kind }) => kinds.includes(kind)) ?? false;
}

function refusal(pod: Pod): SchedulingMessage | null {
  const condition = podCondition(pod, 'PodScheduled');
  const refused = condition?.status === 'False' && condition.reason !== 'SchedulingGated' && condition.message;
  return refused && !pod.spec?.nodeName && !pod.metadata?.deletionTimestamp ? parseSchedulingMessage(condition.message) : null;
}

/** Why the pod has no node, as far as can be seen; null where the scheduler did not refuse it, or only just did. */
export function schedulingOf(view: ClusterView): Scheduling | null {
  const { subject, ref, now } = view;
  const message = refusal(subject);
  const condition = podCondition(subject, 'PodScheduled');
  if (!message || !condition || now.getTime() - Date.parse(condition.lastTransitionTime ?? '') < patience) return null;
  const verdicts = judgeNodes(view, message);
  const [first] = verdicts;
  const nearest = first ? verdicts.filter((verdict) => compareCosts(costs(verdict), costs(first)) === 0) : [];
  const said = new Set(message.reasons.map(({ kind }) => kind));
  const seen = new Set(nearest.flatMap(({ obstacles }) => obstacles.map(kindOf)).filter((kind) => said.has(kind)));
  const explained = seen.size > 0;
  return {
    message,
    causes: explained ? seen : causesOfMessage(message),
    nearest: explained ? nearest : [],
    verdicts,
    proof: {
      ref,
      path: 'status.conditions[type=PodScheduled].message',
      value: condition.message ?? '',
      ...(condition.lastTransitionTime ? { at: condition.lastTransitionTime } : {}),
    },
  };
}

/** All nodes with what keeps the pod off each, nearest first. */
function judgeNodes(view: ClusterView, message: SchedulingMessage): NodeVerdict[] {
  const { nodes = [], rivalPods } = view;
  const pods = byNode(rivalPods ?? []);
  const judged = nodes.map((node) => ({ node, obstacles: obstacles(view, node, pods.get(node.metadata?.name ?? '') ?? []) }));
  // what was not looked at, or what we cannot judge, must be what holds a node that seems free
  const known = new Set(judged.flatMap(({ obstacles }) => obstacles.map(kindOf)));
  const unseen = message.reasons.filter(({ kind }) => !known.has(kind)).map(({ kind }): Obstacle => ({ kind: 'unseen', reason: kind }));
  return judged
    .map((verdict) => (verdict.obstacles.length > 0 ? verdict : { ...verdict, obstacles: unseen }))
    .filter(({ obstacles }) => obstacles.length > 0)
    .toSorted((a, b) => compareCosts(costs(a), costs(b)) || missing(a) - missing(b) || name(a).localeCompare(name(b)));
}

function obstacles({ subject, nodes = [], rivalPods, claimVolumes = [] }: ClusterView, node: Node, podsThere: readonly Pod[]): Obstacle[] {
  const found: Obstacle[] = untoleratedTaints(subject, node).map((taint) => ({ kind: 'taint', taint }));
  if (isCordonedFor(subject, node)) found.push({ kind: 'cordoned' });
  if (!allowsNode(subject, node)) found.push({ kind: 'selector' });
  for (const volume of claimVolumes) if (!reaches(volume, node)) found.push({ kind: 'volume', volume });
  if (!rivalPods) return found;
  for (const shortage of shortages(subject, node, podsThere)) found.push({ kind: 'resource', shortage });
  const port = hostPortConflict(subject, podsThere);
  if (port) found.push({ kind: 'host-port', ...port });
  const conflict = placementConflict(subject, node, { nodes, pods: rivalPods });
  if (conflict) found.push({ kind: conflict.kind === 'existing-anti-affinity' ? 'anti-affinity' : conflict.kind, conflict });
  return found;
}

function kindOf(obstacle: Obstacle): ObstacleKind {
  return obstacle.kind === 'unseen' ? obstacle.reason : obstacle.kind;
}

/** Can the volume be used from the node? */
export function reaches(volume: PersistentVolume, node: Node): boolean {
  const terms = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms;
  return !terms || matchesTerms(terms, node);
}

/**
 * How far from "yes" an obstacle is. 1: today's state (full, cordoned, not ready). 3: set aside for others. 4: too small even
 * when empty. 5: the control plane, which is kept free on purpose. 6: what the pod itself asks of its node.
 */
function cost(obstacle: Obstacle): number {
  switch (obstacle.kind) {
    case 'taint':
      return { 'node-state': 1, custom: 3, 'control-plane': 5 }[taintClass(obstacle.taint)];
    case 'resource': {
      const { asked, allocatable } = obstacle.shortage;
      return allocatable === 0 ? 6 : asked > allocatable ? 4 : 1;
    }
    case 'spread':
      return obstacle.conflict.domain === null ? 6 : 1;
    case 'unseen':
      return costOfKind(obstacle.reason);
    default:
      return costOfKind(obstacle.kind);
  }
}

function costOfKind(kind: ObstacleKind): number {
  if (kind === 'taint') return 3;
  return kind === 'selector' || kind === 'node-name' || kind === 'pod-affinity' || kind === 'volume' ? 6 : 1;
}

/** What is most in the way. */
export function worstObstacle(obstacles: readonly Obstacle[]): Obstacle | undefined {
  return obstacles.toSorted((a, b) => cost(b) - cost(a))[0];
}

function costs({ obstacles }: NodeVerdict): number[] {
  return obstacles.map(cost).toSorted((a, b) => b - a);
}

/** The worst obstacle decides, then the next; fewer are better. */
function compareCosts(a: readonly number[], b: readonly number[]): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Of nodes that are as near, the one that lacks the smaller part of what is asked comes first. */
function missing({ obstacles }: NodeVerdict): number {
  return obstacles.reduce((sum, obstacle) => sum + (obstacle.kind === 'resource' ? obstacle.shortage.short / obstacle.shortage.asked : 0), 0);
}

function name({ node }: NodeVerdict): string {
  return node.metadata?.name ?? '';
}

/** Without a look at the nodes: what is meant to be so (selectors, the control plane's taint) is a cause only where nothing else is. */
function causesOfMessage({ reasons }: SchedulingMessage): ReadonlySet<ObstacleKind> {
  const weight = ({ kind, text }: SchedulingMessage['reasons'][number]) =>
    kind === 'taint' && /control-plane|master/.test(text) ? 5 : costOfKind(kind);
  const least = Math.min(...reasons.map(weight));
  return new Set(reasons.filter((reason) => weight(reason) === least).map(({ kind }) => kind));
}

import type { V1PodAffinityTerm, V1TopologySpreadConstraint } from '@kubernetes/client-node';
import type { LabelSelector, Node, Pod, Wire } from './kinds.ts';
import { allowsNode } from './node-affinity.ts';
import { matchesSelector } from './selector.ts';
import { untoleratedTaints } from './toleration.ts';

type Term = Wire<V1PodAffinityTerm>;
type Constraint = Wire<V1TopologySpreadConstraint>;

/** A rule about other pods that a node would break. */
export interface PlacementConflict {
  readonly kind: 'pod-affinity' | 'anti-affinity' | 'existing-anti-affinity' | 'spread';
  readonly topologyKey: string;
  readonly selector: LabelSelector;
  /** The node's value of the topology key; null where it has no such label. */
  readonly domain: string | null;
  /** Pods that stand in the way; none where the right one is missing. */
  readonly holders: readonly Pod[];
  readonly maxSkew?: number;
  /** Spread: matching pods in this domain, and in the emptiest one. */
  readonly here?: number;
  readonly fewest?: number;
  readonly emptiest?: string;
}

/** All nodes and the pods that are bound to them. */
export interface Placement {
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
}

/**
 * The first rule about other pods that putting the pod on the node would break, in the scheduler's order; null where there is none.
 * As https://github.com/kubernetes/kubernetes/tree/v1.34.4/pkg/scheduler/framework/plugins (podtopologyspread, interpodaffinity)
 */
export function placementConflict(pod: Pod, node: Node, placement: Placement): PlacementConflict | null {
  return (
    spreadConflict(pod, node, placement) ??
    affinityConflict(pod, node, placement) ??
    antiAffinityConflict(pod, node, placement) ??
    existingConflict(pod, node, placement)
  );
}

function spreadConflict(pod: Pod, node: Node, placement: Placement): PlacementConflict | null {
  const hard = (pod.spec?.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  for (const constraint of hard) {
    const { topologyKey, maxSkew, minDomains = 1 } = constraint;
    const selector = spreadSelector(pod, constraint);
    const base = { kind: 'spread', topologyKey, selector, maxSkew } as const;
    const domain = labelOf(node, topologyKey);
    if (domain === null) return { ...base, domain, holders: [] };
    const counts = domainCounts(pod, constraint, selector, hard, placement);
    const [emptiest, lowest] = [...counts].toSorted((a, b) => a[1] - b[1])[0] ?? [domain, 0];
    const fewest = counts.size < minDomains ? 0 : lowest;
    const here = counts.get(domain) ?? 0;
    const self = matchesSelector(selector, pod.metadata?.labels) ? 1 : 0;
    if (here + self - fewest > maxSkew) return { ...base, domain, here, fewest, emptiest, holders: [] };
  }
  return null;
}

function spreadSelector(pod: Pod, { labelSelector, matchLabelKeys = [] }: Constraint): LabelSelector {
  const labels = pod.metadata?.labels ?? {};
  const own = Object.fromEntries(matchLabelKeys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]]])));
  return { ...labelSelector, matchLabels: { ...labelSelector?.matchLabels, ...own } };
}

/** Matching pods in each domain that counts for the constraint. */
function domainCounts(pod: Pod, constraint: Constraint, selector: LabelSelector, all: readonly Constraint[], { nodes, pods }: Placement) {
  const { topologyKey, nodeAffinityPolicy, nodeTaintsPolicy } = constraint;
  const counted = nodes.filter(
    (node) =>
      all.every((other) => labelOf(node, other.topologyKey) !== null) &&
      (nodeAffinityPolicy === 'Ignore' || allowsNode(pod, node)) &&
      (nodeTaintsPolicy !== 'Honor' || untoleratedTaints(pod, node).length === 0),
  );
  const counts = new Map(counted.map((node) => [labelOf(node, topologyKey) ?? '', 0]));
  const domains = new Map(counted.map((node) => [node.metadata?.name, labelOf(node, topologyKey) ?? '']));
  for (const other of pods) {
    const domain = domains.get(other.spec?.nodeName);
    const matches = sameNamespace(pod, other) && !other.metadata?.deletionTimestamp && matchesSelector(selector, other.metadata?.labels);
    if (domain !== undefined && matches) counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return counts;
}

function affinityConflict(pod: Pod, node: Node, placement: Placement): PlacementConflict | null {
  const terms = pod.spec?.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  if (terms.length === 0) return null;
  const missing = terms.find((term) => podsInDomain(term, pod, node, placement).length === 0);
  if (!missing) return null;
  const nobody = terms.every((term) => placement.pods.every((other) => !selects(term, pod, other)));
  const first = nobody && terms.every((term) => selects(term, pod, pod) && labelOf(node, term.topologyKey) !== null);
  return first ? null : conflict('pod-affinity', missing, node, []);
}

function antiAffinityConflict(pod: Pod, node: Node, placement: Placement): PlacementConflict | null {
  for (const term of pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
    const holders = podsInDomain(term, pod, node, placement);
    if (holders.length > 0) return conflict('anti-affinity', term, node, holders);
  }
  return null;
}

function existingConflict(pod: Pod, node: Node, { nodes, pods }: Placement): PlacementConflict | null {
  const labels = new Map(nodes.map((one) => [one.metadata?.name, one]));
  for (const other of pods) {
    const there = labels.get(other.spec?.nodeName);
    for (const term of other.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []) {
      const domain = labelOf(node, term.topologyKey);
      if (there && domain !== null && labelOf(there, term.topologyKey) === domain && selects(term, other, pod)) {
        return conflict('existing-anti-affinity', term, node, [other]);
      }
    }
  }
  return null;
}

function conflict(
  kind: PlacementConflict['kind'],
  { topologyKey, labelSelector = {} }: Term,
  node: Node,
  holders: readonly Pod[],
): PlacementConflict {
  return { kind, topologyKey, selector: labelSelector, domain: labelOf(node, topologyKey), holders };
}

/** Bound pods that a term selects in the node's domain. */
function podsInDomain(term: Term, owner: Pod, node: Node, { nodes, pods }: Placement): Pod[] {
  const domain = labelOf(node, term.topologyKey);
  if (domain === null) return [];
  const there = new Set(nodes.filter((other) => labelOf(other, term.topologyKey) === domain).map(({ metadata }) => metadata?.name));
  return pods.filter((other) => there.has(other.spec?.nodeName) && selects(term, owner, other));
}

/** Does a term of `owner` select the other pod? Labels of namespaces are not read: a `namespaceSelector` with conditions is taken to match. */
function selects({ labelSelector, namespaces = [], namespaceSelector }: Term, owner: Pod, other: Pod): boolean {
  const own = namespaces.length === 0 && !namespaceSelector && sameNamespace(owner, other);
  const named = namespaces.includes(other.metadata?.namespace ?? '') || Boolean(namespaceSelector);
  return (own || named) && matchesSelector(labelSelector, other.metadata?.labels);
}

function sameNamespace(a: Pod, b: Pod): boolean {
  return a.metadata?.namespace === b.metadata?.namespace;
}

function labelOf(node: Node, key: string): string | null {
  return node.metadata?.labels?.[key] ?? null;
}

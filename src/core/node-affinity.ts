import type { V1NodeSelectorTerm } from '@kubernetes/client-node';
import type { Node, Pod, Wire } from './kinds.ts';
import { matchesTerm } from './selector.ts';

type NodeSelectorTerm = Wire<V1NodeSelectorTerm>;

/** The terms of the pod's required node affinity: one of them must match. None where it has no such affinity. */
export function requiredTerms(pod: Pod): readonly NodeSelectorTerm[] {
  return pod.spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
}

/** Does the pod's `nodeSelector` and required node affinity allow the node? */
export function allowsNode(pod: Pod, node: Node): boolean {
  const selected = Object.entries(pod.spec?.nodeSelector ?? {}).every(([key, value]) => node.metadata?.labels?.[key] === value);
  const terms = requiredTerms(pod);
  return selected && (terms.length === 0 || matchesTerms(terms, node));
}

/** Does one of the terms match the node? A term without conditions matches nothing, as in Kubernetes. */
export function matchesTerms(terms: readonly NodeSelectorTerm[], node: Node): boolean {
  return terms.some(({ matchExpressions = [], matchFields = [] }) => {
    if (matchExpressions.length + matchFields.length === 0) return false;
    const fields = { 'metadata.name': node.metadata?.name ?? '' };
    return matchExpressions.every((term) => matchesTerm(term, node.metadata?.labels ?? {})) && matchFields.every((term) => matchesTerm(term, fields));
  });
}

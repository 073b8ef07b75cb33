import type { Namespace } from './kinds.ts';

/** What keeps a namespace that was deleted, as its controller tells it. */
export interface NamespaceDeletion {
  readonly why: 'discovery' | 'content' | 'finalizers' | 'remaining' | 'own-finalizers' | 'silent';
  /** Type of the condition that tells it. */
  readonly condition: string | null;
  readonly message: string | null;
  readonly at: string | null;
  /** `configmaps`, `certificates.cert-manager.io`: what is left. */
  readonly resources: readonly string[];
  readonly finalizers: readonly string[];
}

const reasons = [
  ['NamespaceDeletionDiscoveryFailure', 'discovery'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'discovery'],
  ['NamespaceDeletionContentFailure', 'content'],
  ['NamespaceFinalizersRemaining', 'finalizers'],
  ['NamespaceContentRemaining', 'remaining'],
] as const;

/**
 * Reads the conditions that the namespace controller writes; the first that holds back everything after it counts.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/namespace/deletion/status_condition_utils.go
 */
export function namespaceDeletion({ metadata, spec, status }: Namespace): NamespaceDeletion {
  const isTrue = (type: string) => status?.conditions?.find((condition) => condition.type === type && condition.status === 'True');
  const found = reasons.map(([type, why]) => ({ why, condition: isTrue(type) })).find(({ condition }) => condition);
  const resources = [...(isTrue('NamespaceContentRemaining')?.message ?? '').matchAll(/([\w.-]+) has \d+ resource instances/g)];
  const remaining = [...(isTrue('NamespaceFinalizersRemaining')?.message ?? '').matchAll(/([\w./-]+) in \d+ resource instances/g)];
  const own = [...(metadata?.finalizers ?? []), ...(spec?.finalizers ?? []).filter((name) => name !== 'kubernetes')];
  const told = (status?.conditions ?? []).length > 0;
  return {
    why: found?.why ?? (told && own.length > 0 ? 'own-finalizers' : 'silent'),
    condition: found?.condition?.type ?? null,
    message: found?.condition?.message ?? null,
    at: found?.condition?.lastTransitionTime ?? null,
    resources: resources.map(([, name = '']) => name.replace(/\.$/, '')),
    finalizers: found ? remaining.map(([, name = '']) => name) : own,
  };
}

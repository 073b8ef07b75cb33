import type { PersistentVolume } from './kinds.ts';

/** `topology.kubernetes.io/zone=a`, `zone in (a, b)`: the conditions under which nodes reach a volume, as kubectl writes a selector. */
export function volumeTopology({ spec }: PersistentVolume): string[] {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  return terms.flatMap(({ matchExpressions = [] }) =>
    matchExpressions.map(({ key, operator, values = [] }) =>
      operator === 'In' && values.length === 1 ? `${key}=${values[0]}` : `${key} ${operator.toLowerCase()} (${values.join(', ')})`,
    ),
  );
}

import type { PersistentVolume, PodDisruptionBudget } from '../../kinds.ts';
import { refKey } from '../../ref.ts';
import { matchesSelector } from '../../selector.ts';
import type { DigestAnswer, DrainRow } from './digest-answer.ts';
import type { TalliedWorkload, WorkloadTally } from './workload-tally.ts';

const mostRows = 30;
const order = ['no-controller', 'budget', 'local-volume', 'single'] as const;
const replicated = ['deployment', 'statefulset', 'replicaset', 'replicationcontroller'];

/** Pods that a drain of their node ends for good, cannot evict, or interrupts. */
export function drainRisks(
  { workloads }: Pick<WorkloadTally, 'workloads'>,
  budgets: readonly PodDisruptionBudget[],
  localClaims: ReadonlySet<string>,
): NonNullable<DigestAnswer['drain']> {
  const drained = [...workloads.values()].filter(({ drained, placed }) => drained && placed > 0);
  const rows = drained
    .flatMap((workload): DrainRow[] => {
      const risk = riskOf(workload, budgets, localClaims);
      return risk ? [{ ref: workload.ref, pods: workload.pods, ...risk }] : [];
    })
    .toSorted((a, b) => order.indexOf(a.why) - order.indexOf(b.why) || b.pods - a.pods || refKey(a.ref).localeCompare(refKey(b.ref)));
  return {
    rows: rows.slice(0, mostRows),
    more: Math.max(0, rows.length - mostRows),
    emptyDir: drained.filter(({ emptyDir }) => emptyDir > 0).length,
  };
}

function riskOf(
  { ref, controlled, labels, claims, pods }: TalliedWorkload,
  budgets: readonly PodDisruptionBudget[],
  localClaims: ReadonlySet<string>,
): Pick<DrainRow, 'why' | 'name'> | null {
  if (!controlled) return { why: 'no-controller', name: null };
  const budget = budgets.find(
    ({ metadata, spec, status }) =>
      metadata?.namespace === ref.namespace && (status?.disruptionsAllowed ?? 0) === 0 && matchesSelector(spec?.selector, labels),
  );
  if (budget) return { why: 'budget', name: budget.metadata?.name ?? '' };
  const claim = [...claims].find((name) => localClaims.has(claimKey(ref.namespace, name)));
  if (claim) return { why: 'local-volume', name: claim };
  return pods === 1 && replicated.includes(ref.kind) ? { why: 'single', name: null } : null;
}

/** The claims whose data are on one node's own disk. */
export function addLocalClaim(claims: Set<string>, { spec }: PersistentVolume): void {
  const { name, namespace } = spec?.claimRef ?? {};
  if (name && (spec?.local || spec?.hostPath)) claims.add(claimKey(namespace, name));
}

function claimKey(namespace: string | undefined, name: string): string {
  return `${namespace ?? ''}/${name}`;
}

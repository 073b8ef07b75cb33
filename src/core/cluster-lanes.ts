import type { Answer } from './answer.ts';
import type { ReadFailureCode } from './read-failure.ts';

/** A place among the questions that are looked into. */
export interface Lane {
  /** With what came of it; null: nothing that says anything about the cluster. */
  leave(answer: Answer | null): void;
}

export interface ClusterLanes {
  /** `busy`: come again. `failure`: the cluster did not answer others either, and enough of them are trying already. */
  enter(cluster: string): Lane | 'busy' | { readonly failure: ReadFailureCode };
}

/**
 * Keeps a cluster that is slow or down from taking all of a worker's time: of `total` questions at once a quarter is kept for other clusters, and one
 * that did not answer gets only that quarter until it does. With one cluster there is nothing to keep.
 */
export function clusterLanes(total: number, clusters: () => number): ClusterLanes {
  const running = new Map<string, number>();
  const failing = new Map<string, ReadFailureCode>();
  const quarter = Math.max(1, Math.floor(total / 4));
  return {
    enter(cluster) {
      const now = running.get(cluster) ?? 0;
      const failure = failing.get(cluster);
      if (clusters() > 1 && now >= (failure ? quarter : Math.max(1, total - quarter))) return failure ? { failure } : 'busy';
      running.set(cluster, now + 1);
      return {
        leave(answer) {
          running.set(cluster, Math.max(0, (running.get(cluster) ?? 0) - 1));
          const code = answer && failureOf(answer);
          if (code === 'cancelled') return;
          if (code) failing.set(cluster, code);
          else if (answer) failing.delete(cluster);
        },
      };
    },
  };
}

/** No answer at all. A cluster that refuses does answer, and may not refuse the next person. */
const silent: readonly ReadFailureCode[] = ['timeout', 'refused', 'name-not-resolved', 'x509-expired', 'x509-unknown-issuer', 'x509-wrong-name'];

/** Why a cluster could not be asked; null: it could. */
function failureOf(answer: Answer): ReadFailureCode | null {
  if (answer.type !== 'failure') return null;
  return [...silent, 'cancelled' as const].find((code) => code === answer.code) ?? null;
}

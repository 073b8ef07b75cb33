import type { Answer } from './answer.ts';
import { fitsOne } from './glob.ts';
import type { Scope } from './policy.ts';

/**
 * A list of what the bot does of its own accord (watches, digests, feeds, incidents), without those that are about clusters and namespaces of
 * others. `scope` null: everything may be seen. Any other answer stays as it is.
 */
export function listSeenBy(answer: Answer, scope: Scope | null): Answer {
  if (scope === null) return answer;
  const shows = (cluster: string | null, namespace: string | null | undefined): boolean =>
    (scope.clusters === null || cluster === null || fitsOne(cluster, scope.clusters)) &&
    (scope.namespaces === null || typeof namespace !== 'string' || fitsOne(namespace, scope.namespaces));
  switch (answer.type) {
    case 'watches':
      return { ...answer, watches: answer.watches.filter(({ cluster, target }) => shows(cluster, target.namespace)) };
    case 'digests':
      return {
        ...answer,
        digests: answer.digests.filter(({ digest: { cluster, namespace } }) => shows(cluster, namespace)),
        clusters: answer.clusters.filter((cluster) => shows(cluster, null)),
      };
    case 'feeds':
      return { ...answer, feeds: answer.feeds.filter(({ cluster, namespace }) => shows(cluster, namespace)) };
    case 'incident': {
      if (answer.view !== 'list') return answer;
      const seen = (lines: typeof answer.open) => lines.filter(({ cluster, target }) => shows(cluster, target.namespace));
      return { ...answer, open: seen(answer.open), closed: seen(answer.closed) };
    }
    default:
      return answer;
  }
}

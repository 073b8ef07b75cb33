import { fitsOne } from '../glob.ts';
import type { Rights } from '../policy.ts';
import { ClusterChoiceFailure, type ClustersPort, type SessionOptions } from './clusters-port.ts';

const everything: Rights = { clusters: null, namespaces: null, as: null };

/**
 * The clusters as one person may see them: others do not exist, and every session shows only their namespaces, as that person.
 * Whatever an answer opens goes through here. `rights` null: everything may be seen.
 */
export function clustersSeenBy(
  clusters: ClustersPort,
  rights: Rights | null,
  told: Pick<SessionOptions, 'onRead' | 'onCollectorDefect'> = {},
): ClustersPort {
  const { clusters: patterns, namespaces, as } = rights ?? everything;
  const shows = (name: string) => patterns === null || fitsOne(name, patterns);
  const names = () => clusters.names().filter(shows);
  const { defaultName } = clusters;
  return {
    names,
    defaultName: defaultName !== null && shows(defaultName) ? defaultName : null,
    server: (name) => clusters.server(name),
    session(name, options: SessionOptions = {}) {
      const wanted = name ?? defaultName;
      if (wanted !== null && !shows(wanted))
        throw new ClusterChoiceFailure('unknown-cluster', wanted, 'policy: this cluster is not for the one who asks', names());
      return clusters.session(name, { ...options, namespaces, as, ...told });
    },
  };
}

import type { Answer, ClusterLine } from '../answer.ts';
import { isReadFailure } from '../read-failure.ts';
import type { ClustersPort, SessionOptions } from './clusters-port.ts';

const budget = { requests: 3, milliseconds: 6_000 };

/** Every cluster that is configured, asked at once: one that is down never keeps the others waiting. */
export async function askClusters(clusters: ClustersPort, chosen: string | null, options: SessionOptions): Promise<Answer> {
  const lines = await Promise.all(clusters.names().map((name) => ask(clusters, name, chosen ?? clusters.defaultName, options)));
  return { type: 'clusters', clusters: lines };
}

async function ask(clusters: ClustersPort, name: string, chosen: string | null, { signal }: SessionOptions): Promise<ClusterLine> {
  const line = { name, server: clusters.server(name), chosen: name === chosen };
  try {
    const { gitVersion = null } = JSON.parse(await clusters.session(name, { signal, budget }).reader.text('/version')) as { gitVersion?: string };
    return { ...line, failure: null, version: gitVersion };
  } catch (error) {
    return { ...line, failure: isReadFailure(error) ? error.code : 'bad-response', version: null };
  }
}

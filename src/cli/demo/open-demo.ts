import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Clusters, fixedClusters } from '../../cluster/clusters.ts';
import { type Recording, recordedReader } from '../../cluster/recorded-reader.ts';

/** The demo: real objects of a dozen broken workloads behind the same Reader, at the moment when they were recorded. */
export function openDemoClusters(): Clusters {
  const recording = parse(readFileSync(join(import.meta.dirname, 'cluster.yaml'), 'utf8')) as Recording;
  return fixedClusters([
    { name: 'demo', server: 'a recording', namespace: 'shop', reader: recordedReader(recording), now: () => new Date(recording.now) },
  ]);
}

import { writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { openClusters } from '../cluster/clusters.ts';
import { recordingReader } from '../cluster/recording-reader.ts';
import { resources } from '../cluster/resources.ts';
import { readConfig } from '../config.ts';
import { containerStatuses } from '../core/pod-state.ts';
import type { ReadableKind, Reader } from '../core/reader.ts';

/** Records the demo cluster (src/cli/demo/cluster.yaml) from the current kubeconfig, on which src/cli/demo/manifests.yaml was applied. */
const namespaces = ['shop', 'batch', 'default', 'kube-system', 'kube-node-lease'];
const noise: readonly ReadableKind[] = ['certificatesigningrequest'];
/** Of roles only those that rules look for; nothing that a test left behind. */
const isNoise = (kind: string, name: string) => (/^ClusterRole/.test(kind) && !/dns|node-prox/.test(name)) || /^(kubewhy-e2e|e2e-|h\d+-)/.test(name);

const clusters = openClusters({ kubeconfig: readConfig().KUBECONFIG });
const { reader, recording } = recordingReader(clusters.reader(null));
for (const kind of Object.keys(resources) as ReadableKind[]) if (!noise.includes(kind)) await reader.list(kind);
await recordLogs(reader);
for (const path of ['/version', '/readyz?verbose', '/livez?verbose', '/metrics']) await reader.text(path);

const { objects, logs = [], texts } = recording();
const kept = objects.filter(({ kind, metadata }) =>
  isNoise(kind, metadata.name ?? '')
    ? false
    : metadata.namespace
      ? namespaces.includes(metadata.namespace)
      : kind !== 'Namespace' || namespaces.includes(metadata.name ?? ''),
);
// of the server's many metrics those that a rule reads
const shortTexts = Object.fromEntries(
  Object.entries(texts ?? {}).map(([path, text]) => [path, path === '/metrics' ? text.replace(/^(?!apiserver_audit).*\n?/gm, '') : text]),
);
const demo = { now: new Date().toISOString(), objects: kept, logs, texts: shortTexts };
writeFileSync(
  'src/cli/demo/cluster.yaml',
  `# Recorded by src/tools/record-demo.ts: do not edit.\n${stringify(demo, { lineWidth: 0, aliasDuplicateObjects: false })}`,
);
console.log(`${kept.length} objects, ${logs.length} logs`);
await clusters.close();

async function recordLogs(reader: Reader): Promise<void> {
  for (const pod of await reader.list('pod')) {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    if (!namespaces.includes(namespace)) continue;
    for (const { name: container, state, lastState } of containerStatuses(pod)) {
      const options = { namespace, pod: name, container, tailLines: 80, limitBytes: 32 * 1024 };
      if (state?.running || state?.terminated || lastState?.terminated) await reader.log(options).catch(() => {});
      if (lastState?.terminated) await reader.log({ ...options, previous: true }).catch(() => {});
    }
  }
}

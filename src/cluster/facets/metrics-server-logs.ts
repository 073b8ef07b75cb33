import type { Facets } from '../../core/facets.ts';
import type { Pod } from '../../core/kinds.ts';
import { refOf } from '../../core/ref.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';

const mostReplicas = 2;

/** The pods of metrics-server run in kube-system, under the label of its manifest or that of its chart. */
export const metricsServerLogs: Collector<'cluster', Facets['cluster']['metricsServerLogs']> = {
  reads: ['pod', 'pods/log'],
  async collect({ reader }) {
    const pods = (await reader.list('pod', { namespace: 'kube-system' })).filter(isMetricsServer).filter(isRunning).slice(0, mostReplicas);
    return Promise.all(
      pods.map(async (pod) => {
        const ref = refOf('pod', pod);
        const container = pod.spec?.containers[0]?.name ?? '';
        const part = { tailLines: 200, sinceSeconds: 300, limitBytes: 64 * 1024 };
        const text = await orElse(reader.log({ namespace: namespaceOf(ref), pod: ref.name, container, ...part }), '', 'not-found', 'bad-response');
        return { ref, container, lines: text === '' ? [] : text.replace(/\n$/, '').split('\n') };
      }),
    );
  },
};

function isMetricsServer({ metadata }: Pod): boolean {
  const { labels = {} } = metadata ?? {};
  return labels['k8s-app'] === 'metrics-server' || labels['app.kubernetes.io/name'] === 'metrics-server';
}

function isRunning({ status }: Pod): boolean {
  return status?.phase === 'Running';
}

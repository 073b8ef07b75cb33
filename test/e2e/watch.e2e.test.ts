import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openChanges } from '../../src/cluster/changes.ts';
import { type Clusters, openClusters } from '../../src/cluster/clusters.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import type { Target } from '../../src/cluster/kubeconfig.ts';
import { watchSuite } from '../cluster/watch-suite.ts';
import { kubectl } from './situation.ts';

const namespace = `e2e-watch-${Date.now().toString(36)}`;
let clusters: Clusters;
let connection: Connection;
let stranger: Connection;

beforeAll(() => {
  clusters = openClusters({ kubeconfig: process.env.KUBEWHY_E2E_KUBECONFIG });
  const target = clusters.target(clusters.defaultName ?? '') as Target;
  connection = openConnection(target);
  stranger = openConnection({ ...target, user: { ...(target.user as NonNullable<Target['user']>), impersonateUser: 'nobody' } });
  kubectl(['apply', '-f', '-'], stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
  kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s']);
});

afterAll(async () => {
  kubectl(['delete', 'namespace', namespace, '--ignore-not-found', '--wait=false']);
  await connection?.close();
  await stranger?.close();
  await clusters?.close();
});

watchSuite('a real cluster', () => ({
  connection,
  stranger,
  namespace,
  apply: async (name, labels, value) => {
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, data: { value } };
    kubectl(['apply', '-n', namespace, '-f', '-'], stringify(object));
  },
  remove: async (name) => void kubectl(['delete', 'configmap', name, '-n', namespace]),
}));

it('changes of a Deployment are those of its pods too', async () => {
  const labels = { app: 'web' };
  const pod = { containers: [{ name: 'app', image: 'busybox:1.36', command: ['sleep', 'infinity'] }], terminationGracePeriodSeconds: 1 };
  const spec = { replicas: 1, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } };
  kubectl(['apply', '-n', namespace, '-f', '-'], stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec }));
  kubectl(['rollout', 'status', 'deployment/web', '-n', namespace, '--timeout=120s']);
  const changes = openChanges(clusters);
  let told = 0;
  const refused: unknown[] = [];
  const target = { kind: 'deployment', name: 'web', namespace } as const;
  const cluster = clusters.defaultName ?? '';
  changes.follow({ key: 'web', cluster, target, forMs: 120_000, onChange: () => void told++, onRefused: (error) => void refused.push(error) });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const before = told;
  kubectl(['annotate', 'pods', '-l', 'app=web', '-n', namespace, 'touched=yes']);
  await expect.poll(() => told, { timeout: 30_000 }).toBeGreaterThan(before);
  const afterPods = told;
  kubectl(['annotate', 'deployment/web', '-n', namespace, 'touched=yes']);
  await expect.poll(() => told, { timeout: 30_000 }).toBeGreaterThan(afterPods);
  expect(refused).toEqual([]);
  changes.close();
});

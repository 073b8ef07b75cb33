import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startFakeServer, writeKubeconfig } from './fake-api-server.ts';
import { storedCluster } from './stored-cluster.ts';

/** Those that `npm start` runs with. */
const flags =
  /node ((?:--\S+ )+)src/
    .exec(JSON.parse(readFileSync('package.json', 'utf8')).scripts.start)?.[1]
    ?.trim()
    .split(' ') ?? [];
const nodes = 500;
const pods = 5_000;
const at = '2026-11-20T11:40:03Z';
const managedFields = ['kube-controller-manager', 'kubelet'].map((manager) => ({
  manager,
  operation: 'Update',
  time: at,
  fieldsType: 'FieldsV1',
  fieldsV1: Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f:field-${index}`, { '.': {}, 'f:type': {} }])),
}));

const node = (index: number) => ({
  kind: 'Node',
  apiVersion: 'v1',
  metadata: { name: `worker-${index}`, creationTimestamp: at, managedFields, labels: { 'kubernetes.io/hostname': `worker-${index}` } },
  spec: {},
  status: {
    allocatable: { cpu: '32', memory: '64Gi', pods: '110' },
    conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', lastTransitionTime: at, lastHeartbeatTime: new Date().toISOString() }],
    nodeInfo: { kubeletVersion: 'v1.34.4', operatingSystem: 'linux', containerRuntimeVersion: 'containerd://2.1.0' },
  },
});

const pod = (index: number) => {
  const app = `app-${index % 100}`;
  const name = `${app}-6f7d9c5b4-${index.toString(36).padStart(5, '0')}`;
  const environment = Array.from({ length: 12 }, (_, number) => ({ name: `SETTING_${number}`, value: `https://${app}.example.org/${number}` }));
  const token = `kube-api-access-${index.toString(36)}`;
  return {
    kind: 'Pod',
    apiVersion: 'v1',
    metadata: {
      name,
      namespace: `team-${index % 10}`,
      creationTimestamp: at,
      labels: { app, 'pod-template-hash': '6f7d9c5b4' },
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${app}-6f7d9c5b4`, uid: `uid-${app}`, controller: true }],
      managedFields,
    },
    spec: {
      nodeName: `worker-${index % nodes}`,
      containers: [
        {
          name: 'app',
          image: `registry.example.org/${app}:1.0`,
          env: environment,
          resources: { requests: { cpu: '100m', memory: '128Mi' } },
          volumeMounts: [{ name: token, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount', readOnly: true }],
        },
      ],
      volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: 'token', expirationSeconds: 3607 } }] } }],
    },
    status: {
      phase: 'Running',
      podIP: `10.0.${index % 250}.${index % 240}`,
      conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => ({ type, status: 'True', lastTransitionTime: at })),
      containerStatuses: [
        { name: 'app', ready: true, started: true, restartCount: 0, image: 'i', imageID: 'i', state: { running: { startedAt: at } }, lastState: {} },
      ],
    },
  };
};

it('a digest of 5,000 pods on 500 nodes reads page by page, and stays under 300 MB', async () => {
  const server = await startFakeServer();
  server.answer(
    storedCluster({ node: Array.from({ length: nodes }, (_, index) => node(index)), pod: Array.from({ length: pods }, (_, index) => pod(index)) }),
  );
  try {
    const said = "process.on('exit', () => process.stderr.write('maxRSS ' + process.resourceUsage().maxRSS))";
    const child = spawn(
      process.execPath,
      [...flags, '--import', `data:text/javascript,${encodeURIComponent(said)}`, 'src/main.ts', 'ask', 'digest now', '--lang', 'en'],
      { env: { ...process.env, KUBECONFIG: writeKubeconfig(server) } },
    );
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    await new Promise((resolve) => child.on('exit', resolve));
    expect(out).toContain('Digest of cluster `fake`');
    expect(out).toContain('5000 pods: 5000 well');
    const lists = server.requests.filter(({ path }) => path === '/api/v1/pods');
    expect(lists.filter(({ query }) => Number(query.get('limit')) > 500 || !query.has('limit'))).toEqual([]);
    expect(lists.filter(({ query }) => query.has('continue')).length).toBeGreaterThanOrEqual(9);
    expect(Number(/maxRSS (\d+)/.exec(err)?.[1])).toBeLessThan(300 * 1024);
    expect(Number(/maxRSS (\d+)/.exec(err)?.[1])).toBeGreaterThan(50 * 1024);
  } finally {
    await server.close();
  }
}, 240_000);

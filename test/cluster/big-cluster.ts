import type { Stored } from './stored-cluster.ts';

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

/** 5,000 pods of ten namespaces on 500 nodes, all well, as large as real ones are. */
export const bigCluster: Stored = {
  node: Array.from({ length: nodes }, (_, index) => node(index)),
  pod: Array.from({ length: pods }, (_, index) => pod(index)),
};

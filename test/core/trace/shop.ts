import type { RecordedObject, Recording } from '../../../src/cluster/recorded-reader.ts';

const now = '2026-11-21T12:00:00Z';
const born = '2026-11-21T10:00:00Z';

/** One tier: a Deployment of one pod behind a Service of the same name. */
export interface Tier {
  readonly name: string;
  readonly namespace?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly ready?: boolean;
  readonly restarts?: number;
  /** What the Service selects by; `app=<name>` if not said. */
  readonly selects?: string;
}

/** A Service, its EndpointSlice, a Deployment's pod. */
export function tier({ name, namespace = 'shop', port = 80, env = {}, ready = true, restarts = 0, selects = name }: Tier): RecordedObject[] {
  const labels = { app: name, 'pod-template-hash': 'abc12' };
  const pod = `${name}-abc12-x1x1x`;
  const picked = selects === name;
  const status = ready ? 'True' : 'False';
  const ended = { terminated: { exitCode: 1, reason: 'Error', finishedAt: '2026-11-21T11:55:00Z' } };
  const waiting = { waiting: { reason: 'CrashLoopBackOff' } };
  return [
    {
      kind: 'Service',
      metadata: { name, namespace },
      spec: { type: 'ClusterIP', clusterIP: '10.96.0.9', selector: { app: selects }, ports: [{ port }] },
    },
    {
      kind: 'EndpointSlice',
      metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: [{ port }],
      endpoints: picked ? [{ addresses: ['10.0.0.9'], conditions: { ready }, targetRef: { kind: 'Pod', name: pod, namespace } }] : [],
    },
    { kind: 'Deployment', metadata: { name, namespace }, spec: { replicas: 1, template: { metadata: { labels } } } },
    {
      kind: 'Pod',
      metadata: {
        name: pod,
        namespace,
        labels,
        creationTimestamp: born as unknown as Date,
        ownerReferences: [{ kind: 'ReplicaSet', name: `${name}-abc12`, controller: true, apiVersion: 'apps/v1', uid: name }],
      },
      spec: {
        containers: [
          {
            name: 'app',
            image: 'busybox:1.36',
            ports: [{ containerPort: port }],
            env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
          },
        ],
      },
      status: {
        phase: 'Running',
        podIP: '10.0.0.9',
        conditions: [
          { type: 'PodScheduled', status: 'True', lastTransitionTime: born },
          { type: 'Ready', status, lastTransitionTime: born },
        ],
        containerStatuses: [
          {
            name: 'app',
            ready,
            restartCount: restarts,
            lastState: restarts > 0 ? ended : {},
            state: ready ? { running: { startedAt: born } } : waiting,
          },
        ],
      },
    },
  ] as unknown as RecordedObject[];
}

export function ingress(service: string, port: number): RecordedObject {
  const backend = { service: { name: service, port: { number: port } } };
  return {
    kind: 'Ingress',
    metadata: { name: 'shop', namespace: 'shop' },
    spec: { ingressClassName: 'nginx', rules: [{ host: 'shop.example', http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }] },
    status: { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
  } as unknown as RecordedObject;
}

export function policy(name: string, spec: object, namespace = 'shop'): RecordedObject {
  return { kind: 'NetworkPolicy', metadata: { name, namespace }, spec } as unknown as RecordedObject;
}

export function agent(name: string): RecordedObject {
  return {
    kind: 'DaemonSet',
    metadata: { name, namespace: 'kube-system' },
    spec: { template: { spec: { containers: [] } } },
  } as unknown as RecordedObject;
}

export function recording(objects: readonly RecordedObject[], failures: Recording['failures'] = {}): Recording {
  const namespaces = ['shop', 'data'].map((name) => ({ kind: 'Namespace', metadata: { name, labels: { team: name } } }) as unknown as RecordedObject);
  return { now, objects: [...objects, ...namespaces], failures, logs: [] };
}

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAlertSettings } from '../../src/cli/alerts-file.ts';
import { mapTarget } from '../../src/core/on-call/alert/map-target.ts';
import type { Labels } from '../../src/core/on-call/alert/notification.ts';
import { readWebhook } from '../../src/core/on-call/alert/read-webhook.ts';
import { channel, recorded, redaction, settings, webhook } from './world.ts';

/** Labels that Prometheus adds to whatever it scrapes from kube-state-metrics. */
const stateMetrics = {
  job: 'kube-state-metrics',
  service: 'kps-kube-state-metrics',
  endpoint: 'http',
  container: 'kube-state-metrics',
  instance: '10.244.1.7:8080',
  pod: 'kps-kube-state-metrics-6c9f7b8d5-zz9tp',
  namespace: 'monitoring',
};
const kubelet = { job: 'kubelet', service: 'kps-kubelet', endpoint: 'https-metrics', metrics_path: '/metrics/cadvisor', instance: '10.0.0.5:10250' };

const targets: readonly (readonly [string, Labels, string | null])[] = [
  ['a pod, honoured', { ...stateMetrics, alertname: 'KubePodCrashLooping', namespace: 'shop', pod: 'cart-0', container: 'cart' }, 'pod/shop/cart-0'],
  ['the exporter itself crashes', { ...stateMetrics, alertname: 'KubePodCrashLooping' }, 'pod/monitoring/kps-kube-state-metrics-6c9f7b8d5-zz9tp'],
  ['a pod, not honoured', { ...stateMetrics, alertname: 'PodSick', exported_namespace: 'shop', exported_pod: 'cart-0' }, 'pod/shop/cart-0'],
  ['a Deployment', { ...stateMetrics, alertname: 'KubeDeploymentReplicasMismatch', namespace: 'shop', deployment: 'web' }, 'deployment/shop/web'],
  [
    'a Deployment of an alert of their own',
    { ...stateMetrics, alertname: 'WebIsSmall', namespace: 'shop', deployment: 'web' },
    'deployment/shop/web',
  ],
  ['a StatefulSet', { alertname: 'KubeStatefulSetReplicasMismatch', namespace: 'shop', statefulset: 'db' }, 'statefulset/shop/db'],
  ['a DaemonSet', { alertname: 'KubeDaemonSetRolloutStuck', namespace: 'kube-system', daemonset: 'cni' }, 'daemonset/kube-system/cni'],
  ['a Job', { ...stateMetrics, alertname: 'KubeJobFailed', namespace: 'shop', job_name: 'backup-28999' }, 'job/shop/backup-28999'],
  ['a CronJob', { alertname: 'BackupLate', namespace: 'shop', cronjob_name: 'backup' }, 'cronjob/shop/backup'],
  [
    'an autoscaler',
    { ...stateMetrics, alertname: 'KubeHpaMaxedOut', namespace: 'shop', horizontalpodautoscaler: 'web' },
    'horizontalpodautoscaler/shop/web',
  ],
  ['a node', { ...stateMetrics, alertname: 'KubeNodeNotReady', node: 'worker-1' }, 'node//worker-1'],
  ['a node of an alert of their own', { ...stateMetrics, alertname: 'NodeIsOld', node: 'worker-1' }, 'node//worker-1'],
  [
    'a node by its instance',
    { alertname: 'NodeFilesystemSpaceFillingUp', instance: 'worker-1:9100', job: 'node-exporter', pod: 'node-exporter-x2x4z' },
    'node//worker-1',
  ],
  [
    'a node by an address',
    { alertname: 'NodeClockNotSynchronising', instance: '10.0.0.5:9100', job: 'node-exporter', namespace: 'monitoring' },
    'check/nodes',
  ],
  [
    'node-exporter, alert of their own',
    { alertname: 'DiskSlow', instance: '10.0.0.5:9100', job: 'node-exporter', namespace: 'monitoring', pod: 'node-exporter-x2x4z' },
    'check/nodes',
  ],
  [
    'a claim',
    { ...kubelet, alertname: 'KubePersistentVolumeFillingUp', namespace: 'shop', persistentvolumeclaim: 'data-db-0', node: 'worker-1' },
    'persistentvolumeclaim/shop/data-db-0',
  ],
  ['a volume', { ...stateMetrics, alertname: 'KubePersistentVolumeErrors', persistentvolume: 'pvc-1', phase: 'Failed' }, 'persistentvolume//pvc-1'],
  [
    'a pod by cAdvisor',
    { ...kubelet, alertname: 'MemoryHigh', namespace: 'shop', pod: 'cart-0', container: 'cart', node: 'worker-1' },
    'pod/shop/cart-0',
  ],
  [
    'a pod that measures itself',
    { alertname: 'OrdersSlow', job: 'orders', service: 'orders', namespace: 'shop', pod: 'orders-0', instance: '10.1.1.1:8080' },
    'pod/shop/orders-0',
  ],
  ['a Service that is down', { alertname: 'TargetDown', job: 'orders', namespace: 'shop', service: 'orders' }, 'service/shop/orders'],
  [
    'an Ingress controller measures an Ingress',
    {
      alertname: 'TooMany5xx',
      ingress: 'web',
      exported_namespace: 'shop',
      exported_service: 'web',
      namespace: 'ingress-nginx',
      pod: 'ingress-nginx-abc',
      service: 'ingress-nginx-metrics',
    },
    'ingress/shop/web',
  ],
  ['the control plane', { alertname: 'KubeAPIErrorBudgetBurn', severity: 'critical' }, 'check/control-plane'],
  ['etcd', { alertname: 'etcdNoLeader', job: 'etcd', namespace: 'kube-system', pod: 'etcd-lab' }, 'check/control-plane'],
  ['DNS', { alertname: 'CoreDNSErrorsHigh', namespace: 'kube-system', pod: 'coredns-x' }, 'check/dns'],
  ['a namespace', { ...stateMetrics, alertname: 'KubeQuotaExceeded', namespace: 'shop', resource: 'pods' }, 'namespace//shop'],
  ['nothing but a namespace', { alertname: 'LowSales', namespace: 'shop' }, 'namespace//shop'],
  ['nothing', { alertname: 'LowSales', team: 'shop' }, null],
  ['a label that is no name', { alertname: 'LowSales', pod: '$(rm -rf /)', service: 'A B' }, null],
];

function shown(labels: Labels, with_ = settings): string | null {
  const about = mapTarget(labels, with_)?.about;
  if (!about) return null;
  return 'area' in about ? `check/${about.area}` : `${about.ref.kind}/${about.ref.namespace ?? ''}/${about.ref.name}`;
}

describe('what an alert is about', () => {
  it.each(targets)('%s', (_, labels, wanted) => {
    expect(shown(labels)).toBe(wanted);
  });
});

it('what a real Alertmanager sends about a node and about pods', () => {
  const of = (name: string) => readWebhook(recorded(name), settings, redaction).flatMap(({ alerts }) => alerts.map(({ target }) => target?.about));
  expect(of('node-firing')).toEqual([{ ref: { kind: 'node', name: 'worker-1' } }]);
  expect(of('crash-firing').map((about) => about && 'ref' in about && about.ref.name)).toEqual(['orders-5c9d8b7c6f-k8s2p', 'cart-7d4b9c5f6d-x2x4z']);
});

it('Watchdog is not told; texts are kept within bounds; only http(s) is an address', () => {
  const hook = webhook('g', [
    { alertname: 'Watchdog' },
    { alertname: 'A', severity: 'PAGE', note: 'x'.repeat(1000) },
    { alertname: 'B', severity: 'odd' },
  ]);
  const alerts = hook.alerts.map((one) => ({ ...one, annotations: { text: 'y'.repeat(9000) }, generatorURL: 'javascript:alert(1)' }));
  const [only, ...more] = readWebhook({ ...hook, alerts }, settings, redaction);
  expect(more).toEqual([]);
  expect(only?.alerts.map(({ name, severity }) => [name, severity])).toEqual([
    ['A', 'critical'],
    ['B', 'warning'],
  ]);
  expect(only?.alerts[0]?.labels.note).toHaveLength(300);
  expect(only?.alerts[0]?.annotations.text).toHaveLength(1500);
  expect(only?.alerts[0]?.generatorUrl).toBeNull();
});

it('more alerts than are kept are counted', () => {
  const [only] = readWebhook(
    webhook(
      'g',
      Array.from({ length: 130 }, (_, index) => ({ alertname: 'A', pod: `a-${index}` })),
    ),
    settings,
    redaction,
  );
  expect([only?.alerts.length, only?.more]).toEqual([100, 30]);
});

describe('the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubewhy-alerts-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (text: string): string => {
    const path = join(folder, 'alerts.yaml');
    writeFileSync(path, text);
    return path;
  };

  it('the example of deploy does what its comments say', () => {
    const example = readAlertSettings('deploy/alerts.example.yaml', channel);
    expect(shown({ alertname: 'QueueBacklogHigh', queue: 'mail' }, example)).toBe('deployment/shop/mail-worker');
    expect(shown({ alertname: 'QueueBacklogHigh' }, example)).toBeNull();
    expect(shown({ alertname: 'BlackboxProbeFailed', job: 'dns' }, example)).toBe('check/dns');
    expect(mapTarget({ alertname: 'A', pod: 'a-0', cluster: 'eu-1' }, example)?.cluster).toBe('prod-eu');
    expect(mapTarget({ alertname: 'A', pod: 'a-0', cluster: 'else' }, example)?.cluster).toBe('else');
    expect(mapTarget({ alertname: 'A', pod: 'a-0' }, example)?.cluster).toBe('prod-eu');
    const hook = webhook('g', [
      { alertname: 'A', namespace: 'shop-eu' },
      { alertname: 'B', severity: 'critical' },
      { alertname: 'C', severity: 'page', namespace: 'ops' },
      { alertname: 'CPUThrottlingHigh' },
      { alertname: 'Watchdog' },
      { alertname: 'D', namespace: 'sandbox', severity: 'info' },
    ]);
    expect(
      readWebhook(hook, example, redaction).map((part) => [part.channel, part.alerts.map(({ name, severity }) => `${name} ${severity}`)]),
    ).toEqual([
      ['C0123456789', ['A warning']],
      ['C0987654321', ['B critical']],
      [channel, ['C critical']],
    ]);
    expect(example.exporters).toEqual(expect.arrayContaining(['kube-state-metrics', 'mysqld-exporter']));
  });

  it('an empty file means the defaults', () => {
    expect(readAlertSettings(write('# nothing\n'), channel)).toEqual(settings);
    expect(readAlertSettings(undefined, channel)).toEqual(settings);
  });

  it.each([
    ['a channel by its name', 'routes: [{ match: { a: b }, channel: "#ops" }]', /routes\[0\]\.channel must be the id of a channel/],
    ['a misspelt key', 'route: []', /has "route", which means nothing/],
    ['a kind that is none', 'targets: [{ match: { a: b }, kind: podd, name: x }]', /targets\[0\] must have match, and either kind and name/],
    ['a match without labels', 'ignore: [{}]', /ignore\[0\] names no label/],
    ['no YAML', 'a: [', /is no YAML/],
    ['a list', '[]', /must be a mapping/],
  ])('%s is refused with a sentence', (_, text, says) => {
    expect(() => readAlertSettings(write(text), channel)).toThrow(says);
  });
});

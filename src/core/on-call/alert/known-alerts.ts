import type { Area } from '../../intent.ts';
import type { Kind } from '../../kinds.ts';

/** What an alert of a widely used set of rules (kube-prometheus, node-exporter, CoreDNS, etcd) is about: a kind, whose label is known, or an area. */
export type KnownSubject = { readonly kind: Kind } | { readonly area: Area };

const subjects: readonly (readonly [KnownSubject, readonly string[]])[] = [
  [
    { kind: 'pod' },
    [
      'KubePodCrashLooping',
      'KubePodNotReady',
      'KubeContainerWaiting',
      'KubeContainerOOMKilled',
      'CPUThrottlingHigh',
      'Prometheus*',
      'Alertmanager*',
      'ConfigReloader*',
    ],
  ],
  [{ kind: 'deployment' }, ['KubeDeployment*']],
  [{ kind: 'statefulset' }, ['KubeStatefulSet*']],
  [{ kind: 'daemonset' }, ['KubeDaemonSet*']],
  [{ kind: 'job' }, ['KubeJob*']],
  [{ kind: 'cronjob' }, ['KubeCronJob*']],
  [{ kind: 'horizontalpodautoscaler' }, ['KubeHpa*']],
  [{ kind: 'poddisruptionbudget' }, ['KubePdb*', 'KubePodDisruptionBudget*']],
  [
    { kind: 'persistentvolumeclaim' },
    [
      'KubePersistentVolumeFillingUp',
      'KubePersistentVolumeInodesFillingUp',
      'KubePersistentVolumeFullInFourDays',
      'KubePersistentVolumeUsageCritical',
    ],
  ],
  [{ kind: 'persistentvolume' }, ['KubePersistentVolumeErrors']],
  [
    { kind: 'node' },
    [
      'KubeNode*',
      'KubeletTooManyPods',
      'KubeletPleg*',
      'KubeletPodStartUpLatencyHigh',
      'KubeletClientCertificate*',
      'KubeletServerCertificate*',
      'Node*',
      'HostOutOf*',
    ],
  ],
  [{ kind: 'namespace' }, ['KubeQuota*']],
  [{ kind: 'service' }, ['TargetDown']],
  [{ area: 'nodes' }, ['KubeletDown', 'KubeCPUOvercommit', 'KubeMemoryOvercommit', 'KubeVersionMismatch']],
  [{ area: 'kube-proxy' }, ['KubeProxyDown']],
  [{ area: 'dns' }, ['CoreDNS*', 'CoreDns*']],
  [{ area: 'metrics' }, ['KubeAggregatedAPI*', 'MetricsServer*']],
  [{ area: 'control-plane' }, ['KubeAPI*', 'KubeControllerManager*', 'KubeScheduler*', 'KubeClient*', 'etcd*', 'Etcd*']],
];

/** null: not one of those, its labels alone tell. */
export function knownSubject(alertname: string, fits: (name: string, patterns: readonly string[]) => boolean): KnownSubject | null {
  return subjects.find(([, patterns]) => fits(alertname, patterns))?.[0] ?? null;
}

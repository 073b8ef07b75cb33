import { fitsOne } from '../../glob.ts';
import type { Kind } from '../../kinds.ts';
import type { Ref } from '../../ref.ts';
import { knownSubject } from './known-alerts.ts';
import type { AlertTarget, Labels } from './notification.ts';
import { type AlertSettings, matches, type TargetSetting } from './settings.ts';

type About = AlertTarget['about'];

/** Labels that name an object, the surest first. `exported_…` is what an exporter said where Prometheus had a label of that name of its own. */
const nameLabels: readonly (readonly [Kind, readonly string[]])[] = [
  ['horizontalpodautoscaler', ['horizontalpodautoscaler', 'hpa']],
  ['poddisruptionbudget', ['poddisruptionbudget']],
  ['pod', ['exported_pod', 'pod', 'pod_name', 'kubernetes_pod_name']],
  ['deployment', ['deployment']],
  ['statefulset', ['statefulset']],
  ['daemonset', ['daemonset']],
  ['job', ['job_name', 'exported_job_name']],
  ['cronjob', ['cronjob', 'cronjob_name']],
  ['replicaset', ['replicaset']],
  ['persistentvolumeclaim', ['persistentvolumeclaim']],
  ['persistentvolume', ['persistentvolume']],
  ['node', ['exported_node', 'node', 'nodename', 'kubernetes_node']],
  ['ingress', ['exported_ingress', 'ingress']],
  ['service', ['exported_service', 'service', 'kubernetes_service_name']],
];
const clusterScoped: readonly Kind[] = ['node', 'persistentvolume', 'namespace', 'cluster'];
/** A name that an object can have: everything else in such a label is something else. */
const objectName = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

/** What an alert is about, by the configuration, by what is known of its name, then by its labels; null: nothing says it. */
export function mapTarget(labels: Labels, settings: AlertSettings): AlertTarget | null {
  const about = configured(labels, settings) ?? known(labels, settings) ?? byLabels(labels, settings);
  return about && { cluster: clusterOf(labels, settings), about };
}

/** The context that the alert came from; a name that is not configured stays as it is, and is refused by name when it is asked. */
function clusterOf(labels: Labels, { cluster }: AlertSettings): string | null {
  const value = firstLabel(labels, cluster.labels);
  return value === null ? cluster.default : (cluster.names[value] ?? value);
}

function configured(labels: Labels, settings: AlertSettings): About | null {
  const setting = settings.targets.find(({ match }) => matches(match, labels));
  if (!setting) return null;
  return 'area' in setting ? { area: setting.area } : objectOf(setting, labels, settings);
}

function objectOf(setting: Extract<TargetSetting, { kind: Kind }>, labels: Labels, settings: AlertSettings): About | null {
  const name = filled(setting.name, labels);
  const namespace = setting.namespace === null ? namespaceOf(labels, settings) : filled(setting.namespace, labels);
  return name === null ? null : about(setting.kind, name, namespace);
}

/** null: a label that the template takes is not there. */
function filled(template: string, labels: Labels): string | null {
  let whole = true;
  const text = template.replaceAll(/\{(\w+)\}/g, (_, label: string) => {
    whole &&= Boolean(labels[label]);
    return labels[label] ?? '';
  });
  return whole && text !== '' ? text : null;
}

function known(labels: Labels, settings: AlertSettings): About | null {
  const subject = knownSubject(labels.alertname ?? '', fitsOne);
  if (!subject) return null;
  if ('area' in subject) return subject;
  const { kind } = subject;
  if (kind === 'namespace') return namespaceOnly(labels, settings);
  // known to be about a pod or a service: that it is the exporter's own is no reason to doubt it
  const name = firstLabel(labels, labelsOf(kind)) ?? (kind === 'node' ? hostOf(labels.instance) : null);
  if (name !== null) return about(kind, name, namespaceOf(labels, settings));
  return kind === 'node' ? { area: 'nodes' } : null;
}

function byLabels(labels: Labels, settings: AlertSettings): About | null {
  const exporter = exporterOf(labels, settings.exporters);
  const isForeign = foreignLabels(labels, exporter);
  for (const [kind, names] of nameLabels) {
    const name = firstLabel(
      labels,
      names.filter((label) => !isForeign(label)),
    );
    if (name !== null && objectName.test(name)) return about(kind, name, namespaceOf(labels, settings));
  }
  const host = exporter === 'node-exporter' ? hostOf(labels.instance) : null;
  if (host !== null) return about('node', host, null);
  return exporter === 'node-exporter' ? { area: 'nodes' } : namespaceOnly(labels, settings);
}

function namespaceOnly(labels: Labels, settings: AlertSettings): About | null {
  const namespace = namespaceOf(labels, settings);
  return namespace === null ? null : about('namespace', namespace, null);
}

function about(kind: Kind, name: string, namespace: string | null): About | null {
  if (!objectName.test(name)) return null;
  const ref: Ref = clusterScoped.includes(kind) || namespace === null ? { kind, name } : { kind, name, namespace };
  return { ref };
}

function labelsOf(kind: Kind): readonly string[] {
  return nameLabels.find(([one]) => one === kind)?.[1] ?? [kind];
}

function namespaceOf(labels: Labels, { namespace }: AlertSettings): string | null {
  const value = firstLabel(labels, namespace.labels);
  return value !== null && objectName.test(value) ? value : null;
}

function firstLabel(labels: Labels, names: readonly string[]): string | null {
  const found = names.find((name) => labels[name]);
  return found === undefined ? null : (labels[found] ?? null);
}

/** The exporter that measured it, by its job, service or container. */
function exporterOf(labels: Labels, exporters: readonly string[]): string | null {
  const places = [labels.job, labels.service, labels.container, labels.pod];
  return exporters.find((exporter) => places.some((place) => place?.includes(exporter))) ?? null;
}

const scraped = { pod: /^(pod|pod_name|kubernetes_pod_name)$/, service: /^(service|kubernetes_service_name)$/ };

/** Prometheus names the pod and the Service that it scraped in labels of the same names: where something else was measured, they are not what the alert is about. */
function foreignLabels(labels: Labels, exporter: string | null): (label: string) => boolean {
  const exported = ['exported_namespace', 'exported_pod', 'exported_service'].some((label) => labels[label]);
  return (label) => {
    if (scraped.service.test(label)) return exported || exporter !== null;
    return scraped.pod.test(label) && (exported || (exporter !== null && (labels[label]?.includes(exporter) ?? false)));
  };
}

/** `worker-1` of `worker-1:9100`; null for an address, which no node is named after. */
function hostOf(instance: string | undefined): string | null {
  const host = instance?.replace(/:\d+$/, '') ?? '';
  return /^[\d.]+$/.test(host) || host.includes(':') || host.includes('/') || !objectName.test(host) ? null : host;
}

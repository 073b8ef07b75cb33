import type { ReadableKind } from '../core/reader.ts';

export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const core = (plural: string, namespaced = true): Resource => ({ group: '', version: 'v1', plural, namespaced });
const of = (group: string, plural: string, namespaced = true, version = 'v1'): Resource => ({ group, version, plural, namespaced });

/** Where each kind is served. There is no entry for Secrets, so they cannot be asked for. */
export const resources: { readonly [K in ReadableKind]: Resource } = {
  pod: core('pods'),
  service: core('services'),
  configmap: core('configmaps'),
  serviceaccount: core('serviceaccounts'),
  resourcequota: core('resourcequotas'),
  limitrange: core('limitranges'),
  persistentvolumeclaim: core('persistentvolumeclaims'),
  replicationcontroller: core('replicationcontrollers'),
  event: core('events'),
  node: core('nodes', false),
  namespace: core('namespaces', false),
  persistentvolume: core('persistentvolumes', false),
  deployment: of('apps', 'deployments'),
  replicaset: of('apps', 'replicasets'),
  statefulset: of('apps', 'statefulsets'),
  daemonset: of('apps', 'daemonsets'),
  controllerrevision: of('apps', 'controllerrevisions'),
  job: of('batch', 'jobs'),
  cronjob: of('batch', 'cronjobs'),
  horizontalpodautoscaler: of('autoscaling', 'horizontalpodautoscalers', true, 'v2'),
  poddisruptionbudget: of('policy', 'poddisruptionbudgets'),
  storageclass: of('storage.k8s.io', 'storageclasses', false),
  volumeattachment: of('storage.k8s.io', 'volumeattachments', false),
  endpointslice: of('discovery.k8s.io', 'endpointslices'),
  ingress: of('networking.k8s.io', 'ingresses'),
  ingressclass: of('networking.k8s.io', 'ingressclasses', false),
  networkpolicy: of('networking.k8s.io', 'networkpolicies'),
  lease: of('coordination.k8s.io', 'leases'),
  certificatesigningrequest: of('certificates.k8s.io', 'certificatesigningrequests', false),
  apiservice: of('apiregistration.k8s.io', 'apiservices', false),
  validatingwebhookconfiguration: of('admissionregistration.k8s.io', 'validatingwebhookconfigurations', false),
  mutatingwebhookconfiguration: of('admissionregistration.k8s.io', 'mutatingwebhookconfigurations', false),
  clusterrole: of('rbac.authorization.k8s.io', 'clusterroles', false),
  clusterrolebinding: of('rbac.authorization.k8s.io', 'clusterrolebindings', false),
  podmetrics: of('metrics.k8s.io', 'pods', true, 'v1beta1'),
  nodemetrics: of('metrics.k8s.io', 'nodes', false, 'v1beta1'),
};

/** The API path of a collection, or of one object in it. Every part is encoded, so a name cannot become a path. */
export function resourcePath(kind: ReadableKind, namespace?: string, name?: string): string {
  const { group, version, plural, namespaced } = resources[kind];
  const parts = [
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    ...(namespaced && namespace ? ['namespaces', encodeURIComponent(namespace)] : []),
    plural,
    ...(name ? [encodeURIComponent(name)] : []),
  ];
  return parts.join('/');
}

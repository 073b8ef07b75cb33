import { isNamespaced } from '../core/ask/scopes.ts';
import type { ReadableKind } from '../core/reader.ts';

export interface Resource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
}

const core = (plural: string): Resource => ({ group: '', version: 'v1', plural });
const of = (group: string, plural: string, version = 'v1'): Resource => ({ group, version, plural });

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
  node: core('nodes'),
  namespace: core('namespaces'),
  persistentvolume: core('persistentvolumes'),
  deployment: of('apps', 'deployments'),
  replicaset: of('apps', 'replicasets'),
  statefulset: of('apps', 'statefulsets'),
  daemonset: of('apps', 'daemonsets'),
  controllerrevision: of('apps', 'controllerrevisions'),
  job: of('batch', 'jobs'),
  cronjob: of('batch', 'cronjobs'),
  horizontalpodautoscaler: of('autoscaling', 'horizontalpodautoscalers', 'v2'),
  poddisruptionbudget: of('policy', 'poddisruptionbudgets'),
  storageclass: of('storage.k8s.io', 'storageclasses'),
  volumeattachment: of('storage.k8s.io', 'volumeattachments'),
  endpointslice: of('discovery.k8s.io', 'endpointslices'),
  ingress: of('networking.k8s.io', 'ingresses'),
  ingressclass: of('networking.k8s.io', 'ingressclasses'),
  networkpolicy: of('networking.k8s.io', 'networkpolicies'),
  lease: of('coordination.k8s.io', 'leases'),
  certificatesigningrequest: of('certificates.k8s.io', 'certificatesigningrequests'),
  apiservice: of('apiregistration.k8s.io', 'apiservices'),
  validatingwebhookconfiguration: of('admissionregistration.k8s.io', 'validatingwebhookconfigurations'),
  mutatingwebhookconfiguration: of('admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
  clusterrole: of('rbac.authorization.k8s.io', 'clusterroles'),
  clusterrolebinding: of('rbac.authorization.k8s.io', 'clusterrolebindings'),
  podmetrics: of('metrics.k8s.io', 'pods', 'v1beta1'),
  nodemetrics: of('metrics.k8s.io', 'nodes', 'v1beta1'),
};

/** The API path of a collection, or of one object in it. Every part is encoded, so a name cannot become a path. */
export function resourcePath(kind: ReadableKind, namespace?: string, name?: string): string {
  const { group, version, plural } = resources[kind];
  const parts = [
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
    ...(isNamespaced(kind) && namespace ? ['namespaces', encodeURIComponent(namespace)] : []),
    plural,
    ...(name ? [encodeURIComponent(name)] : []),
  ];
  return parts.join('/');
}

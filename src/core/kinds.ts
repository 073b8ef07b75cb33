import type * as k8s from '@kubernetes/client-node';
import type { Unreachable } from './api-contact.ts';

/**
 * An object as the API server sends it: JSON, so times are RFC 3339 strings, and the names that the client library has to
 * spell with an underscore (`_from`, `_default`) are spelt as on the wire. Deeply readonly: evidence is frozen.
 */
export type Wire<T> = T extends Date
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends Set<infer U>
      ? readonly Wire<U>[]
      : T extends readonly (infer U)[]
        ? readonly Wire<U>[]
        : T extends object
          ? { readonly [P in keyof T as P extends `_${infer Name}` ? Name : P]: Wire<T[P]> }
          : T;

export type Pod = Wire<k8s.V1Pod>;
export type Container = Wire<k8s.V1Container>;
export type ContainerStatus = Wire<k8s.V1ContainerStatus>;
export type PodTemplateSpec = Wire<k8s.V1PodTemplateSpec>;
export type Deployment = Wire<k8s.V1Deployment>;
export type ReplicaSet = Wire<k8s.V1ReplicaSet>;
export type ReplicationController = Wire<k8s.V1ReplicationController>;
export type StatefulSet = Wire<k8s.V1StatefulSet>;
export type DaemonSet = Wire<k8s.V1DaemonSet>;
export type Job = Wire<k8s.V1Job>;
export type CronJob = Wire<k8s.V1CronJob>;
export type HorizontalPodAutoscaler = Wire<k8s.V2HorizontalPodAutoscaler>;
export type PodDisruptionBudget = Wire<k8s.V1PodDisruptionBudget>;
export type PersistentVolumeClaim = Wire<k8s.V1PersistentVolumeClaim>;
export type PersistentVolume = Wire<k8s.V1PersistentVolume>;
export type StorageClass = Wire<k8s.V1StorageClass>;
export type VolumeAttachment = Wire<k8s.V1VolumeAttachment>;
export type Service = Wire<k8s.V1Service>;
export type EndpointSlice = Wire<k8s.V1EndpointSlice>;
export type Ingress = Wire<k8s.V1Ingress>;
export type IngressClass = Wire<k8s.V1IngressClass>;
export type NetworkPolicy = Wire<k8s.V1NetworkPolicy>;
export type Node = Wire<k8s.V1Node>;
export type Namespace = Wire<k8s.V1Namespace>;
export type ConfigMap = Wire<k8s.V1ConfigMap>;
export type ServiceAccount = Wire<k8s.V1ServiceAccount>;
export type ResourceQuota = Wire<k8s.V1ResourceQuota>;
export type LimitRange = Wire<k8s.V1LimitRange>;
export type Lease = Wire<k8s.V1Lease>;
export type CertificateSigningRequest = Wire<k8s.V1CertificateSigningRequest>;
export type ApiService = Wire<k8s.V1APIService>;
export type ValidatingWebhookConfiguration = Wire<k8s.V1ValidatingWebhookConfiguration>;
export type MutatingWebhookConfiguration = Wire<k8s.V1MutatingWebhookConfiguration>;
export type ClusterRole = Wire<k8s.V1ClusterRole>;
export type ClusterRoleBinding = Wire<k8s.V1ClusterRoleBinding>;
export type ControllerRevision = Wire<k8s.V1ControllerRevision>;
export type CoreEvent = Wire<k8s.CoreV1Event>;
export type ObjectMeta = Wire<k8s.V1ObjectMeta>;
export type LabelSelector = Wire<k8s.V1LabelSelector>;

/** metrics.k8s.io/v1beta1. CPU is an average over `window`; memory is the working set, some file cache included. */
export interface PodMetrics {
  readonly metadata?: ObjectMeta;
  readonly timestamp: string;
  readonly window: string;
  readonly containers: readonly { readonly name: string; readonly usage: Readonly<Record<string, string>> }[];
}
export interface NodeMetrics {
  readonly metadata?: ObjectMeta;
  readonly timestamp: string;
  readonly window: string;
  readonly usage: Readonly<Record<string, string>>;
}

/** The cluster as a whole: the subject of rules about the control plane, DNS and the network. Not an API object. */
export interface Cluster {
  readonly metadata: { readonly name: string };
  readonly serverVersion: string | null;
  /** Why nothing can be asked of it; absent: it answers. */
  readonly unreachable?: Unreachable;
}

/** Every kind that can be read, by its own Kubernetes name: lower case, singular. */
export interface Kinds {
  pod: Pod;
  deployment: Deployment;
  replicaset: ReplicaSet;
  replicationcontroller: ReplicationController;
  statefulset: StatefulSet;
  daemonset: DaemonSet;
  job: Job;
  cronjob: CronJob;
  horizontalpodautoscaler: HorizontalPodAutoscaler;
  poddisruptionbudget: PodDisruptionBudget;
  persistentvolumeclaim: PersistentVolumeClaim;
  persistentvolume: PersistentVolume;
  storageclass: StorageClass;
  volumeattachment: VolumeAttachment;
  service: Service;
  endpointslice: EndpointSlice;
  ingress: Ingress;
  ingressclass: IngressClass;
  networkpolicy: NetworkPolicy;
  node: Node;
  namespace: Namespace;
  configmap: ConfigMap;
  serviceaccount: ServiceAccount;
  resourcequota: ResourceQuota;
  limitrange: LimitRange;
  lease: Lease;
  certificatesigningrequest: CertificateSigningRequest;
  apiservice: ApiService;
  validatingwebhookconfiguration: ValidatingWebhookConfiguration;
  mutatingwebhookconfiguration: MutatingWebhookConfiguration;
  clusterrole: ClusterRole;
  clusterrolebinding: ClusterRoleBinding;
  controllerrevision: ControllerRevision;
  event: CoreEvent;
  podmetrics: PodMetrics;
  nodemetrics: NodeMetrics;
  cluster: Cluster;
}
export type Kind = keyof Kinds;
export type AnyObject = Kinds[Kind];

/** Kinds whose controllers create pods; a CronJob's creates Jobs. */
export const workloadKinds = [
  'deployment',
  'replicaset',
  'replicationcontroller',
  'statefulset',
  'daemonset',
  'job',
  'cronjob',
] as const satisfies readonly Kind[];
export type WorkloadKind = (typeof workloadKinds)[number];

/** Is it a kind whose objects make pods? */
export function isWorkloadKind(kind: string | null): kind is WorkloadKind {
  return (workloadKinds as readonly (string | null)[]).includes(kind);
}

/** The kinds as manifests spell them. */
export const kindNames: { readonly [K in Kind]: string } = {
  pod: 'Pod',
  deployment: 'Deployment',
  replicaset: 'ReplicaSet',
  replicationcontroller: 'ReplicationController',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  job: 'Job',
  cronjob: 'CronJob',
  horizontalpodautoscaler: 'HorizontalPodAutoscaler',
  poddisruptionbudget: 'PodDisruptionBudget',
  persistentvolumeclaim: 'PersistentVolumeClaim',
  persistentvolume: 'PersistentVolume',
  storageclass: 'StorageClass',
  volumeattachment: 'VolumeAttachment',
  service: 'Service',
  endpointslice: 'EndpointSlice',
  ingress: 'Ingress',
  ingressclass: 'IngressClass',
  networkpolicy: 'NetworkPolicy',
  node: 'Node',
  namespace: 'Namespace',
  configmap: 'ConfigMap',
  serviceaccount: 'ServiceAccount',
  resourcequota: 'ResourceQuota',
  limitrange: 'LimitRange',
  lease: 'Lease',
  certificatesigningrequest: 'CertificateSigningRequest',
  apiservice: 'APIService',
  validatingwebhookconfiguration: 'ValidatingWebhookConfiguration',
  mutatingwebhookconfiguration: 'MutatingWebhookConfiguration',
  clusterrole: 'ClusterRole',
  clusterrolebinding: 'ClusterRoleBinding',
  controllerrevision: 'ControllerRevision',
  event: 'Event',
  podmetrics: 'PodMetrics',
  nodemetrics: 'NodeMetrics',
  cluster: 'Cluster',
};

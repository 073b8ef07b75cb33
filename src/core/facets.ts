import type { ApiContact } from './api-contact.ts';
import type { Dependency } from './dependencies.ts';
import type { ContainerLog, DnsLoad, ExtensionService, Isolation, KubeEvent, Named, NameLookups, Owner, SpokenLog } from './evidence.ts';
import type {
  ApiService,
  CertificateSigningRequest,
  ClusterRole,
  ClusterRoleBinding,
  ConfigMap,
  DaemonSet,
  Deployment,
  EndpointSlice,
  HorizontalPodAutoscaler,
  Ingress,
  IngressClass,
  Job,
  Kind,
  Lease,
  LimitRange,
  MutatingWebhookConfiguration,
  Namespace,
  NetworkPolicy,
  Node,
  NodeMetrics,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  PodMetrics,
  PodTemplateSpec,
  ReplicaSet,
  ResourceQuota,
  Service,
  ServiceAccount,
  StorageClass,
  ValidatingWebhookConfiguration,
  VolumeAttachment,
} from './kinds.ts';
import type { AppPath } from './trace/path.ts';

interface Common {
  /** Events about the subject. */
  events: readonly KubeEvent[];
}

interface Namespaced extends Common {
  quotas: readonly ResourceQuota[];
  limitRanges: readonly LimitRange[];
  /** The subject's own Namespace object. */
  namespaceObject: Namespace | null;
  configMapNames: readonly string[];
  serviceAccounts: readonly ServiceAccount[];
  services: readonly Service[];
  /** Pods of the subject's namespace. */
  namespacePods: readonly Pod[];
  networkPolicies: readonly NetworkPolicy[];
  /** NetworkPolicies of the namespace, with what it takes to judge them; null, and nothing more is read, where there is none. */
  isolation: Isolation | null;
  disruptionBudgets: readonly PodDisruptionBudget[];
}

interface PodFacets extends Namespaced {
  /** The node that the pod is bound to; `object` null when there is none of that name; null when it is not bound. */
  node: Named<Node> | null;
  /** Events about that node; none where the pod is not bound. */
  nodeEvents: readonly KubeEvent[];
  /** All nodes. */
  nodes: readonly Node[];
  /** All pods of the cluster that hold resources of a node (bound, not finished): costly. */
  boundPods: readonly Pod[];
  /**
   * `boundPods` where the scheduler refused the pod for something that depends on other pods (resources, ports, affinity);
   * null where it did not, so that they need not be read.
   */
  rivalPods: readonly Pod[] | null;
  /** Pods that hold resources of the node that the pod is bound to, itself included; none where it is not bound. */
  nodePods: readonly Pod[];
  /** The keys of each ConfigMap that the pod's containers and volumes name (null: there is none of that name). Never values. */
  configMapKeys: readonly Named<readonly string[]>[];
  /** Names of the claims of the namespace. */
  claimNames: readonly string[];
  /** Claims that the pod's volumes name (generic ephemeral ones included), in the order of `spec.volumes`. */
  claims: readonly Named<PersistentVolumeClaim>[];
  /** Volumes that those claims are bound to. */
  claimVolumes: readonly PersistentVolume[];
  storageClasses: readonly StorageClass[];
  volumeAttachments: readonly VolumeAttachment[];
  /** Controllers, nearest first: ReplicaSet, Deployment. */
  owners: readonly Owner[];
  /** Current logs of containers that are not fine (all containers where all are fine). */
  logs: readonly ContainerLog[];
  /** Logs of the previous run of containers that have restarted. */
  previousLogs: readonly ContainerLog[];
  /** What its running containers wrote in the last five minutes. */
  recentLogs: readonly ContainerLog[];
  /** null: no log of it says that a name could not be resolved, and nothing more is read. */
  nameLookups: NameLookups | null;
  /** Of a pod of the cluster's DNS: the ConfigMap that it mounts and that has a Corefile; null where there is none. */
  corefile: Named<string> | null;
  /** Of a pod of the cluster's DNS that was killed for memory or is near its limit; else null. */
  dnsLoad: DnsLoad | null;
  /** DaemonSets of all namespaces: network plugins are among them. */
  agents: readonly DaemonSet[];
  /** Services that its environment and arguments name. */
  dependencies: readonly Dependency[];
  /** Services that its ConfigMaps name. */
  configuredDependencies: readonly Dependency[];
  /** Services that its logs name. */
  loggedDependencies: readonly Dependency[];
  /** null: the metrics API has nothing about it. */
  usage: PodMetrics | null;
  /** kube-scheduler's lease in kube-system; null when there is none. */
  schedulerLease: Lease | null;
}

interface WorkloadFacets extends Namespaced {
  /** Pods that it owns, through ReplicaSets where it has them. */
  pods: readonly Pod[];
  /**
   * Pods that were made from its template and that it does not own any more: a label or the selector was changed, or an owner was
   * deleted with its pods left running. Only `metadata`.
   */
  strayPods: readonly Pick<Pod, 'metadata'>[];
  /** ReplicaSets of a Deployment, newest revision last. */
  replicaSets: readonly ReplicaSet[];
  /** Events about those ReplicaSets (a Deployment's FailedCreate is there). */
  replicaSetEvents: readonly KubeEvent[];
  /** Jobs of a CronJob, oldest first. */
  jobs: readonly Job[];
  autoscalers: readonly HorizontalPodAutoscaler[];
  nodes: readonly Node[];
  owners: readonly Owner[];
  /** kube-controller-manager's lease in kube-system; null when there is none. */
  controllerLease: Lease | null;
}

interface ServiceFacets extends Namespaced {
  endpointSlices: readonly EndpointSlice[];
  nodes: readonly Node[];
  /** Deployments, StatefulSets and DaemonSets of the namespace. Not read, and empty, where the selector picks pods. */
  workloadsOfNamespace: readonly Owner[];
  /** What the name of an ExternalName Service points at, where that is a Service of this cluster; else null. */
  externalTarget: Named<Service> | null;
  /** Addresses that kubeadm tells kubelets to use for DNS (ConfigMap kubelet-config); null where there is no such ConfigMap. */
  kubeletDns: readonly string[] | null;
  /** Logs of one Ready pod that the selector picks; none where there is no such pod. */
  backendLogs: readonly ContainerLog[];
  /** From it to the last tier: its pods, the Services that they name, their pods … */
  appPath: AppPath;
}

interface IngressFacets extends Namespaced {
  ingressClasses: readonly IngressClass[];
  endpointSlices: readonly EndpointSlice[];
  /** Pods anywhere that look like ingress controllers (by label and image). */
  controllerPods: readonly Pod[];
  /** What the newest of those write about the Ingress's namespace. */
  controllerLogs: readonly SpokenLog[];
  /** From it to the last tier: Services, their pods, the Services that they name … */
  appPath: AppPath;
}

interface ClaimFacets extends Namespaced {
  storageClasses: readonly StorageClass[];
  volume: Named<PersistentVolume> | null;
  volumes: readonly PersistentVolume[];
  nodes: readonly Node[];
  /** Pods of the namespace that mount the claim. */
  users: readonly Pod[];
  provisionerPods: readonly Pod[];
}

interface NodeFacets extends Common {
  /** Pods bound to it. */
  pods: readonly Pod[];
  lease: Lease | null;
  usage: NodeMetrics | null;
  nodes: readonly Node[];
  certificateSigningRequests: readonly CertificateSigningRequest[];
  /** DaemonSets of all namespaces: network plugins are among them. */
  agents: readonly DaemonSet[];
}

interface AutoscalerFacets extends Namespaced {
  /** What it scales; null: does not exist, or is of a kind that we do not read. */
  target: Named<{ readonly spec?: { readonly template?: PodTemplateSpec; readonly replicas?: number } }> | null;
  /** Names of the namespace's objects of the target's kind; none for a kind that we do not read. */
  targetNames: readonly string[];
  metricsApis: readonly ApiService[];
}

interface BudgetFacets extends Namespaced {
  /** Pods that its selector picks. */
  pods: readonly Pod[];
}

interface ClusterFacets extends Common {
  nodes: readonly Node[];
  /** DaemonSets of all namespaces: network plugins are among them. */
  agents: readonly DaemonSet[];
  systemPods: readonly Pod[];
  systemEvents: readonly KubeEvent[];
  systemConfigMaps: readonly ConfigMap[];
  systemServices: readonly Service[];
  systemEndpointSlices: readonly EndpointSlice[];
  systemDeployments: readonly Deployment[];
  systemDaemonSets: readonly DaemonSet[];
  systemServiceAccounts: readonly ServiceAccount[];
  systemLeases: readonly Lease[];
  nodeLeases: readonly Lease[];
  apiServices: readonly ApiService[];
  validatingWebhooks: readonly ValidatingWebhookConfiguration[];
  mutatingWebhooks: readonly MutatingWebhookConfiguration[];
  services: readonly Service[];
  certificateSigningRequests: readonly CertificateSigningRequest[];
  storageClasses: readonly StorageClass[];
  clusterRoleBindings: readonly ClusterRoleBinding[];
  clusterRoles: readonly ClusterRole[];
  autoscalers: readonly HorizontalPodAutoscaler[];
  ingresses: readonly Ingress[];
  /** What metrics-server wrote in the last five minutes. */
  metricsServerLogs: readonly SpokenLog[];
  /** null: the metrics API does not answer. */
  nodeMetrics: readonly NodeMetrics[] | null;
  /** Metrics of the pods of kube-system, which has pods on every node; null: the metrics API does not answer. */
  systemPodMetrics: readonly PodMetrics[] | null;
  /** Pods anywhere that no node was found for. */
  unscheduledPods: readonly Pod[];
  /** How kubewhy meets the API server; null: a recording without it. */
  contact: ApiContact | null;
  /** Services that the API server calls: of admission webhooks and of aggregated APIs. */
  extensionServices: readonly ExtensionService[];
  /** `/readyz?verbose` and `/livez?verbose`, failing checks included. */
  readyz: string;
  livez: string;
  /** The lines of `/metrics` that begin with `apiserver_audit`. */
  auditMetrics: readonly string[];
}

type None = Record<never, never>;

/**
 * What rules may ask for, by the kind of their subject. src/cluster/facets has one collector for each; a facet without a
 * collector does not compile. `null` always means "the API server says there is none"; what could not be read is a gap.
 */
export interface Facets {
  pod: PodFacets;
  deployment: WorkloadFacets;
  replicaset: WorkloadFacets;
  replicationcontroller: WorkloadFacets;
  statefulset: WorkloadFacets;
  daemonset: WorkloadFacets;
  job: WorkloadFacets;
  cronjob: WorkloadFacets;
  horizontalpodautoscaler: AutoscalerFacets;
  poddisruptionbudget: BudgetFacets;
  persistentvolumeclaim: ClaimFacets;
  persistentvolume: Common & { storageClasses: readonly StorageClass[] };
  storageclass: Common;
  volumeattachment: None;
  service: ServiceFacets;
  endpointslice: None;
  ingress: IngressFacets;
  ingressclass: None;
  networkpolicy: Namespaced;
  node: NodeFacets;
  namespace: Common;
  configmap: Common;
  serviceaccount: Common;
  resourcequota: Common;
  limitrange: Common;
  lease: None;
  certificatesigningrequest: None;
  apiservice: None;
  validatingwebhookconfiguration: None;
  mutatingwebhookconfiguration: None;
  clusterrole: None;
  clusterrolebinding: None;
  controllerrevision: None;
  event: None;
  podmetrics: None;
  nodemetrics: None;
  cluster: ClusterFacets;
}
/** A facet that every one of the kinds `K` has. */
export type Facet<K extends Kind> = K extends Kind ? keyof Facets[K] & string : never;
export type SharedFacet<K extends Kind> = keyof { [F in Facet<K> as [K] extends [KindsWith<F>] ? F : never]: never } & string;
type KindsWith<F extends string> = { [K in Kind]: F extends keyof Facets[K] ? K : never }[Kind];

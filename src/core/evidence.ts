import type { CronJob, DaemonSet, Deployment, EndpointSlice, Job, NetworkPolicy, ObjectMeta, Pod, ReplicaSet, Service } from './kinds.ts';
import type { FailedLookup } from './name-lookups.ts';
import type { Ref } from './ref.ts';

/** A core/v1 Event, its two generations of fields (`count`, `series`; `firstTimestamp`, `eventTime`) made one. Newest last. */
export interface KubeEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** `kubelet`, `default-scheduler`, `replicaset-controller` … */
  readonly component: string;
  readonly host: string | null;
  readonly about: Ref;
  /** `spec.containers{web}` and the like: which part of the object. */
  readonly fieldPath: string | null;
}

/** The last lines of one container's log, redacted. Newest last. */
export interface ContainerLog {
  readonly container: string;
  readonly init: boolean;
  readonly lines: readonly string[];
}

/** Lines of a container of some other pod than the subject. */
export interface SpokenLog {
  readonly ref: Ref;
  readonly container: string;
  readonly lines: readonly string[];
}

/** A thing that was named and looked for: null when the API server says that it does not exist. */
export interface Named<T> {
  readonly name: string;
  readonly object: T | null;
}

/** The NetworkPolicies of a namespace and whom they are about. */
export interface Isolation {
  readonly policies: readonly NetworkPolicy[];
  /** Pods of the namespace. */
  readonly pods: readonly Pod[];
  readonly namespaceLabels: Readonly<Record<string, string>>;
  /** DaemonSets of all namespaces: network plugins are among them. */
  readonly agents: readonly DaemonSet[];
}

/** Look-ups of names that a pod's log says failed, and who ought to have answered. */
export interface NameLookups {
  readonly failed: readonly FailedLookup[];
  /** Services of the cluster's DNS in kube-system. */
  readonly dnsServices: readonly Service[];
}

/** What a pod of the cluster's DNS has to know by heart, and the memory it does that with: bytes. */
export interface DnsLoad {
  readonly pods: number;
  readonly services: number;
  readonly used: number | null;
}

export interface Owner {
  readonly ref: Ref;
  /** null: its owner reference dangles, or it is of a kind that we do not read. */
  readonly object: Deployment | ReplicaSet | Job | CronJob | { readonly metadata?: ObjectMeta } | null;
}

/** A Service that the API server calls. */
export interface ExtensionService {
  readonly ref: Ref;
  /** null: does not exist. */
  readonly object: Service | null;
  readonly endpointSlices: readonly EndpointSlice[];
}

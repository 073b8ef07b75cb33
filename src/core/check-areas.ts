import type { Area } from './intent.ts';
import type { AnyObject, Kind, Node, Pod } from './kinds.ts';
import type { AnyRule } from './rule.ts';
import { isMeantForWindows, isWindowsNode } from './windows.ts';

/** Objects of one kind that an area is made of. Each is judged as if "why?" had been asked about it. */
export interface SubjectQuery {
  /** `cluster`: the cluster as a whole, once. */
  readonly kind: Kind;
  /** Absent: every namespace. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  /** What a selector cannot say. */
  readonly matches?: (object: AnyObject) => boolean;
  /** Folders of rules that judge it; absent: all rules. The cluster has rules of every area, and most are not about this one. */
  readonly rules?: readonly string[];
}

const system = 'kube-system';
const cluster = (...rules: string[]): SubjectQuery => ({ kind: 'cluster', rules });
const nodes = (...rules: string[]): SubjectQuery => ({ kind: 'node', ...(rules.length > 0 ? { rules } : {}) });

const networkAgents = /flannel|calico|canal|cilium|weave|antrea|kube-router|kube-ovn|ovnkube|multus|aws-node|azure-cni|azure-npm|kindnet|tigera/;
const isNetworkAgent = ({ metadata }: AnyObject) => networkAgents.test((metadata as { name?: string }).name ?? '');

const dns: readonly SubjectQuery[] = [
  cluster('dns'),
  { kind: 'service', namespace: system, labelSelector: 'k8s-app=kube-dns' },
  { kind: 'deployment', namespace: system, labelSelector: 'k8s-app=kube-dns' },
  { kind: 'daemonset', namespace: system, labelSelector: 'k8s-app in (kube-dns,node-local-dns)' },
];
const cni: readonly SubjectQuery[] = [cluster('cni'), nodes('cni'), { kind: 'daemonset', matches: isNetworkAgent }];
const kubeProxy: readonly SubjectQuery[] = [
  cluster('kube-proxy'),
  nodes('kube-proxy'),
  { kind: 'daemonset', namespace: system, labelSelector: 'k8s-app=kube-proxy' },
];
const controlPlane: readonly SubjectQuery[] = [cluster('control-plane'), { kind: 'pod', namespace: system, labelSelector: 'tier=control-plane' }];
const metrics: readonly SubjectQuery[] = [
  cluster('metrics'),
  { kind: 'deployment', namespace: system, labelSelector: 'k8s-app=metrics-server' },
  { kind: 'horizontalpodautoscaler' },
];

/** What `check AREA` looks at. */
export const areaSubjects: { readonly [A in Area]: readonly SubjectQuery[] } = {
  cluster: [
    { kind: 'cluster' },
    nodes(),
    { kind: 'pod', namespace: system, labelSelector: 'tier=control-plane' },
    { kind: 'service', namespace: system },
    { kind: 'deployment', namespace: system },
    { kind: 'daemonset', namespace: system },
  ],
  nodes: [cluster('node'), nodes()],
  dns,
  network: [
    cluster('network', 'cni', 'kube-proxy'),
    ...cni.slice(1),
    ...kubeProxy.slice(1),
    { kind: 'service' },
    { kind: 'ingress' },
    { kind: 'networkpolicy' },
  ],
  cni,
  'kube-proxy': kubeProxy,
  'control-plane': controlPlane,
  metrics,
  storage: [cluster('storage', 'pvc', 'pv'), nodes('storage'), { kind: 'persistentvolumeclaim' }, { kind: 'persistentvolume' }],
  windows: [
    cluster('windows'),
    { kind: 'node', matches: (node) => isWindowsNode(node as Node) },
    { kind: 'pod', matches: (pod) => isMeantForWindows(pod as Pod) },
  ],
};

/** The rules that judge what a query picks, where they are not all of them. */
export function aspectOf({ rules: folders }: SubjectQuery, rules: readonly AnyRule[]): readonly AnyRule[] | null {
  return folders ? rules.filter(({ id }) => folders.includes(id.slice(0, id.indexOf('/')))) : null;
}

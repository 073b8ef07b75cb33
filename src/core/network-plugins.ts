/** A network plugin, by what it calls itself in the cluster. */
export interface NetworkPlugin {
  readonly name: string;
  /** Names of its DaemonSet, and values of the labels `k8s-app`, `app`, `name` and `app.kubernetes.io/name` of its pods. */
  readonly agents: readonly string[];
  /** Its binaries: `type` in /etc/cni/net.d. Those that every plugin may use (`bridge`, `portmap`, `loopback`) are left out. */
  readonly types: readonly string[];
  /** It can do what kube-proxy does, and how it is told to. */
  readonly replacesProxy: string | null;
}

/** The names are those of the projects' own manifests. */
const networkPlugins: readonly NetworkPlugin[] = [
  { name: 'Flannel', agents: ['flannel', 'kube-flannel', 'kube-flannel-ds'], types: ['flannel'], replacesProxy: null },
  { name: 'Calico', agents: ['calico-node', 'canal'], types: ['calico', 'calico-ipam'], replacesProxy: 'bpfEnabled' },
  { name: 'Cilium', agents: ['cilium', 'anetd'], types: ['cilium-cni'], replacesProxy: 'kubeProxyReplacement' },
  { name: 'Weave Net', agents: ['weave-net'], types: ['weave-net', 'weave-ipam'], replacesProxy: null },
  { name: 'Antrea', agents: ['antrea-agent', 'antrea'], types: ['antrea'], replacesProxy: 'antreaProxy.proxyAll' },
  { name: 'kube-router', agents: ['kube-router'], types: [], replacesProxy: '--run-service-proxy' },
  { name: 'kindnet', agents: ['kindnet'], types: [], replacesProxy: null },
  { name: 'AWS VPC CNI', agents: ['aws-node'], types: ['aws-cni'], replacesProxy: null },
  { name: 'OVN-Kubernetes', agents: ['ovnkube-node', 'ovn-kubernetes'], types: ['ovn-k8s-cni-overlay'], replacesProxy: 'ovnkube-node' },
  { name: 'Kube-OVN', agents: ['kube-ovn-cni'], types: ['kube-ovn'], replacesProxy: null },
  { name: 'Multus', agents: ['multus', 'kube-multus-ds'], types: ['multus', 'multus-shim'], replacesProxy: null },
];

type Labelled = {
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: object;
};

/** The plugin that an agent's DaemonSet or pod belongs to. */
export function networkPluginOf(agent: Labelled): NetworkPlugin | null {
  const names = [...componentNames(agent), agent.metadata?.name ?? ''];
  return networkPlugins.find(({ agents }) => agents.some((one) => names.includes(one))) ?? null;
}

/** The plugin that has a binary of that name. */
export function networkPluginOfType(type: string): NetworkPlugin | null {
  return networkPlugins.find(({ types }) => types.includes(type)) ?? null;
}

/** What the labels of an object, or of the pods it makes, say that it is. */
export function componentNames({ metadata, spec }: Labelled): string[] {
  const template = (spec as { readonly template?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } } } | undefined)
    ?.template;
  const labels = { ...template?.metadata?.labels, ...metadata?.labels };
  return ['k8s-app', 'app', 'name', 'component', 'app.kubernetes.io/name', 'dns.operator.openshift.io/daemonset-dns'].flatMap(
    (key) => labels[key] ?? [],
  );
}

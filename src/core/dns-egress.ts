import { matchesPeer, matchesPort, type PolicyPod, type rulesOf } from './network-policy.ts';

/** What CoreDNS is known by in every installation: its label and its namespace. */
export const clusterDns: PolicyPod = {
  name: 'cluster-dns',
  namespace: 'kube-system',
  labels: { 'k8s-app': 'kube-dns' },
  namespaceLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
  addresses: [],
  ports: [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
  ],
  hostNetwork: false,
};
export const dnsPorts = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];

/**
 * Does a rule for outgoing traffic let the cluster's DNS be asked? Towards addresses, and namespaces picked by labels that are not known
 * here, it may: that is not called blocked.
 */
export function letsDnsOut({ peers, ports }: ReturnType<typeof rulesOf>[number], namespace: string): boolean {
  const port = ports.length === 0 || ports.some((one) => dnsPorts.some((target) => matchesPort(one, target, clusterDns)));
  const unknown = (peer: (typeof peers)[number]) =>
    peer.ipBlock !== undefined || Object.keys(peer.namespaceSelector?.matchLabels ?? {}).some((key) => key !== 'kubernetes.io/metadata.name');
  return port && (peers.length === 0 || peers.some((peer) => unknown(peer) || matchesPeer(peer, clusterDns, namespace)));
}

import { inCidr } from './cidr.ts';
import type { NetworkPolicy, Pod } from './kinds.ts';
import { containersOf } from './pod-containers.ts';
import { matchesSelector } from './selector.ts';

type Labels = Readonly<Record<string, string>>;
type Spec = NonNullable<NetworkPolicy['spec']>;
type PolicyPort = NonNullable<NonNullable<Spec['ingress']>[number]['ports']>[number];
type PolicyPeer = NonNullable<NonNullable<Spec['ingress']>[number]['from']>[number];

export type Direction = 'ingress' | 'egress';

/** One end of a connection, as NetworkPolicies see it. */
export interface PolicyPod {
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Labels of its Namespace; `kubernetes.io/metadata.name` is added. */
  readonly namespaceLabels: Labels;
  readonly addresses: readonly string[];
  /** Ports by name. */
  readonly ports: readonly { readonly name: string; readonly port: number; readonly protocol: string }[];
  /** On the network of its node: policies do not hold for it. */
  readonly hostNetwork: boolean;
}
/** An end that is no pod: an address outside. */
export interface PolicyAddress {
  readonly address: string;
}
export type PolicyEnd = PolicyPod | PolicyAddress;

export interface PolicyTarget {
  /** null: any port. */
  readonly port: number | null;
  readonly protocol: string;
}

/** One direction of a connection: who isolates the pod, and what lets it through. */
export interface DirectionVerdict {
  readonly allowed: boolean;
  /** Policies that select the pod in this direction: none means that all is allowed. */
  readonly isolatedBy: readonly string[];
  /** The rule that allows it: policy and index of the rule. */
  readonly by: { readonly policy: string; readonly rule: number } | null;
}
export interface PolicyVerdict {
  readonly allowed: boolean;
  readonly egress: DirectionVerdict;
  readonly ingress: DirectionVerdict;
}

/** A pod as policies see it. */
export function policyPod(pod: Pod, namespaceLabels: Labels = {}): PolicyPod {
  const namespace = pod.metadata?.namespace ?? 'default';
  return {
    name: pod.metadata?.name ?? '',
    namespace,
    labels: pod.metadata?.labels ?? {},
    namespaceLabels: { 'kubernetes.io/metadata.name': namespace, ...namespaceLabels },
    addresses: [...(pod.status?.podIPs ?? []).map(({ ip }) => ip), ...(pod.status?.podIP ? [pod.status.podIP] : [])],
    ports: containersOf(pod.spec).flatMap(({ ports = [] }) =>
      ports.flatMap(({ name, containerPort, protocol }) => (name ? [{ name, port: containerPort, protocol: protocol ?? 'TCP' }] : [])),
    ),
    hostNetwork: pod.spec?.hostNetwork ?? false,
  };
}

/** Does `from` reach `to` on that port? Both directions must let it through; a pod always reaches itself. */
export function reaches(from: PolicyEnd, to: PolicyEnd, target: PolicyTarget, policies: readonly NetworkPolicy[]): PolicyVerdict {
  const itself = 'name' in from && 'name' in to && from.name === to.name && from.namespace === to.namespace;
  const open: DirectionVerdict = { allowed: true, isolatedBy: [], by: null };
  const egress = itself || !('name' in from) ? open : judge('egress', from, to, target, policies);
  const ingress = itself || !('name' in to) ? open : judge('ingress', to, from, target, policies);
  return { allowed: egress.allowed && ingress.allowed, egress, ingress };
}

/** Policies that isolate the pod in that direction. */
export function isolating(pod: PolicyPod, direction: Direction, policies: readonly NetworkPolicy[]): NetworkPolicy[] {
  if (pod.hostNetwork) return [];
  return policies.filter(({ metadata, spec }) => {
    if (!spec || metadata?.namespace !== pod.namespace || !directionsOf(spec).includes(direction)) return false;
    return matchesSelector(spec.podSelector ?? {}, pod.labels);
  });
}

/** `policyTypes`; without them ingress, and egress if there are egress rules. */
export function directionsOf(spec: Spec): Direction[] {
  const types = spec.policyTypes ?? ['Ingress', ...(spec.egress ? ['Egress'] : [])];
  return types.map((type) => (type === 'Egress' ? 'egress' : 'ingress'));
}

function judge(direction: Direction, pod: PolicyPod, other: PolicyEnd, target: PolicyTarget, policies: readonly NetworkPolicy[]): DirectionVerdict {
  const mine = isolating(pod, direction, policies);
  const isolatedBy = mine.map(({ metadata }) => metadata?.name ?? '');
  if (mine.length === 0) return { allowed: true, isolatedBy, by: null };
  // a named port is a port of the pod that is connected to
  const server = direction === 'ingress' ? pod : 'name' in other ? other : null;
  for (const policy of mine) {
    const rule = rulesOf(policy, direction).findIndex(
      ({ peers, ports }) =>
        (peers.length === 0 || peers.some((peer) => matchesPeer(peer, other, pod.namespace))) &&
        (ports.length === 0 || ports.some((port) => matchesPort(port, target, server))),
    );
    if (rule >= 0) return { allowed: true, isolatedBy, by: { policy: policy.metadata?.name ?? '', rule } };
  }
  return { allowed: false, isolatedBy, by: null };
}

/** The rules of a policy in one direction, in one shape. An empty list of peers or ports means all. */
export function rulesOf(
  { spec }: NetworkPolicy,
  direction: Direction,
): { readonly peers: readonly PolicyPeer[]; readonly ports: readonly PolicyPort[] }[] {
  return direction === 'ingress'
    ? (spec?.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }))
    : (spec?.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
}

/** Is that end among the peers? `namespace`: the policy's own, which a `podSelector` alone is about. */
export function matchesPeer({ ipBlock, podSelector, namespaceSelector }: PolicyPeer, end: PolicyEnd, namespace: string): boolean {
  if (ipBlock) {
    const addresses = 'name' in end ? end.addresses : [end.address];
    return addresses.some((address) => inCidr(address, ipBlock.cidr) && !(ipBlock.except ?? []).some((cidr) => inCidr(address, cidr)));
  }
  if (!('name' in end) || end.hostNetwork) return false;
  const rightNamespace = namespaceSelector ? matchesSelector(namespaceSelector, end.namespaceLabels) : end.namespace === namespace;
  return rightNamespace && (podSelector ? matchesSelector(podSelector, end.labels) : true);
}

/** Is the port among those of a rule? `server` resolves named ports; without it a name matches nothing. */
export function matchesPort({ port, endPort, protocol }: PolicyPort, target: PolicyTarget, server: PolicyPod | null): boolean {
  if ((protocol ?? 'TCP') !== target.protocol) return false;
  if (port === undefined || target.port === null) return true;
  if (typeof port === 'number') return target.port >= port && target.port <= (endPort ?? port);
  return server?.ports.some((own) => own.name === port && own.port === target.port && own.protocol === target.protocol) ?? false;
}

import { letsDnsOut } from '../dns-egress.ts';
import type { DaemonSet, NetworkPolicy, Pod, Service } from '../kinds.ts';
import { type DirectionVerdict, isolating, type PolicyEnd, policyPod, reaches, rulesOf } from '../network-policy.ts';
import { policyEnforcement } from '../policy-enforcement.ts';
import { peersText, portsText } from '../policy-text.ts';
import { findPort } from '../service-ports.ts';
import type { Fault, Pass, PlacedFault } from './path.ts';

type Labels = Readonly<Record<string, string>>;

/** One side of a connection. */
export interface Side {
  readonly pods: readonly Pod[];
  readonly namespace: string;
  readonly namespaceLabels: Labels;
}

export interface PolicyEvidence {
  readonly from: Side;
  /** An address outside the cluster is a side too. */
  readonly to: Side | { readonly address: string };
  /** Of both namespaces. */
  readonly policies: readonly NetworkPolicy[];
  readonly agents: readonly DaemonSet[];
  /** The port of each pod there; null: any. */
  readonly portOf: (pod: Pod | null) => { readonly port: number | null; readonly protocol: string };
  readonly portText: string;
  /** It is called by a name, which must be looked up first. */
  readonly byName: boolean;
}

export interface PolicyJudgement {
  readonly faults: readonly PlacedFault[];
  readonly passes: readonly Pass[];
}

/** What NetworkPolicies make of the way from one tier to the next: blocked where no pod there can be reached. */
export function judgePolicies(evidence: PolicyEvidence): PolicyJudgement {
  const [client] = evidence.from.pods;
  const ends: readonly (readonly [Pod | null, PolicyEnd])[] = 'address' in evidence.to ? [[null, evidence.to]] : endsOf(evidence.to);
  if (!client || evidence.policies.length === 0 || ends.length === 0) return { faults: [], passes: [] };
  const from = policyPod(client, evidence.from.namespaceLabels);
  const verdicts = ends.map(([pod, end]) => reaches(from, end, evidence.portOf(pod), evidence.policies));
  const open = verdicts.find(({ allowed }) => allowed);
  const dns = evidence.byName ? dnsFault(evidence, from.namespace) : [];
  if (open) return { faults: dns, passes: [...pass('egress', open.egress), ...pass('ingress', open.ingress)] };
  const [first] = verdicts;
  if (!first) return { faults: dns, passes: [] };
  const walls = (['egress', 'ingress'] as const).filter((direction) => !first[direction].allowed);
  const faults = walls.map((direction): PlacedFault => {
    const namespace = direction === 'egress' || 'address' in evidence.to ? evidence.from.namespace : evidence.to.namespace;
    const policies = first[direction].isolatedBy;
    const allows = allowed(evidence.policies, policies, namespace, direction);
    return placed({ type: 'policy', direction, policies, namespace, port: evidence.portText, allows, ...enforcement(evidence) });
  });
  return { faults: [...faults, ...dns], passes: [] };
}

const mostRules = 3;

function allowed(all: readonly NetworkPolicy[], named: readonly string[], namespace: string, direction: Pass['direction']) {
  return all
    .filter(({ metadata }) => metadata?.namespace === namespace && named.includes(metadata.name ?? ''))
    .flatMap((policy) => rulesOf(policy, direction).map((rule) => ({ peers: peersText(rule), ports: portsText(rule) })))
    .slice(0, mostRules);
}

function endsOf({ pods, namespaceLabels }: Side): (readonly [Pod, PolicyEnd])[] {
  return pods.map((pod) => [pod, policyPod(pod, namespaceLabels)] as const);
}

function pass(direction: Pass['direction'], { by }: DirectionVerdict): Pass[] {
  return by ? [{ direction, policy: by.policy, rule: by.rule }] : [];
}

function dnsFault(evidence: PolicyEvidence, namespace: string): PlacedFault[] {
  const client = policyPod(evidence.from.pods[0] as Pod, evidence.from.namespaceLabels);
  const policies = isolating(client, 'egress', evidence.policies);
  const rules = policies.flatMap((policy) => rulesOf(policy, 'egress'));
  if (policies.length === 0 || rules.some((rule) => letsDnsOut(rule, namespace))) return [];
  return [placed({ type: 'dns-policy', policies: policies.map(({ metadata }) => metadata?.name ?? ''), namespace, ...enforcement(evidence) })];
}

function enforcement({ agents }: PolicyEvidence) {
  const { plugin, enforces } = policyEnforcement(agents);
  return { plugin, enforces };
}

type PolicyFault = Extract<Fault, { readonly policies: readonly string[] }>;

/** A plugin that does not enforce policies lets everything through: then it is only said. */
function placed(fault: PolicyFault): PlacedFault {
  const proofs = fault.policies.slice(0, 3).map((name) => ({
    ref: { kind: 'networkpolicy' as const, name, namespace: fault.namespace },
    path: 'spec.policyTypes',
    value: fault.type === 'policy' && fault.direction === 'ingress' ? 'Ingress' : 'Egress',
  }));
  const [first, ...rest] = proofs;
  const nobody = { ref: { kind: 'namespace' as const, name: fault.namespace }, path: 'metadata.name', value: fault.namespace };
  return { fault, level: fault.enforces === false ? 'warn' : 'broken', proof: [first ?? nobody, ...rest] };
}

/** The port of a Service as each of its pods knows it. */
export function targetPorts(service: Service, port: number | string | null): PolicyEvidence['portOf'] {
  const ports = service.spec?.ports ?? [];
  const chosen = ports.find((one) => one.port === port || one.name === port) ?? ports[0];
  const protocol = chosen?.protocol ?? 'TCP';
  return (pod) => ({ port: pod && chosen ? findPort(pod, chosen) : typeof port === 'number' ? port : null, protocol });
}

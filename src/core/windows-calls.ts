import { inCidr } from './cidr.ts';
import type { ContainerLog, Named } from './evidence.ts';
import type { Node, Pod, Service } from './kinds.ts';
import { messageOf, plainLine } from './log-signature.ts';
import type { Ref } from './ref.ts';
import type { Lead, Proof } from './rule.ts';
import { isLocalHost, serviceMention } from './service-mention.ts';
import { isTroubled } from './troubled.ts';
import { isHostProcess, isMeantForWindows } from './windows.ts';

/**
 * Whom a call of a Windows pod was for.
 * `dns`: names get no answer. `own-node`: a NodePort of the node that it is on. `service`, `pod`, `node`: inside the cluster.
 * `outside`: a public address, or a name that is no Service's. `unknown`: a private address, which may be a Service of another namespace.
 */
export type CallTarget = 'dns' | 'own-node' | 'service' | 'pod' | 'node' | 'outside' | 'unknown';

/** A call that nobody answered, as a log tells it. A refused one is not among them: there somebody answered. */
export interface StalledCall {
  readonly container: string;
  readonly target: CallTarget;
  readonly host: string | null;
  readonly port: number | null;
  readonly proof: Proof;
}

/** The logs of a pod, and what is known of the cluster around it: the evidence of a rule. */
export interface CallEvidence {
  readonly subject: Pod;
  readonly ref: Ref;
  readonly logs: readonly ContainerLog[];
  readonly node: Named<Node> | null;
  readonly nodes?: readonly Node[];
  readonly services?: readonly Service[];
}

/** What a pod that is not of the host's network cannot reach, and where it runs. */
export interface Unreached {
  readonly what: 'nothing' | 'outside' | 'inside';
  readonly call: StalledCall;
  /** The same to somewhere in the cluster, its DNS included. */
  readonly inside: StalledCall | null;
  /** Its node, where it was found. */
  readonly node: Node | null;
  /** `azure`, `vsphere` … of the node's provider ID. */
  readonly provider: string | null;
  /** The backend of flannel, as it notes it on the node: `vxlan`, `host-gw`. https://github.com/flannel-io/flannel/blob/v0.26.1/pkg/subnet/kube/kube.go */
  readonly backend: string | null;
}

const host = String.raw`\[?(?<host>[\w.-]{1,253})\]?`;
const port = String.raw`(?<port>\d{1,5})`;
/** WSAETIMEDOUT (10060), WSAENETUNREACH (10051) and WSAEHOSTUNREACH (10065). https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2 */
const unanswered =
  'A connection attempt failed because the connected party did not properly respond|A socket operation was attempted to an unreachable';
const stalled: readonly RegExp[] = [
  new RegExp(`dial (?:tcp|udp)[46]? ${host}:${port}: (?:connectex: (?:${unanswered})|i/o timeout|connect: connection timed out)`, 'i'),
  new RegExp(`Failed to connect to ${host} port ${port}\\b.{0,40}(?:Timed out|Couldn't connect|Could not connect)`, 'i'),
  new RegExp(`TCP connect to \\(?${host} ?: ?${port}\\)? failed`, 'i'),
  new RegExp(`connect (?:ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) ${host}:${port}`),
  new RegExp(`(?:${unanswered}).{0,160}[ (\\[]${host}:${port}`, 'i'),
];
const silentDns: readonly RegExp[] = [
  /This is usually a temporary error during hostname resolution|DNS request timed out|getaddrinfo EAI_AGAIN|Temporary failure in name resolution/i,
  /lookup [\w.-]{1,253}(?: on [\d.:]{7,40})?: .{0,60}i\/o timeout/,
];

const privateBlocks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '169.254.0.0/16'];

/** Lines from the end of a log that speak of the present. */
const lately = 40;

/** Calls of the pod's containers that nobody answered, the newest first. */
export function stalledCalls(evidence: CallEvidence): StalledCall[] {
  return evidence.logs.flatMap(({ container, lines }) =>
    lines
      .slice(-lately)
      .reverse()
      .flatMap((line) => {
        const call = callIn(messageOf(line), evidence);
        const proof = { ref: evidence.ref, path: `log ${container}`, value: plainLine(line).trim().slice(0, 500) };
        return call ? [{ container, ...call, proof }] : [];
      }),
  );
}

function callIn(message: string, evidence: CallEvidence): Pick<StalledCall, 'target' | 'host' | 'port'> | null {
  if (silentDns.some((pattern) => pattern.test(message))) return { target: 'dns', host: null, port: null };
  for (const pattern of stalled) {
    const groups = pattern.exec(message)?.groups;
    if (groups?.host && groups.port) {
      const called = { host: groups.host, port: Number(groups.port) };
      return { ...called, target: called.port === 53 ? 'dns' : targetOf(called, evidence) };
    }
  }
  return null;
}

function targetOf(called: { readonly host: string; readonly port: number }, evidence: CallEvidence): CallTarget {
  const { subject: pod, node, nodes = [], services = [], ref } = evidence;
  const own = [pod.status?.hostIP, pod.spec?.nodeName, ...addresses(node?.object ?? null)];
  const isNodePort = called.port >= 30000 && called.port <= 32767;
  if (own.includes(called.host) || isLocalHost(called.host)) return isNodePort ? 'own-node' : 'node';
  const isApiServer = called.port === 443 && /^\d+\.\d+\.0\.1$/.test(called.host);
  if (isApiServer || services.some(({ spec }) => spec?.clusterIP === called.host)) return 'service';
  if (serviceMention(called.host, ref.namespace ?? 'default', services)) return 'service';
  const others = nodes.filter(({ metadata }) => metadata?.name !== pod.spec?.nodeName);
  if (others.some(({ spec }) => (spec?.podCIDRs ?? [spec?.podCIDR ?? '']).some((block) => inCidr(called.host, block)))) return 'pod';
  if (others.some((other) => addresses(other).includes(called.host))) return 'node';
  return privateBlocks.some((block) => inCidr(called.host, block)) ? 'unknown' : 'outside';
}

function addresses(node: Node | null): string[] {
  return (node?.status?.addresses ?? []).map(({ address }) => address);
}

/** What a pod that is not of the host's network cannot reach: nothing at all, the outside, or pods and nodes elsewhere; null where it is none of these. */
export function unreached(evidence: CallEvidence): Unreached | null {
  const calls = stalledCalls(evidence);
  const outside = calls.find(({ target }) => target === 'outside');
  const elsewhere = calls.find(({ target }) => target === 'pod' || target === 'node');
  const call = outside ?? elsewhere;
  if (!call) return null;
  const inside = calls.find(({ target }) => target === 'dns' || target === 'pod' || target === 'node') ?? null;
  const node = evidence.node?.object ?? null;
  return {
    what: outside && inside ? 'nothing' : outside ? 'outside' : 'inside',
    call,
    inside,
    node,
    provider: /^([a-z]+):\/\//.exec(node?.spec?.providerID ?? '')?.[1] ?? null,
    backend: node?.metadata?.annotations?.['flannel.alpha.coreos.com/backend-type'] ?? null,
  };
}

/** Where the node says on what it runs, and how flannel does. */
export function underlayProof({ provider, backend, node }: Unreached): readonly Proof[] {
  const ref = { kind: 'node', name: node?.metadata?.name ?? '' } as const;
  return [
    ...(provider ? [{ ref, path: 'spec.providerID', value: node?.spec?.providerID ?? '' }] : []),
    ...(backend ? [{ ref, path: 'metadata.annotations["flannel.alpha.coreos.com/backend-type"]', value: backend }] : []),
  ];
}

/** Is it a Windows pod of the pod network that has trouble? */
export function mayStall(pod: Pod): boolean {
  return isMeantForWindows(pod) && isTroubled(pod) && !isHostProcess(pod);
}

/** Rules that explain calls of a Windows pod which nobody answers. */
export const windowsCallCauses = [
  'windows/mac-spoofing-off',
  'windows/exception-list-wrong',
  'windows/l2bridge-azure-routes',
  'windows/vxlan-4789-vsphere',
  'windows/inter-node-traffic-filtered',
  'windows/node-port-from-node-fails',
  'windows/service-ip-from-node-fails',
  'windows/dns-limits',
] as const;

/** Where to look when a Windows pod gets no answer from DNS. */
export function windowsDnsLeads({ spec }: Pod, ref: Ref): readonly Lead[] {
  const node = spec?.nodeName ? [{ to: { kind: 'node', name: spec.nodeName } as const, rules: ['windows/dns-stops-1803'] }] : [];
  return [{ to: ref, rules: windowsCallCauses }, ...node];
}

import type { KubeEvent } from './evidence.ts';
import type { Container } from './kinds.ts';

export type Probe = NonNullable<Container['readinessProbe']>;
export type ProbeKind = 'liveness' | 'readiness' | 'startup';

/** What a probe does, in a notation without language: `GET :8080/healthz`, `TCP :5432`, `gRPC :50051`, or its command. */
function probeText(probe: Probe): string {
  const { httpGet, tcpSocket, grpc, exec } = probe;
  if (httpGet) {
    const scheme = httpGet.scheme === 'HTTPS' ? 'https://' : '';
    return `GET ${scheme}${httpGet.host ?? ''}:${httpGet.port}${httpGet.path ?? '/'}`;
  }
  if (tcpSocket) return `TCP ${tcpSocket.host ?? ''}:${tcpSocket.port}`;
  if (grpc) return `gRPC :${grpc.port}`;
  return (exec?.command ?? [])
    .join(' ')
    .replaceAll(/[`\s]+/g, ' ')
    .slice(0, 120);
}

/** Its numbers, with the defaults of the API. */
export function probeNumbers({ periodSeconds = 10, timeoutSeconds = 1, failureThreshold = 3, initialDelaySeconds = 0 }: Probe) {
  return { period: periodSeconds, timeout: timeoutSeconds, threshold: failureThreshold, delay: initialDelaySeconds };
}

/** Seconds that a container has from its start until the probe has failed too often. */
export function probeBudget(probe: Probe): number {
  const { period, threshold, delay } = probeNumbers(probe);
  return delay + period * threshold;
}

/** The port that a probe asks, against those that the container says it opens. */
export type ProbePort = {
  /** As written: a number or a name; null for a command. */
  readonly asked: string | null;
  readonly declared: readonly string[];
  /** `name`: no port of the container is called so. `number`: the container names ports, and this is not among them. */
  readonly mismatch: 'name' | 'number' | null;
};

function probePort(container: Container, { httpGet, tcpSocket, grpc }: Probe): ProbePort {
  const port = httpGet?.port ?? tcpSocket?.port ?? grpc?.port;
  const ports = container.ports ?? [];
  const declared = ports.map(({ name, containerPort }) => (name ? `${containerPort} (${name})` : String(containerPort)));
  if (port === undefined) return { asked: null, declared, mismatch: null };
  const elsewhere = Boolean(httpGet?.host ?? tcpSocket?.host);
  const asked = String(port);
  const known = ports.some(({ name, containerPort }) => asked === name || asked === String(containerPort));
  const mismatch = known || elsewhere ? null : /^\d+$/.test(asked) ? (ports.length > 0 ? 'number' : null) : 'name';
  return { asked, declared, mismatch };
}

/** How a probe is reported in facts, with what the kubelet said of its failing where there is an event. */
export function probeFacts(container: Container, probe: Probe, unhealthy: KubeEvent | undefined) {
  const said = unhealthy ? readProbeWords(unhealthy.message, Boolean(probe.exec)) : null;
  return {
    container: container.name,
    probe: probeText(probe),
    port: probePort(container, probe),
    ...probeNumbers(probe),
    failure: said?.failure ?? null,
    status: said?.status ?? null,
    words: said?.words ?? null,
  };
}

/** Why a probe failed, by the kubelet's words. */
export type ProbeFailure = 'port-unknown' | 'refused' | 'timeout' | 'status' | 'command-missing' | 'command-failed' | 'tls' | 'no-route' | 'other';

/**
 * Words of https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/prober/prober.go (probe) and of pkg/probe below it:
 * http.go, tcp.go, exec.go, grpc.go, util.go (an unknown port name comes out as `strconv.Atoi: parsing "http"`).
 */
const words: readonly [ProbeFailure, RegExp][] = [
  ['port-unknown', /strconv\.Atoi: parsing|invalid port number/],
  ['status', /statuscode: \d{3}|service unhealthy \(responded with/],
  ['command-missing', /executable file not found|no such file or directory|exec failed/i],
  ['refused', /connection refused/i],
  ['tls', /HTTP response to HTTPS client|tls:|x509:|malformed HTTP/i],
  ['no-route', /no route to host|network is unreachable/i],
  ['timeout', /timed out|timeout|deadline exceeded|Client\.Timeout/i],
];

/** What the kubelet said after `Readiness probe failed: `, and which failure that is. */
function readProbeWords(
  message: string,
  byCommand: boolean,
): { readonly failure: ProbeFailure; readonly status: number | null; readonly words: string } {
  const said = message.replace(/^(?:\(combined from similar events\): )?\w+ probe (?:failed|errored and resulted in \w+ state): ?/, '').trim();
  const failure = words.find(([, pattern]) => pattern.test(said))?.[0] ?? (byCommand ? 'command-failed' : 'other');
  const status = /statuscode: (\d{3})/.exec(said)?.[1];
  return { failure, status: status ? Number(status) : null, words: firstLine(said) };
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').replaceAll('`', "'").slice(0, 200);
}

/** The newest `Unhealthy` event about a container's probe of that kind. */
export function probeEvent(events: readonly KubeEvent[], container: string, kind: ProbeKind): KubeEvent | undefined {
  // an event that stands for many alike begins with `(combined from similar events): `
  const start = new RegExp(`^(\\(combined from similar events\\): )?${kind} probe `, 'i');
  return events.findLast((event) => event.reason === 'Unhealthy' && isAbout(event, container) && start.test(event.message));
}

/**
 * The newest event of the kubelet killing a container because of its probe: `Container web failed liveness probe, will be restarted`.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/kuberuntime_manager.go (computePodActions)
 */
export function probeKill(events: readonly KubeEvent[], container: string, kind: 'liveness' | 'startup'): KubeEvent | undefined {
  return events.findLast((event) => event.reason === 'Killing' && isAbout(event, container) && event.message.includes(`failed ${kind} probe`));
}

function isAbout({ fieldPath }: KubeEvent, container: string): boolean {
  return fieldPath === `spec.containers{${container}}` || fieldPath === `spec.initContainers{${container}}`;
}

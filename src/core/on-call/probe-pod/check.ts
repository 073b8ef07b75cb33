/** What a probe pod may do, and nothing else: each is one fixed command without a shell. */
export type ProbeCheck =
  | { readonly type: 'resolve'; readonly host: string }
  | { readonly type: 'connect'; readonly host: string; readonly port: number }
  | { readonly type: 'fetch'; readonly url: string }
  | { readonly type: 'resolv-conf' };

const hostName = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\.?$/i;
const address = /https?:\/\/[^\s<>"'`|]{1,500}/i;
const hostAndPort = /(?:^|[\s`])([a-z0-9][a-z0-9.-]{0,252}?)(?::|\s+(?:on\s+)?(?:port\s+)?)(\d{1,5})(?=$|[\s`,?]|번)/i;
/** Words around the thing itself. */
const fillers = new Set([
  'probe',
  'resolve',
  'lookup',
  'dns',
  'of',
  'for',
  'the',
  'connect',
  'to',
  'fetch',
  'get',
  'read',
  'from',
  'in',
  'name',
  'please',
  'run',
  'a',
  'namespace',
  'ns',
  'cluster',
]);

/** What a person wants probed: a URL, `host:port`, a name to resolve, or resolv.conf; `places` are words that name where. null: none of these. */
export function readProbeCheck(text: string, places: readonly string[] = []): ProbeCheck | null {
  if (/resolv\.conf/i.test(text)) return { type: 'resolv-conf' };
  const [url] = address.exec(text) ?? [];
  if (url) return probeCheck({ type: 'fetch', url });
  const [, host, port] = hostAndPort.exec(text) ?? [];
  if (host) return probeCheck({ type: 'connect', host, port: Number(port) });
  const names = text
    .split(/[\s`,?]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => hostName.test(word) && !fillers.has(word) && !places.includes(word));
  const name = names.find((word) => word.includes('.')) ?? names[0];
  return name === undefined ? null : probeCheck({ type: 'resolve', host: name });
}

/** What is probed, as a person would write it; readProbeCheck reads it back. */
export function probed(check: ProbeCheck): string {
  switch (check.type) {
    case 'resolve':
      return check.host;
    case 'connect':
      return `${check.host}:${check.port}`;
    case 'fetch':
      return check.url;
    case 'resolv-conf':
      return '/etc/resolv.conf';
  }
}

/** A check that came from outside (a button's value), if it is one. */
export function probeCheck(value: unknown): ProbeCheck | null {
  const { type, host, port, url } = (value ?? {}) as { readonly [name: string]: unknown };
  if (type === 'resolv-conf') return { type };
  if (type === 'fetch') return typeof url === 'string' && isPlainAddress(url) ? { type, url } : null;
  if (typeof host !== 'string' || !hostName.test(host)) return null;
  if (type === 'resolve') return { type, host };
  return type === 'connect' && typeof port === 'number' && Number.isInteger(port) && port > 0 && port < 65_536 ? { type, host, port } : null;
}

/** http or https, without a login in it. */
function isPlainAddress(text: string): boolean {
  if (address.exec(text)?.[0] !== text || !URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hostName.test(hostname);
}

const patienceSeconds = '10';

/** Its command: tools of busybox, by their own names, each argument apart. */
export function probeCommand(check: ProbeCheck): readonly string[] {
  switch (check.type) {
    case 'resolve':
      return ['timeout', patienceSeconds, 'nslookup', check.host];
    case 'connect':
      // connects, then runs `true` in place of a conversation
      return ['timeout', patienceSeconds, 'nc', '-w', '5', check.host, String(check.port), '-e', 'true'];
    case 'fetch':
      return ['timeout', patienceSeconds, 'wget', '-S', '-q', '-O', '/dev/null', check.url];
    case 'resolv-conf':
      return ['cat', '/etc/resolv.conf'];
  }
}

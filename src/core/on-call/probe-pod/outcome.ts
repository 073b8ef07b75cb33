import type { ProbeCheck } from './check.ts';

/** How a probe pod ended. */
export interface ProbeRun {
  readonly pod: string;
  readonly image: string;
  readonly node: string | null;
  /** null: it never ran, and `reason` says why. */
  readonly exitCode: number | null;
  readonly reason: string | null;
  /** What its command printed, shortened and redacted. */
  readonly output: string;
}

export type ProbeOutcome =
  | 'resolved'
  | 'no-such-name'
  | 'dns-failing'
  | 'dns-silent'
  | 'connected'
  | 'refused'
  | 'no-answer'
  | 'no-route'
  | 'http-ok'
  | 'http-error'
  | 'tls-failed'
  | 'printed'
  | 'did-not-run'
  | 'unknown';

/** Outcomes that say that what was probed works. */
export const goodOutcomes: ReadonlySet<ProbeOutcome> = new Set(['resolved', 'connected', 'http-ok', 'printed']);
/** Outcomes that say nothing about what was probed. */
export const blindOutcomes: ReadonlySet<ProbeOutcome> = new Set(['did-not-run', 'unknown']);

/**
 * busybox' own words: networking/nslookup.c, libbb/xconnect.c (`can't connect to remote host`), networking/wget.c and libbb/inet_common.c (`bad address`),
 * https://git.busybox.net/busybox/tree/networking?h=1_36_stable; `timeout` ends with 143.
 */
const signs: readonly (readonly [ProbeOutcome, RegExp])[] = [
  ['dns-silent', /no servers could be reached|connection timed out; no/],
  ['no-such-name', /NXDOMAIN|bad address|Name or service not known|can't resolve/],
  ['dns-failing', /SERVFAIL|REFUSED|No answer/],
  ['refused', /Connection refused/],
  ['no-route', /No route to host|Network is unreachable|Host is unreachable/],
  ['tls-failed', /TLS|SSL|certificate/],
  ['http-error', /server returned error: HTTP\/\S+ \d+|HTTP\/\S+ [45]\d\d/],
  ['no-answer', /timed out|download timed out/],
];
const timedOut = new Set([124, 137, 143]);

/** What the output of a probe means. */
export function probeOutcome({ type }: ProbeCheck, { exitCode, output }: Pick<ProbeRun, 'exitCode' | 'output'>): ProbeOutcome {
  if (exitCode === null) return 'did-not-run';
  if (exitCode === 0) return successes[type];
  const known = signs.find(([, sign]) => sign.test(output))?.[0];
  if (known) return known;
  if (timedOut.has(exitCode)) return type === 'resolve' ? 'dns-silent' : 'no-answer';
  return 'unknown';
}

const successes: { readonly [T in ProbeCheck['type']]: ProbeOutcome } = {
  resolve: 'resolved',
  connect: 'connected',
  fetch: 'http-ok',
  'resolv-conf': 'printed',
};

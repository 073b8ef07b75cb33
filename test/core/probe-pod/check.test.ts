import { expect, it } from 'vitest';
import { type ProbeCheck, probeCheck, probeCommand, probed, readProbeCheck } from '../../../src/core/on-call/probe-pod/check.ts';
import { probeOutcome } from '../../../src/core/on-call/probe-pod/outcome.ts';

it.each<[string, ProbeCheck | null]>([
  ['probe web.shop', { type: 'resolve', host: 'web.shop' }],
  ['probe web', { type: 'resolve', host: 'web' }],
  ['probe web.shop:80', { type: 'connect', host: 'web.shop', port: 80 }],
  ['probe db.data port 5432', { type: 'connect', host: 'db.data', port: 5432 }],
  ['web.shop:80 프로브 실행해줘', { type: 'connect', host: 'web.shop', port: 80 }],
  ['db 5432번 포트 프로브', { type: 'connect', host: 'db', port: 5432 }],
  ['probe http://web.shop:8080/healthz?x=1', { type: 'fetch', url: 'http://web.shop:8080/healthz?x=1' }],
  ['probe resolv.conf', { type: 'resolv-conf' }],
  ['probe', null],
  ['probe web:99999', null],
  ['probe http://admin:secret@web.shop/', null],
])('%s', (text, check) => {
  expect(readProbeCheck(text)).toEqual(check);
});

it.each<ProbeCheck>([
  { type: 'resolve', host: 'web.shop' },
  { type: 'connect', host: 'web.shop', port: 80 },
  { type: 'fetch', url: 'http://web.shop/healthz' },
  { type: 'resolv-conf' },
])('what is shown of $type is read back as the same', (check) => {
  expect(readProbeCheck(probed(check))).toEqual(check);
});

it('words that name the place are not what is probed', () => {
  expect(readProbeCheck('shop 네임스페이스에서 web 프로브', ['shop'])).toEqual({ type: 'resolve', host: 'web' });
});

it.each([
  { type: 'resolve', host: '-x' },
  { type: 'resolve', host: 'a b' },
  { type: 'resolve', host: '$(id)' },
  { type: 'connect', host: 'web', port: '80; rm' },
  { type: 'connect', host: 'web', port: 0 },
  { type: 'fetch', url: 'file:///etc/passwd' },
  { type: 'fetch', url: 'http://web.shop/\nX: y' },
  { type: 'fetch', url: 'http://-oProxy/' },
  { type: 'exec', command: 'id' },
  null,
  'resolv-conf',
])('a button that carries %j runs nothing', (value) => {
  expect(probeCheck(value)).toBeNull();
});

it('no command has a shell, and a name can be no option', () => {
  const commands = [probeCommand({ type: 'resolve', host: 'web' }), probeCommand({ type: 'connect', host: 'web', port: 80 })];
  for (const [program] of commands) expect(program).toBe('timeout');
  expect(commands.flat()).not.toContain('sh');
});

/** Recorded from busybox 1.35 and 1.36 in pods of the lab. */
it.each([
  ['resolve', 0, 'Server:\t\t10.96.0.10\nAddress:\t10.96.0.10:53\n\nName:\tkubernetes.default.svc.cluster.local\nAddress: 10.96.0.1', 'resolved'],
  ['resolve', 1, "Server:\t\t10.96.0.10\n\n** server can't find nope.shop.svc.cluster.local: NXDOMAIN", 'no-such-name'],
  ['resolve', 1, "** server can't find kubernetes.default: SERVFAIL\n\n*** Can't find kubernetes.default: No answer", 'dns-failing'],
  ['resolve', 1, ';; connection timed out; no servers could be reached', 'dns-silent'],
  ['resolve', 143, '', 'dns-silent'],
  ['connect', 0, '', 'connected'],
  ['connect', 1, "nc: can't connect to remote host (10.96.0.1): Connection refused", 'refused'],
  ['connect', 1, "nc: bad address 'nope'", 'no-such-name'],
  ['connect', 1, 'nc: timed out', 'no-answer'],
  ['connect', 143, '', 'no-answer'],
  ['fetch', 0, '  HTTP/1.1 200 OK', 'http-ok'],
  ['fetch', 1, '  HTTP/1.1 404 Not Found\nwget: server returned error: HTTP/1.1 404 Not Found', 'http-error'],
  ['fetch', 1, "wget: can't connect to remote host (10.0.0.1): No route to host", 'no-route'],
  ['fetch', 1, 'wget: something new', 'unknown'],
  ['resolv-conf', 0, 'nameserver 10.96.0.10', 'printed'],
  ['connect', null, '', 'did-not-run'],
] as const)('%s that ends with %s: %s', (type, exitCode, output, outcome) => {
  const checks = {
    resolve: { type, host: 'web' },
    connect: { type, host: 'web', port: 80 },
    fetch: { type, url: 'http://web' },
    'resolv-conf': { type },
  };
  expect(probeOutcome(checks[type] as ProbeCheck, { exitCode, output })).toBe(outcome);
});

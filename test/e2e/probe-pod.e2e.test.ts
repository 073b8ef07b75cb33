import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { redact } from '../../src/cluster/redact.ts';
import type { ProbeCheck } from '../../src/core/on-call/probe-pod/check.ts';
import { probeOutcome } from '../../src/core/on-call/probe-pod/outcome.ts';
import type { ProbePods } from '../../src/core/on-call/probe-pod/probe-port.ts';
import { openProbePods } from '../../src/probe-pod/open-probe-pods.ts';
import { kubectl, unmake } from './situation.ts';

const namespace = 'e2e-probe';
const elsewhere = 'e2e-probe-closed';
let pods: ProbePods;
let cluster: string;

/** The probes' own service account, as deploy/rbac-probes.yaml makes it, in a kubeconfig of its own. */
function ownKubeconfig(): string {
  const rbac = readFileSync('deploy/rbac-probes.yaml', 'utf8')
    .replaceAll('namespace: kubewhy', `namespace: ${namespace}`)
    .replaceAll('namespace: default', `namespace: ${namespace}`);
  kubectl(['apply', '-f', '-'], rbac);
  const view = JSON.parse(kubectl(['config', 'view', '--raw', '--minify', '-o', 'json']));
  cluster = view['current-context'];
  const token = kubectl(['create', 'token', 'kubewhy-probes', '-n', namespace]).trim();
  view.users = [{ name: 'probes', user: { token } }];
  view.contexts[0].context.user = 'probes';
  const file = join(mkdtempSync(join(tmpdir(), 'kubewhy-probe-')), 'kubeconfig.json');
  writeFileSync(file, JSON.stringify(view));
  return file;
}

beforeAll(() => {
  for (const name of [namespace, elsewhere])
    kubectl(
      ['apply', '-f', '-'],
      `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name}, labels: { kubewhy-e2e: "true", pod-security.kubernetes.io/enforce: restricted } }\n`,
    );
  pods = openProbePods({ kubeconfig: ownKubeconfig(), image: 'busybox:1.36', allowed: [], redact, now: () => new Date() });
});
afterAll(() => {
  unmake({ namespace, objects: '', afterwards: [] });
  unmake({ namespace: elsewhere, objects: '', afterwards: [] });
});

const there = () => kubectl(['-n', namespace, 'get', 'pods', '-l', 'app.kubernetes.io/name=kubewhy-probe', '-o', 'name']).trim();
const run = (id: string, check: ProbeCheck, where = namespace) => pods.run(id, { cluster, namespace: where, check }, AbortSignal.timeout(60_000));

it.each<[ProbeCheck, string, string]>([
  [{ type: 'resolve', host: 'kubernetes.default.svc.cluster.local' }, 'resolved', 'Name:'],
  [{ type: 'resolve', host: 'nobody.default.svc.cluster.local' }, 'no-such-name', 'NXDOMAIN'],
  [{ type: 'connect', host: 'kubernetes.default.svc.cluster.local', port: 443 }, 'connected', ''],
  [{ type: 'connect', host: '127.0.0.1', port: 81 }, 'refused', 'Connection refused'],
  [{ type: 'fetch', url: 'http://kube-dns.kube-system.svc.cluster.local:9153/metrics' }, 'http-ok', '200 OK'],
  [{ type: 'fetch', url: 'http://kube-dns.kube-system.svc.cluster.local:9153/none' }, 'http-error', '404'],
  [{ type: 'resolv-conf' }, 'printed', `search ${namespace}.svc.cluster.local`],
])(
  '%j: %s, from a pod that the Pod Security Standard "restricted" admits, and that is gone afterwards',
  async (check, outcome, output) => {
    const done = await run(`2026112110${outcome.length}${check.type.length}`, check);
    expect(done.run.output).toContain(output);
    expect([probeOutcome(check, done.run), done.deleted]).toEqual([outcome, true]);
    expect(there()).toBe('');
  },
  90_000,
);

it('is refused in a namespace that was not bound, and leaves nothing there', async () => {
  await expect(run('2026112110', { type: 'resolv-conf' }, elsewhere)).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('cannot create resource "pods"'),
  });
});

it('may read no Secret and delete nothing but pods', () => {
  const can = (verb: string, what: string, ...more: string[]) => {
    try {
      return kubectl(['auth', 'can-i', verb, what, '-n', namespace, ...more, `--as=system:serviceaccount:${namespace}:kubewhy-probes`]).trim();
    } catch {
      return 'no';
    }
  };
  expect([
    can('create', 'pods'),
    can('get', 'secrets'),
    can('delete', 'deployments'),
    can('create', 'pods', '--subresource=exec'),
    can('list', 'pods'),
  ]).toEqual(['yes', 'no', 'no', 'no', 'no']);
});

it('is deleted when nobody waits for it any more', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 1500);
  const check: ProbeCheck = { type: 'connect', host: '10.255.255.1', port: 80 };
  await expect(pods.run('20261121105959', { cluster, namespace, check }, stop.signal)).rejects.toThrow();
  expect(there()).toBe('');
});

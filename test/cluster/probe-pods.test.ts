import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { redact } from '../../src/cluster/redact.ts';
import type { ProbePods } from '../../src/core/on-call/probe-pod/probe-port.ts';
import { openProbePods } from '../../src/probe-pod/open-probe-pods.ts';
import { type FakeServer, startFakeServer, status, writeKubeconfig } from './fake-api-server.ts';

let server: FakeServer;
beforeEach(async () => {
  server = await startFakeServer();
});
afterEach(() => server.close());

const open = (more: { timeoutMs?: number } = {}): ProbePods =>
  openProbePods({ kubeconfig: writeKubeconfig(server), image: 'busybox:1.36', allowed: [], redact, now: () => new Date(0), ...more });
const run = (pods = open()) => pods.run('1', { cluster: 'fake', namespace: 'shop', check: { type: 'resolv-conf' } }, AbortSignal.timeout(30_000));
const sent = () => server.requests.map(({ method, path }) => `${method} ${path}`);
const place = '/api/v1/namespaces/shop/pods/kubewhy-probe-1';
const ended = {
  metadata: { name: 'kubewhy-probe-1' },
  spec: { nodeName: 'worker-1' },
  status: { phase: 'Succeeded', containerStatuses: [{ name: 'probe', state: { terminated: { exitCode: 0 } } }] },
};

describe('a probe', () => {
  it('says what its pod printed, without secrets, and deletes the pod', async () => {
    server.answer(({ path }) => ({ body: path.endsWith('/log') ? 'nameserver 10.96.0.10\npassword=hunter2\n' : ended }));
    expect(await run()).toEqual({
      run: {
        pod: 'kubewhy-probe-1',
        image: 'busybox:1.36',
        node: 'worker-1',
        exitCode: 0,
        reason: null,
        output: 'nameserver 10.96.0.10\npassword=[redacted]',
      },
      at: '1970-01-01T00:00:00.000Z',
      deleted: true,
    });
    expect(sent()).toEqual(['POST /api/v1/namespaces/shop/pods', `GET ${place}`, `GET ${place}/log`, `DELETE ${place}`]);
  });

  it('ends where the server does not answer, and still has its pod deleted', async () => {
    server.answer(({ method }) => (method === 'GET' ? { never: true } : { body: ended }));
    await expect(run(open({ timeoutMs: 3000 }))).rejects.toMatchObject({ code: 'timeout', what: 'get pods in namespace shop' });
    expect(sent().at(-1)).toBe(`DELETE ${place}`);
  });

  it('says so where its pod cannot be deleted', async () => {
    server.answer(({ method }) => (method === 'DELETE' ? status(403, 'Forbidden', 'pods is forbidden') : { body: ended }));
    expect((await run()).deleted).toBe(false);
  });
});

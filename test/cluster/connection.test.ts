import { writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { openDispatcher } from '../../src/cluster/dispatcher.ts';
import { kubeReader } from '../../src/cluster/kube-reader.ts';
import type { Reader } from '../../src/core/reader.ts';
import { connectTo, type FakeAnswer, type FakeServer, startFakeServer, status, targetOf, writeKubeconfig } from './fake-api-server.ts';
import { failureOf } from './reader-suite.ts';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
function keep<T extends { close(): Promise<void> }>(one: T): T {
  opened.push(one);
  return one;
}
async function start(options?: Parameters<typeof startFakeServer>[0]): Promise<{ server: FakeServer; connection: Connection; reader: Reader }> {
  const server = keep(await startFakeServer(options));
  const connection = keep(connectTo(server));
  return { server, connection, reader: kubeReader(connection) };
}
/** Each in a header of its own: two in one would be a group that does not exist. */
function groupsSent({ requests }: FakeServer): readonly (string | undefined)[] {
  const raw = requests.at(-1)?.rawHeaders ?? [];
  return raw.flatMap((name, at) => (at % 2 === 0 && name.toLowerCase() === 'impersonate-group' ? [raw[at + 1]] : []));
}
const pod = { kind: 'Pod', metadata: { name: 'web', namespace: 'shop' } };

describe('connections', () => {
  it('are one for 50 reads', async () => {
    const { server, reader } = await start();
    server.answer(() => ({ body: pod }));
    for (let n = 0; n < 50; n++) await reader.get('pod', 'web', 'shop');
    expect(server.requests).toHaveLength(50);
    expect(server.connections()).toBe(1);
  });

  it('are one for 50 reads at once, since an API server speaks HTTP/2', async () => {
    const { server, reader } = await start();
    server.answer(() => ({ body: pod }));
    await Promise.all(Array.from({ length: 50 }, () => reader.get('pod', 'web', 'shop')));
    expect(server.connections()).toBe(1);
  });

  it('are at most six through a proxy that speaks HTTP/1.1', async () => {
    const { server, reader } = await start({ http1: true });
    server.answer(() => ({ body: pod }));
    await Promise.all(Array.from({ length: 50 }, () => reader.get('pod', 'web', 'shop')));
    expect(server.connections()).toBeLessThanOrEqual(6);
  });

  it.each([{}, { http1: true }])('are made anew when one broke under a read: %j', async (options) => {
    const { server, reader } = await start(options);
    let broken = false;
    server.answer(() => {
      if (broken) return { body: pod };
      broken = true;
      return { reset: true };
    });
    expect(await reader.get('pod', 'web', 'shop')).toMatchObject(pod);
    expect(server.connections()).toBe(2);
  });
});

describe('what is sent', () => {
  it('is GET alone, whatever is read', async () => {
    const { server, reader } = await start();
    server.answer(({ path }) => (path.endsWith('/log') ? { body: 'a line' } : path.startsWith('/api') ? { body: { items: [] } } : { body: 'ok' }));
    await reader.get('pod', 'web', 'shop');
    await reader.list('pod', { labelSelector: 'a=b' });
    await reader.log({ namespace: 'shop', pod: 'web', container: 'main' });
    await reader.text('/readyz?verbose');
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'] as const)('is never %s, even if somebody tried', async (method) => {
    const { server } = await start();
    const dispatcher = openDispatcher(targetOf(server), { ca: Buffer.from(server.authority.cert) });
    const sent = dispatcher.request({
      origin: server.url,
      path: '/api/v1/namespaces/shop/pods/web',
      method,
      ...(method === 'DELETE' ? {} : { body: '{}' }),
    });
    await expect(sent).rejects.toThrow(/only reads/);
    expect(server.requests).toEqual([]);
    await dispatcher.destroy();
  });

  it('keeps a name from becoming a path', async () => {
    const { server, reader } = await start();
    await failureOf(reader.get('pod', '../../secrets/x?y', 'a/b'));
    expect(server.requests[0]?.path).toBe('/api/v1/namespaces/a%2Fb/pods/..%2F..%2Fsecrets%2Fx%3Fy');
  });

  it('carries the token, read again after it was refused', async () => {
    const server = keep(await startFakeServer());
    const file = `${writeKubeconfig(server)}-token`;
    writeFileSync(file, 'old\n');
    const connection = keep(openConnection(targetOf(server, { tokenFile: file })));
    const reader = kubeReader(connection);
    server.answer(({ headers }) => (headers.authorization === 'Bearer new' ? { body: pod } : status(401, 'Unauthorized', 'Unauthorized')));
    expect((await failureOf(reader.get('pod', 'web', 'shop'))).code).toBe('unauthorized');
    writeFileSync(file, 'new\n');
    expect(await reader.get('pod', 'web', 'shop')).toMatchObject(pod);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer old', 'Bearer old', 'Bearer old', 'Bearer new']);
  });

  it('runs a credential plugin once, however many ask', async () => {
    const server = keep(await startFakeServer());
    const credential = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential', status: { token: 'from-plugin' } };
    const script = `process.stdout.write(${JSON.stringify(JSON.stringify(credential))}.replace('plugin', 'plugin-' + process.pid))`;
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath, args: ['-e', script], interactiveMode: 'Never' };
    const reader = kubeReader(keep(openConnection(targetOf(server, { exec }))));
    server.answer(() => ({ body: pod }));
    await Promise.all(Array.from({ length: 5 }, () => reader.get('pod', 'web', 'shop')));
    const tokens = new Set(server.requests.map(({ headers }) => headers.authorization));
    expect([...tokens]).toEqual([expect.stringMatching(/^Bearer from-plugin-\d+$/)]);
  });

  it.each([
    ['is not there', { command: 'no-such-plugin' }, /no-such-plugin.*ENOENT/],
    [
      'fails',
      { command: process.execPath, args: ['-e', 'console.error("please log in, password=hunter2"); process.exit(1)'] },
      /please log in, password=\[redacted\]/,
    ],
    ['says nonsense', { command: process.execPath, args: ['-e', 'console.log("hello")'] }, /JSON/],
  ])('is nothing where the credential plugin %s', async (_what, exec, words) => {
    const server = keep(await startFakeServer());
    const apiVersion = 'client.authentication.k8s.io/v1';
    const failure = await failureOf(kubeReader(keep(openConnection(targetOf(server, { exec: { apiVersion, ...exec } })))).get('pod', 'web', 'shop'));
    expect(failure.code).toBe('unauthorized');
    expect(failure.message).toMatch(words);
    expect(server.requests).toEqual([]);
  });

  it('carries the user and groups of the kubeconfig', async () => {
    const server = keep(await startFakeServer());
    const connection = keep(openConnection(targetOf(server, { username: 'ann', password: 'p', as: 'bob', 'as-groups': ['dev', 'ops'] })));
    const reader = kubeReader(connection);
    server.answer(() => ({ body: pod }));
    await reader.get('pod', 'web', 'shop');
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('ann:p').toString('base64')}`,
      'impersonate-user': 'bob',
    });
    expect(groupsSent(server)).toEqual(['dev', 'ops']);
    const stream = connection.stream('/api/v1/pods?watch=1', { signal: new AbortController().signal, silentMs: 1000, what: 'watch' });
    await stream[Symbol.asyncIterator]().next();
    expect(groupsSent(server)).toEqual(['dev', 'ops']);
  });

  it('acts as the person who asks instead, with each group of theirs and none of the kubeconfig', async () => {
    const server = keep(await startFakeServer());
    server.answer(() => ({ body: pod }));
    const connection = keep(openConnection(targetOf(server, { token: 't', as: 'bob', 'as-groups': ['ops'] })));
    for (const groups of [['dev', 'people'], ['dev'], []]) {
      await kubeReader(connection)
        .within({ as: { user: 'mina@example.com', groups } })
        .get('pod', 'web', 'shop');
      expect(server.requests.at(-1)?.headers['impersonate-user']).toBe('mina@example.com');
      expect(groupsSent(server)).toEqual(groups);
    }
  });
});

describe('failures are told apart', () => {
  it.each<[string, FakeAnswer]>([
    ['not-found', status(404, 'NotFound', 'pods "web" not found', 'web')],
    ['not-served', { status: 404, body: '404 page not found' }],
    ['not-served', status(404, 'NotFound', 'the server could not find the requested resource')],
    ['unauthorized', status(401, 'Unauthorized', 'Unauthorized')],
    ['forbidden', status(403, 'Forbidden', 'pods "web" is forbidden: User "bot" cannot get resource "pods"', 'web')],
    ['expired', status(410, 'Expired', 'too old resource version')],
    ['server-error', status(500, 'InternalError', 'etcdserver: leader changed')],
    ['server-error', { status: 503, body: 'service unavailable' }],
    ['timeout', status(504, 'Timeout', 'request did not complete within the allotted timeout')],
    ['bad-response', status(400, 'BadRequest', 'container "main" is waiting to start')],
    ['bad-response', { body: '<html>Please log in</html>' }],
    ['bad-response', { status: 302, headers: { location: 'https://login' }, body: '' }],
  ])('%s', async (code, answer) => {
    const { server, reader } = await start();
    server.answer(() => answer);
    const failure = await failureOf(reader.get('pod', 'web', 'shop'));
    expect(failure).toMatchObject({ name: 'ReadFailure', code });
    expect(failure.message).not.toBe('');
  });

  it('throttled: waits as told, once', async () => {
    const { server, reader } = await start();
    const busy = { ...status(429, 'TooManyRequests', 'slow down'), headers: { 'retry-after': '0' } };
    server.answer(() => (server.requests.length === 1 ? busy : { body: pod }));
    expect(await reader.get('pod', 'web', 'shop')).toMatchObject(pod);
    server.answer(() => busy);
    expect((await failureOf(reader.get('pod', 'web', 'shop'))).code).toBe('throttled');
    expect(server.requests).toHaveLength(4);
  });

  it('throttled for longer than anybody waits: at once', async () => {
    const { server, reader } = await start();
    server.answer(() => ({ ...status(429, 'TooManyRequests', 'slow down'), headers: { 'retry-after': '60' } }));
    expect((await failureOf(reader.get('pod', 'web', 'shop'))).code).toBe('throttled');
    expect(server.requests).toHaveLength(1);
  });

  it('refused', async () => {
    const server = await startFakeServer();
    const reader = kubeReader(keep(connectTo(server)));
    await server.close();
    expect((await failureOf(reader.text('/version'))).code).toBe('refused');
  });

  it('name-not-resolved', async () => {
    const server = keep(await startFakeServer());
    const reader = kubeReader(keep(openConnection(targetOf({ ...server, url: 'https://no-such-host.invalid:6443' }))));
    expect((await failureOf(reader.text('/version'))).code).toBe('name-not-resolved');
  });

  it('timeout', async () => {
    const { server } = await start();
    server.answer(() => ({ never: true }));
    expect((await failureOf(kubeReader(keep(connectTo(server, 200))).text('/version'))).code).toBe('timeout');
  });

  it('x509-expired', async () => {
    const { reader } = await start({ expired: true });
    expect((await failureOf(reader.text('/version'))).code).toBe('x509-expired');
  });

  it('x509-wrong-name', async () => {
    const { reader } = await start({ name: 'kubernetes.example' });
    expect((await failureOf(reader.text('/version'))).code).toBe('x509-wrong-name');
  });

  it('x509-unknown-issuer', async () => {
    const server = keep(await startFakeServer());
    const target = targetOf(server, undefined, { 'certificate-authority-data': undefined });
    expect((await failureOf(kubeReader(keep(openConnection(target))).text('/version'))).code).toBe('x509-unknown-issuer');
  });

  it('none of them where the kubeconfig names the server, or trusts anybody', async () => {
    const wrongName = keep(await startFakeServer({ name: 'kubernetes.example' }));
    wrongName.answer(() => ({ body: 'ok' }));
    const named = kubeReader(keep(openConnection(targetOf(wrongName, undefined, { 'tls-server-name': 'kubernetes.example' }))));
    expect(await named.text('/readyz')).toBe('ok');
    const trusting = { 'insecure-skip-tls-verify': true, 'certificate-authority-data': undefined };
    expect(await kubeReader(keep(openConnection(targetOf(wrongName, undefined, trusting)))).text('/readyz')).toBe('ok');
  });

  it('cancelled', async () => {
    const { server, connection } = await start();
    const stop = new AbortController();
    server.answer(() => {
      stop.abort();
      return { never: true };
    });
    expect((await failureOf(connection.get('/version', { what: '/version', signal: stop.signal }))).code).toBe('cancelled');
  });

  it('hides secrets in what the server says', async () => {
    const { server, reader } = await start();
    server.answer(() => status(500, 'InternalError', 'cannot reach postgres://app:hunter2@db'));
    expect((await failureOf(reader.get('pod', 'web', 'shop'))).message).toBe('cannot reach postgres://app:[redacted]@db');
  });
});

describe('the clock of the server', () => {
  it.each([
    [3_600_000, 3_600_000],
    [20_000, 0],
  ])('%i ms away counts as %i', async (ahead, counted) => {
    const { server, connection } = await start();
    server.answer(() => ({ headers: { date: new Date(Date.now() + ahead).toUTCString() }, body: 'ok' }));
    await connection.get('/readyz', { what: '/readyz' });
    expect(Math.abs(connection.clockSkewMs() - counted)).toBeLessThan(5_000);
  });
});

it('reads what the server has compressed', async () => {
  const { server, reader } = await start();
  server.answer(({ headers }) => ({
    headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
    body: gzipSync(JSON.stringify({ ...pod, asked: headers['accept-encoding'] })),
  }));
  expect(await reader.get('pod', 'web', 'shop')).toEqual({ ...pod, asked: 'gzip' });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { kubeReader } from '../../src/cluster/kube-reader.ts';
import type { ScopedReader } from '../../src/cluster/scope.ts';
import { connectTo, type FakeServer, startFakeServer, status } from './fake-api-server.ts';
import { failureOf } from './reader-suite.ts';

let server: FakeServer;
let reader: ScopedReader;
beforeAll(async () => {
  server = await startFakeServer();
  reader = kubeReader(connectTo(server));
});
beforeEach(() => {
  server.requests.length = 0;
});
afterAll(() => server.close());

const pods = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => ({ metadata: { name: `pod-${from + n}` } }));

describe('lists', () => {
  it('are read page by page', async () => {
    server.answer(({ query }) => {
      const from = Number(query.get('continue') ?? 0);
      return { body: { metadata: from < 1000 ? { continue: String(from + 500) } : {}, items: pods(from, from + 500) } };
    });
    expect(await reader.list('pod')).toHaveLength(1500);
    expect(server.requests.map(({ query }) => `${query.get('limit')} ${query.get('continue')}`)).toEqual(['500 null', '500 500', '500 1000']);
  });

  it('begin again where the server has forgotten their state', async () => {
    server.answer(({ query }) => {
      if (!query.has('continue')) return { body: { metadata: { continue: 'next' }, items: pods(0, 500) } };
      return server.requests.length === 2
        ? status(410, 'Expired', 'the provided continue parameter is too old')
        : { body: { metadata: {}, items: pods(500, 600) } };
    });
    expect(await reader.list('pod')).toHaveLength(600);
    expect(server.requests).toHaveLength(4);
  });

  it('give up where it always forgets', async () => {
    server.answer(({ query }) =>
      query.has('continue') ? status(410, 'Expired', 'too old') : { body: { metadata: { continue: 'next' }, items: pods(0, 1) } },
    );
    expect((await failureOf(reader.list('pod'))).code).toBe('expired');
    expect(server.requests).toHaveLength(6);
  });

  it('end as soon as it is known that they are too long', async () => {
    server.answer(() => ({ body: { metadata: { continue: 'next', remainingItemCount: 4500 }, items: pods(0, 500) } }));
    expect(await failureOf(reader.list('pod', { most: 1000 }))).toMatchObject({ code: 'over-budget', what: 'pods' });
    expect(server.requests).toHaveLength(1);
  });

  it('ask for metadata alone in a way that every server understands', async () => {
    server.answer(() => ({ body: { items: [{ kind: 'PartialObjectMetadata', metadata: { name: 'a' }, spec: { left: 'over' } }] } }));
    expect(await reader.list('podmetrics', { metadataOnly: true, namespace: 'shop' })).toEqual([{ metadata: { name: 'a' } }]);
    expect(server.requests[0]).toMatchObject({
      path: '/apis/metrics.k8s.io/v1beta1/namespaces/shop/pods',
      headers: { accept: expect.stringMatching(/^application\/json;as=PartialObjectMetadataList;.*,application\/json$/) },
    });
  });

  it('count every page against the budget', async () => {
    server.answer(({ query }) => ({ body: { metadata: query.has('continue') ? {} : { continue: 'next' }, items: [] } }));
    const spent: string[] = [];
    await reader.within({ spend: (what) => void spent.push(what) }).list('pod');
    expect(spent).toEqual(['pods', 'pods']);
  });
});

describe('objects', () => {
  it('come without the fields of managedFields, and without secrets', async () => {
    const annotations = {
      'kubectl.kubernetes.io/last-applied-configuration': '{"spec":{"containers":[{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}]}}',
    };
    const managedFields = [
      { manager: 'kubectl', operation: 'Update', time: '2026-11-21T12:00:00Z', fieldsType: 'FieldsV1', fieldsV1: { 'f:data': {} } },
    ];
    server.answer(() => ({
      body: {
        kind: 'Pod',
        metadata: { name: 'web', annotations, managedFields },
        spec: { containers: [{ env: [{ name: 'API_TOKEN', value: 'abcdef' }] }] },
      },
    }));
    const pod = await reader.get('pod', 'web', 'shop');
    expect(pod.metadata?.managedFields).toEqual([{ manager: 'kubectl', operation: 'Update', time: '2026-11-21T12:00:00Z' }]);
    expect(JSON.stringify(pod)).not.toMatch(/hunter2|abcdef|fieldsV1/);
    expect(pod.spec?.containers[0]?.env).toEqual([{ name: 'API_TOKEN', value: '[redacted]' }]);
  });
});

describe('logs', () => {
  const log = { namespace: 'shop', pod: 'web', container: 'main' };

  it('are asked for in full', async () => {
    server.answer(() => ({ body: '' }));
    await reader.log({ ...log, previous: true, tailLines: 20, sinceSeconds: 60, timestamps: true, limitBytes: 1 << 20 });
    const [request] = server.requests;
    expect(request?.path).toBe('/api/v1/namespaces/shop/pods/web/log');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      container: 'main',
      previous: 'true',
      tailLines: '20',
      sinceSeconds: '60',
      timestamps: 'true',
      // the server counts from the oldest line: it is asked for more, and the newest are kept
      limitBytes: String(8 << 20),
    });
  });

  it('keep the newest lines, whole', async () => {
    server.answer(() => ({ body: `${'old '.repeat(50)}\nnew 1\nnew 2\n` }));
    expect(await reader.log({ ...log, limitBytes: 20 })).toBe('new 1\nnew 2\n');
  });

  it.each([
    ['at the end', Buffer.from('실패').subarray(0, -1), '실'],
    ['at the start', Buffer.from('가나다라'), '다라'],
    ['of four bytes', Buffer.from('ok 🚀').subarray(0, -2), 'ok '],
    ['nowhere', Buffer.from('연결'), '연결'],
  ])('lose a character that was cut %s', async (_where, body, expected) => {
    server.answer(() => ({ body }));
    expect(await reader.log({ ...log, limitBytes: 8 })).toBe(expected);
  });

  it('come without colours, NUL and secrets', async () => {
    server.answer(() => ({ body: '\u001b[31merror\u001b[0m: \u0000password=hunter2\r\nnext' }));
    expect(await reader.log(log)).toBe('error: password=[redacted]\nnext');
  });

  it('are none where the kubelet says so with status 200', async () => {
    server.answer(() => ({ body: 'unable to retrieve container logs for containerd://0123abcd' }));
    expect((await failureOf(reader.log(log))).code).toBe('not-found');
  });
});

describe('paths', () => {
  it('give the body of a failing health check', async () => {
    const body = '[+]ping ok\n[-]etcd failed: reason withheld\nreadyz check failed\n';
    server.answer(() => ({ status: 500, body }));
    expect(await reader.text('/readyz?verbose')).toBe(body);
    expect(server.requests[0]?.query.get('verbose')).toBe('');
  });

  it('fail with status 500 everywhere else', async () => {
    server.answer(() => ({ status: 500, body: 'internal error' }));
    expect((await failureOf(reader.text('/metrics'))).code).toBe('server-error');
  });
});

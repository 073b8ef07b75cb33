import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openChanges } from '../../src/cluster/changes.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { kubeReader } from '../../src/cluster/kube-reader.ts';
import { watchObjects } from '../../src/cluster/watch-objects.ts';
import type { Ref } from '../../src/core/ref.ts';
import { type FakeServer, startFakeServer, status, targetOf } from './fake-api-server.ts';
import { type Watchable, watchSuite } from './watch-suite.ts';
import { WatchedObjects } from './watched-objects.ts';

const namespace = 'shop';
const patience = { timeout: 10_000, interval: 10 };
let server: FakeServer;
let objects: WatchedObjects;
let connection: Connection;
let stranger: Connection;
beforeEach(async () => {
  server = await startFakeServer();
  objects = new WatchedObjects();
  server.answer(objects.handler);
  connection = openConnection(targetOf(server));
  stranger = openConnection(targetOf(server, { token: 'a-token', as: 'nobody' }));
});
afterEach(async () => {
  await connection.close();
  await stranger.close();
  await server.close();
});

const configMap = (name: string, labels: Readonly<Record<string, string>> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels },
});

watchSuite(
  'a fake',
  (): Watchable => ({
    connection,
    stranger,
    namespace,
    apply: async (name, labels) => objects.apply(configMap(name, labels)),
    remove: async (name) => objects.delete('ConfigMap', name),
  }),
);

describe('a watch that breaks', () => {
  const watches = () => server.requests.filter(({ query }) => query.get('watch') === '1');
  const lists = () => server.requests.filter(({ query }) => query.get('watch') !== '1');
  let stop: AbortController;
  let changes: number;
  beforeEach(() => {
    stop = new AbortController();
    changes = 0;
  });
  afterEach(() => stop.abort());

  const follow = (settings = {}) => {
    const ended = watchObjects(connection, { kind: 'configmap', namespace }, () => void changes++, {
      signal: stop.signal,
      random: () => 0.5,
      waitMs: 20,
      ...settings,
    });
    ended.catch(() => {});
    return ended;
  };

  it('goes on from where it was, with the version of the last bookmark, and lists no second time', async () => {
    follow();
    await expect.poll(watches, patience).toHaveLength(1);
    objects.apply(configMap('a'));
    await expect.poll(() => changes, patience).toBe(1);
    objects.bookmark();
    await new Promise((resolve) => setTimeout(resolve, 50));
    objects.cut();
    await expect.poll(watches, patience).toHaveLength(2);
    expect(watches().map(({ query }) => query.get('resourceVersion'))).toEqual(['100', '102']);
    objects.apply(configMap('a'));
    await expect.poll(() => changes, patience).toBe(2);
    expect(lists()).toHaveLength(1);
  });

  it('misses nothing that happened while it was broken', async () => {
    follow();
    await expect.poll(watches, patience).toHaveLength(1);
    server.answer((request) => (request.query.get('watch') === '1' ? { reset: true } : objects.handler(request)));
    objects.cut();
    await expect.poll(() => watches().length, patience).toBeGreaterThan(2);
    objects.apply(configMap('a'));
    server.answer(objects.handler);
    await expect.poll(() => changes, patience).toBe(1);
  });

  it('goes on with new credentials where the old ones have expired', async () => {
    let watched = 0;
    server.answer((request) =>
      request.query.get('watch') === '1' && ++watched === 2 ? status(401, 'Unauthorized', 'Unauthorized') : objects.handler(request),
    );
    follow();
    await expect.poll(watches, patience).toHaveLength(1);
    objects.cut();
    await expect.poll(watches, patience).toHaveLength(3);
    objects.apply(configMap('a'));
    await expect.poll(() => changes, patience).toBe(1);
  });

  it('begins with a new list where the moment is forgotten, and says that something may have been missed', async () => {
    follow();
    await expect.poll(watches, patience).toHaveLength(1);
    objects.forget();
    objects.cut();
    await expect.poll(lists, patience).toHaveLength(2);
    await expect.poll(() => changes, patience).toBe(1);
    objects.apply(configMap('a'));
    await expect.poll(() => changes, patience).toBe(2);
  });

  it('waits longer after each failure', async () => {
    server.answer((request) =>
      request.query.get('watch') === '1' ? status(500, 'InternalError', 'etcdserver: leader changed') : objects.handler(request),
    );
    const started = performance.now();
    follow();
    await expect.poll(() => watches().length, patience).toBeGreaterThanOrEqual(6);
    // 15 + 30 + 60 + 120 + 240 ms
    expect(performance.now() - started).toBeGreaterThan(400);
  });

  it('is taken up again when nothing comes for too long', async () => {
    follow({ silentMs: 1100 });
    await expect.poll(() => watches().length, patience).toBeGreaterThan(1);
  });

  it('gives up where it is not served', async () => {
    server.answer(() => ({ status: 404, body: '404 page not found' }));
    await expect(follow()).rejects.toMatchObject({ code: 'not-served' });
  });

  it('reads only', async () => {
    follow();
    await expect.poll(watches, patience).toHaveLength(1);
    expect(new Set(server.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

it('streams do not keep reads waiting, on HTTP/1.1 too', async () => {
  const old = await startFakeServer({ http1: true });
  old.answer(objects.handler);
  const shared = openConnection(targetOf(old));
  const stop = new AbortController();
  const open = Array.from({ length: 20 }, (_, index) =>
    watchObjects(shared, { kind: 'configmap', namespace, fieldSelector: `metadata.name=c${index}` }, () => {}, { signal: stop.signal }),
  );
  await expect.poll(() => old.requests.filter(({ query }) => query.get('watch') === '1').length, patience).toBe(20);
  expect((await shared.get('/api/v1/namespaces/shop/configmaps', { what: 'configmaps' })).status).toBe(200);
  stop.abort();
  await Promise.all(open);
  await shared.close();
  await old.close();
});

describe('changes of objects', () => {
  const target: Ref = { kind: 'deployment', name: 'web', namespace };
  const web = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace, labels: {} } };
  const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, labels: { app: 'web' } } });
  const clusters = () => ({ connection: () => connection, reader: () => kubeReader(connection) });
  const refused: unknown[] = [];
  const watching = () => server.requests.filter(({ query }) => query.get('watch') === '1').length;

  beforeEach(() => {
    refused.length = 0;
    server.answer((request) =>
      request.path.endsWith('/deployments/web')
        ? { body: { ...web, spec: { selector: { matchLabels: { app: 'web' } } } } }
        : objects.handler(request),
    );
  });
  const open = (most?: number) => openChanges(clusters(), most);
  const onRefused = (error: unknown) => void refused.push(error);

  it('are those of a workload and of its pods, until it is released', async () => {
    const changes = open();
    let told = 0;
    changes.follow({ key: 'w', cluster: 'fake', target, forMs: 60_000, onChange: () => void told++, onRefused });
    await expect.poll(watching, patience).toBe(2);
    objects.apply(web);
    await expect.poll(() => told, patience).toBe(1);
    objects.apply(pod('web-1'));
    await expect.poll(() => told, patience).toBe(2);
    changes.release('w');
    objects.apply(pod('web-2'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(told).toBe(2);
    expect(refused).toEqual([]);
  });

  it('are followed once under a key, and end by themselves', async () => {
    const changes = open();
    for (let times = 0; times < 3; times++) changes.follow({ key: 'w', cluster: 'fake', target, forMs: 400, onChange: () => {}, onRefused });
    await expect.poll(watching, patience).toBe(2);
    await new Promise((resolve) => setTimeout(resolve, 600));
    changes.follow({ key: 'w', cluster: 'fake', target, forMs: 60_000, onChange: () => {}, onRefused });
    await expect.poll(watching, patience).toBe(4);
    changes.close();
  });

  it('are followed of so many objects at most', async () => {
    const changes = open(4);
    for (let index = 0; index < 5; index++)
      changes.follow({ key: `w${index}`, cluster: 'fake', target, forMs: 60_000, onChange: () => {}, onRefused });
    await expect.poll(watching, patience).toBe(4);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(watching()).toBe(4);
    changes.close();
  });

  it('that may not be watched are told once, and not asked for again at once', async () => {
    server.answer(() => status(403, 'Forbidden', 'deployments is forbidden'));
    const changes = open();
    for (let times = 0; times < 3; times++) {
      changes.follow({ key: 'w', cluster: 'fake', target, forMs: 60_000, onChange: () => {}, onRefused });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(refused).toMatchObject([{ code: 'forbidden' }]);
    expect(server.requests).toHaveLength(1);
    changes.close();
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { fixedClusters, openClusters } from '../../src/cluster/clusters.ts';
import { recordedReader } from '../../src/cluster/recorded-reader.ts';
import { ClusterChoiceFailure } from '../../src/core/ask/clusters-port.ts';
import { type FakeServer, startFakeServer, writeKubeconfig } from './fake-api-server.ts';

const path = join(mkdtempSync(join(tmpdir(), 'kubewhy-clusters-')), 'config');
const names = ['prod-eu', 'prod-us', 'staging'];
function write(current?: string): string {
  writeFileSync(
    path,
    stringify({
      clusters: names.map((name) => ({ name, cluster: { server: `https://${name}.example` } })),
      contexts: [...names.map((name) => ({ name, context: { cluster: name, namespace: name } })), { name: 'gone', context: { cluster: 'nowhere' } }],
      ...(current ? { 'current-context': current } : {}),
    }),
  );
  return path;
}
function failureOf(choose: () => unknown): ClusterChoiceFailure {
  try {
    choose();
  } catch (error) {
    if (error instanceof ClusterChoiceFailure) return error;
  }
  return expect.unreachable();
}

describe('clusters of a kubeconfig', () => {
  it('are its contexts, the current one first choice', () => {
    const clusters = openClusters({ kubeconfig: write('staging') });
    expect(clusters.names()).toEqual(names);
    expect(clusters.defaultName).toBe('staging');
    expect(clusters.server('prod-eu')).toBe('https://prod-eu.example');
    expect(clusters.session(null)).toMatchObject({ name: 'staging', namespace: 'staging' });
  });

  it('are opened once, when they are first asked', () => {
    const clusters = openClusters({ kubeconfig: write('staging') });
    expect(clusters.reader(null)).toBe(clusters.reader('staging'));
    expect(clusters.reader('prod-eu')).not.toBe(clusters.reader('staging'));
  });

  it('can be fewer, with another default', () => {
    const clusters = openClusters({ kubeconfig: write('prod-us'), contexts: ['prod-eu', 'staging'], defaultContext: 'prod-eu' });
    expect(clusters.names()).toEqual(['prod-eu', 'staging']);
    expect(clusters.defaultName).toBe('prod-eu');
    expect(failureOf(() => clusters.reader('prod-us'))).toMatchObject({
      code: 'unknown-cluster',
      message: expect.stringContaining('not among those'),
    });
  });

  it.each([
    ['prod', ['prod-eu', 'prod-us']],
    ['stagging', ['staging']],
    ['zzz', names],
  ])('are suggested for "%s"', (name, choices) => {
    expect(failureOf(() => openClusters({ kubeconfig: write('staging') }).session(name))).toMatchObject({
      code: 'unknown-cluster',
      what: name,
      choices,
    });
  });

  it('say what is wrong with a context', () => {
    expect(failureOf(() => openClusters({ kubeconfig: write() }).session('gone')).message).toBe(
      'context "gone" names cluster "nowhere", which is not defined',
    );
  });

  it('ask to be chosen where there is no current context', () => {
    expect(failureOf(() => openClusters({ kubeconfig: write() }).session(null))).toMatchObject({ code: 'no-cluster', choices: names });
  });

  it('are none without a kubeconfig, and it is said where one was looked for', () => {
    const clusters = openClusters({ kubeconfig: '/no/such/file' });
    expect(clusters.names()).toEqual([]);
    expect(failureOf(() => clusters.session(null))).toMatchObject({ code: 'no-cluster', message: expect.stringContaining('/no/such/file') });
  });
});

describe('a session', () => {
  let server: FakeServer;
  beforeAll(async () => {
    server = await startFakeServer();
  });
  afterAll(() => server.close());

  it("has the server's clock where ours is far off", async () => {
    const clusters = openClusters({ kubeconfig: writeKubeconfig(server) });
    const inAnHour = Date.now() + 3_600_000;
    server.answer(() => ({ headers: { date: new Date(inAnHour).toUTCString() }, body: { gitVersion: 'v1' } }));
    const session = clusters.session(null);
    await session.reader.text('/version');
    expect(Math.abs(session.now.getTime() - inAnHour)).toBeLessThan(10_000);
    expect(session.now).toBe(session.now);
    await clusters.close();
  });

  it('on a recording has the clock of the recording', () => {
    const now = '2026-11-21T12:00:00Z';
    const clusters = fixedClusters([
      { name: 'demo', server: 'a recording', namespace: 'shop', reader: recordedReader({ now, objects: [] }), now: () => new Date(now) },
    ]);
    expect(clusters.defaultName).toBe('demo');
    expect(clusters.session(null)).toMatchObject({ name: 'demo', namespace: 'shop', now: new Date(now) });
    expect(failureOf(() => clusters.session('prod')).code).toBe('unknown-cluster');
  });
});

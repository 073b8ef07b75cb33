import { describe, expect, it } from 'vitest';
import { fixedClusters } from '../../src/cluster/clusters.ts';
import { confinedReader } from '../../src/cluster/confined-reader.ts';
import { clustersSeenBy } from '../../src/core/ask/seen-by.ts';
import type { Reader } from '../../src/core/reader.ts';

const objects: Record<string, { metadata: { name: string; namespace?: string }; spec?: object }[]> = {
  pod: [
    { metadata: { name: 'web-0', namespace: 'shop' } },
    { metadata: { name: 'web-1', namespace: 'shop-eu' } },
    { metadata: { name: 'ledger-0', namespace: 'payments' } },
  ],
  namespace: [{ metadata: { name: 'shop' } }, { metadata: { name: 'payments' } }],
  node: [{ metadata: { name: 'n1' } }],
  persistentvolume: [
    { metadata: { name: 'pv-shop' }, spec: { claimRef: { namespace: 'shop', name: 'data' } } },
    { metadata: { name: 'pv-payments' }, spec: { claimRef: { namespace: 'payments', name: 'data' } } },
    { metadata: { name: 'pv-free' }, spec: {} },
  ],
};
const calls: string[] = [];
const whole = {
  get: async (kind: string, name: string, namespace?: string) => {
    calls.push(`get ${kind} ${name}`);
    return objects[kind]?.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  },
  list: async (kind: string, { namespace, metadataOnly }: { namespace?: string; metadataOnly?: boolean } = {}) =>
    (objects[kind] ?? [])
      .filter(({ metadata }) => !namespace || metadata.namespace === namespace)
      .map((one) => (metadataOnly ? { metadata: one.metadata } : one)),
  fold: async (kind: string, _: object, start: () => unknown, add: (sum: unknown, object: unknown) => void) => {
    const sum = start();
    for (const object of objects[kind] ?? []) add(sum, object);
    return sum;
  },
  log: async () => 'a secret of payments',
  text: async () => 'ok',
  contact: async () => null,
} as unknown as Reader;
const names = (list: readonly { metadata?: { name?: string } }[]) => list.map(({ metadata }) => metadata?.name);
const forbidden = { code: 'forbidden' };

describe('a Reader for some namespaces', () => {
  const filtering = confinedReader(whole, ['shop', 'shop-*'], 'filter');
  const refusing = confinedReader(whole, ['shop', 'shop-*'], 'refuse');

  it('refuses objects and logs of others, and does not even ask for them', async () => {
    calls.length = 0;
    for (const reader of [filtering, refusing]) {
      await expect(reader.get('pod', 'ledger-0', 'payments')).rejects.toMatchObject(forbidden);
      await expect(reader.get('namespace', 'payments')).rejects.toMatchObject(forbidden);
      await expect(reader.list('pod', { namespace: 'payments' })).rejects.toMatchObject(forbidden);
      await expect(reader.log({ namespace: 'payments', pod: 'ledger-0', container: 'app' })).rejects.toMatchObject(forbidden);
      expect(await reader.get('pod', 'web-1', 'shop-eu')).toMatchObject({ metadata: { name: 'web-1' } });
    }
    expect(calls.filter((call) => call.includes('ledger') || call.includes('payments'))).toEqual([]);
  });

  it('shows of all namespaces what may be seen to those who ask what there is; evidence is whole or none', async () => {
    expect(names(await filtering.list('pod'))).toEqual(['web-0', 'web-1']);
    expect(
      await filtering.fold(
        'pod',
        {},
        () => [] as unknown[],
        (sum, pod) => void sum.push(pod.metadata?.name),
      ),
    ).toEqual(['web-0', 'web-1']);
    await expect(refusing.list('pod')).rejects.toMatchObject(forbidden);
    await expect(
      refusing.fold(
        'pod',
        {},
        () => 0,
        () => {},
      ),
    ).rejects.toMatchObject(forbidden);
  });

  it('shows what is in no namespace, but not to whom else it belongs', async () => {
    for (const reader of [filtering, refusing]) {
      expect(names(await reader.list('node'))).toEqual(['n1']);
      expect(names(await reader.list('namespace'))).toEqual(['shop']);
      expect(names(await reader.list('persistentvolume'))).toEqual(['pv-shop', 'pv-free']);
      expect(names(await reader.list('persistentvolume', { metadataOnly: true }))).toEqual([]);
      await expect(reader.get('persistentvolume', 'pv-payments')).rejects.toMatchObject(forbidden);
    }
  });
});

describe('clusters as a person may see them', () => {
  const now = () => new Date('2026-11-21T12:00:00Z');
  const all = fixedClusters(['prod', 'staging'].map((name) => ({ name, server: `https://${name}`, reader: whole, now })));

  it('has only those that are theirs', () => {
    const seen = clustersSeenBy(all, { clusters: ['staging'], namespaces: null, as: null });
    expect(seen.names()).toEqual(['staging']);
    expect(() => seen.session('prod')).toThrow('not for the one who asks');
    expect(seen.session('staging').name).toBe('staging');
  });

  it('confines every session, evidence more than lists, and looks first where one may look', async () => {
    const session = clustersSeenBy(all, { clusters: null, namespaces: ['shop'], as: null }).session('prod');
    expect(session.namespace).toBe('shop');
    expect(names(await session.reader.list('pod'))).toEqual(['web-0']);
    await expect(session.subject({ kind: 'pod', name: 'ledger-0', namespace: 'payments' })).rejects.toMatchObject(forbidden);
    const ref = { kind: 'node', name: 'n1' } as const;
    const { gaps } = await session.collect(ref, await session.subject(ref), ['pods']);
    expect(gaps).toMatchObject([{ why: 'forbidden' }]);
  });

  it('a recording knows no persons: it shows nothing as one, and the bulk of many reads hides nothing', async () => {
    const as = { user: 'mina', groups: [] };
    const session = clustersSeenBy(all, { clusters: null, namespaces: null, as }).session('prod');
    await expect(session.reader.list('node')).rejects.toMatchObject(forbidden);
    const many = clustersSeenBy(all, { clusters: null, namespaces: ['shop'], as: null }).session('prod', { bulk: true });
    for (const _ of [1, 2, 3, 4, 5]) await expect(many.reader.get('pod', 'ledger-0', 'payments')).rejects.toMatchObject(forbidden);
    expect(names(await many.reader.list('pod', { labelSelector: '' }))).toEqual(['web-0']);
  });

  it('tells of a defect of ours in what collects evidence, and not of what the API server refuses', async () => {
    const defects: unknown[] = [];
    const broken = { ...whole, list: () => Promise.reject(new TypeError('spec is undefined')) } as unknown as Reader;
    const clusters = fixedClusters([{ name: 'prod', server: 'https://prod', reader: broken, now }]);
    const ref = { kind: 'node', name: 'n1' } as const;
    const collect = async (namespaces: readonly string[] | null) => {
      const told = { onCollectorDefect: (...all: unknown[]) => void defects.push(all) };
      const session = clustersSeenBy(clusters, { clusters: null, namespaces, as: null }, told).session('prod');
      return session.collect(ref, { metadata: { name: 'n1' } }, ['pods']);
    };
    expect((await collect(['shop'])).gaps).toMatchObject([{ why: 'forbidden' }]);
    expect(defects).toEqual([]);
    expect((await collect(null)).gaps).toMatchObject([{ facet: 'pods', why: 'bad-response' }]);
    expect(defects).toEqual([['pods', ref, expect.any(TypeError)]]);
  });

  it('counts what is read', async () => {
    const read: string[] = [];
    const { reader } = clustersSeenBy(all, null, { onRead: (resource) => void read.push(resource) }).session('prod');
    await reader.list('pod');
    await reader.list('pod');
    await reader.get('pod', 'web-0', 'shop');
    await reader.log({ namespace: 'shop', pod: 'web-0', container: 'app' });
    await reader.text('/version');
    expect(read).toEqual(['pod', 'pod', 'log', '/version']);
  });
});

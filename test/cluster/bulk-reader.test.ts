import { describe, expect, it } from 'vitest';
import { bulkReader } from '../../src/cluster/bulk-reader.ts';
import { type RecordedObject, recordedReader } from '../../src/cluster/recorded-reader.ts';
import type { Reader } from '../../src/core/reader.ts';

const pod = (namespace: string, name: string, app: string): RecordedObject => ({
  kind: 'Pod',
  metadata: { name, namespace, labels: { app } },
  spec: { nodeName: `node-${app}` },
});
const objects = ['shop', 'bank'].flatMap((namespace) => [1, 2, 3, 4, 5, 6].map((number) => pod(namespace, `web-${number}`, `app-${number % 2}`)));

/** A reader that tells what it was asked. */
function counted(failures: Record<string, 'forbidden'> = {}) {
  const inner = recordedReader({ now: '2026-01-01T00:00:00Z', objects, failures });
  const sent: string[] = [];
  const reader: Reader = {
    ...inner,
    get: (kind, name, namespace) => {
      sent.push(`get ${kind} ${namespace}/${name}`);
      return inner.get(kind, name, namespace);
    },
    list: (kind, options = {}) => {
      sent.push(`list ${kind} ${JSON.stringify(options)}`);
      return inner.list(kind, options);
    },
  };
  return { reader, sent };
}

describe('bulk reader', () => {
  it('lists a namespace once it was asked for three of its objects, and answers the rest from that', async () => {
    const { reader, sent } = counted();
    const bulk = bulkReader(reader);
    for (const number of [1, 2, 3, 4, 5, 6]) expect((await bulk.get('pod', `web-${number}`, 'shop')).metadata?.name).toBe(`web-${number}`);
    expect(sent).toHaveLength(4);
    expect(sent.at(-1)).toContain('"namespace":"shop"');
  });

  it('lists every namespace where the reads are about several', async () => {
    const { reader, sent } = counted();
    const bulk = bulkReader(reader);
    for (const namespace of ['shop', 'bank']) for (const number of [1, 2, 3]) await bulk.get('pod', `web-${number}`, namespace);
    expect(sent.at(-1)).toBe('list pod {"most":5000}');
  });

  it('selects as the API server does, and says what is not there', async () => {
    const { reader, sent } = counted();
    const bulk = bulkReader(reader);
    await bulk.list('pod');
    const names = async (options: object) => (await bulk.list('pod', options)).map(({ metadata }) => metadata?.name);
    expect(await names({ namespace: 'shop', labelSelector: 'app=app-1' })).toEqual(['web-1', 'web-3', 'web-5']);
    expect(await names({ namespace: 'bank', fieldSelector: 'spec.nodeName=node-app-0' })).toEqual(['web-2', 'web-4', 'web-6']);
    expect(await names({ namespace: 'shop' })).toHaveLength(6);
    await expect(bulk.get('pod', 'nobody', 'shop')).rejects.toMatchObject({ code: 'not-found' });
    expect(sent).toEqual(['list pod {}']);
  });

  it('asks one by one where all may not be read', async () => {
    const { reader } = counted({ pods: 'forbidden' });
    const bulk = bulkReader(reader);
    for (const number of [1, 2, 3, 4, 5]) await expect(bulk.get('pod', `web-${number}`, 'shop')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

import { describe, expect, it } from 'vitest';
import type { ReadFailure } from '../../src/core/read-failure.ts';
import type { Reader } from '../../src/core/reader.ts';

export async function failureOf(read: Promise<unknown>): Promise<ReadFailure> {
  return read.then(
    (value) => expect.unreachable(`was read: ${JSON.stringify(value)?.slice(0, 200)}`),
    (error) => error,
  );
}

export const talkerLines = ['line 1', 'line 2', 'line 3', 'line 4', 'line 5'] as const;

/** What the suite reads, as it is applied to a cluster. */
export function suiteObjects(namespace: string) {
  const configMap = (name: string, labels: Record<string, string>) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace, labels: { ...labels, suite: 'reader' } },
    data: { greeting: 'hello' },
  });
  return [
    configMap('front', { app: 'web', tier: 'front' }),
    configMap('back', { app: 'web', tier: 'back' }),
    configMap('store', { app: 'db' }),
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'talker', namespace, labels: { suite: 'reader' } },
      spec: {
        restartPolicy: 'Never',
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'main', image: 'busybox:1.36', command: ['sh', '-c', 'for i in 1 2 3 4 5; do echo line $i; done'] }],
      },
    },
  ];
}

/** What holds of every Reader: over a recording, over a server of our own, over a real cluster. `namespace` holds `suiteObjects`, the pod has ended. */
export function readerSuite(name: string, open: () => { readonly reader: Reader; readonly namespace: string }): void {
  describe(`reader: ${name}`, () => {
    const names = (list: readonly { readonly metadata?: { readonly name?: string } }[]) => list.map(({ metadata }) => metadata?.name).toSorted();
    const configMaps = async (labelSelector: string) => {
      const { reader, namespace } = open();
      return names(await reader.list('configmap', { namespace, labelSelector }));
    };

    it('gets an object by name', async () => {
      const { reader, namespace } = open();
      const pod = await reader.get('pod', 'talker', namespace);
      expect(pod.kind).toBe('Pod');
      expect(pod.status?.phase).toBe('Succeeded');
    });

    it('says that a name does not exist', async () => {
      const { reader, namespace } = open();
      expect((await failureOf(reader.get('pod', 'nobody', namespace))).code).toBe('not-found');
      expect((await failureOf(reader.get('pod', 'talker', 'no-such-namespace'))).code).toBe('not-found');
      expect((await failureOf(reader.get('node', 'nobody'))).code).toBe('not-found');
    });

    it('lists a namespace, or all', async () => {
      const { reader, namespace } = open();
      expect(names(await reader.list('pod', { namespace }))).toEqual(['talker']);
      expect(names(await reader.list('pod', { labelSelector: 'suite=reader' }))).toEqual(['talker']);
      expect(await reader.list('pod', { namespace: 'no-such-namespace' })).toEqual([]);
    });

    it.each([
      ['suite=reader,app=web', ['back', 'front']],
      ['suite=reader,app==db', ['store']],
      ['suite=reader,app!=web', ['store']],
      ['suite=reader,tier', ['back', 'front']],
      ['suite=reader,!tier', ['store']],
      ['suite=reader,tier in (front,middle)', ['front']],
      ['suite=reader,tier notin (front)', ['back', 'store']],
      ['suite=reader,tier!=front', ['back', 'store']],
    ])('selects by labels: %s', async (selector, expected) => {
      expect(await configMaps(selector)).toEqual(expected);
    });

    it.each([
      ['status.phase=Succeeded', ['talker']],
      ['status.phase!=Succeeded', []],
      ['metadata.name=talker,status.phase!=Failed', ['talker']],
      ['spec.nodeName=no-such-node', []],
    ])('selects by fields: %s', async (fieldSelector, expected) => {
      const { reader, namespace } = open();
      expect(names(await reader.list('pod', { namespace, fieldSelector }))).toEqual(expected);
    });

    it('gives metadata alone', async () => {
      const { reader, namespace } = open();
      const [pod, ...others] = await reader.list('pod', { namespace, metadataOnly: true });
      expect(others).toEqual([]);
      expect(Object.keys(pod ?? {})).toEqual(['metadata']);
      expect(pod?.metadata?.labels).toEqual({ suite: 'reader' });
    });

    it('refuses a list that is longer than was asked for', async () => {
      const { reader, namespace } = open();
      expect((await failureOf(reader.list('configmap', { namespace, labelSelector: 'suite=reader', most: 2 }))).code).toBe('over-budget');
      expect(await reader.list('configmap', { namespace, labelSelector: 'suite=reader', most: 3 })).toHaveLength(3);
    });

    it('reads the end of a log', async () => {
      const { reader, namespace } = open();
      const log = { namespace, pod: 'talker', container: 'main' };
      const lines = async (options: object) => (await reader.log({ ...log, ...options })).trimEnd().split('\n');
      expect(await lines({})).toEqual(talkerLines);
      expect(await lines({ tailLines: 2 })).toEqual(talkerLines.slice(-2));
      expect(await lines({ limitBytes: 16 })).toEqual(talkerLines.slice(-2));
    });

    it('says that there is no such log', async () => {
      const { reader, namespace } = open();
      const log = { namespace, pod: 'talker', container: 'main' };
      expect((await failureOf(reader.log({ ...log, container: 'other' }))).code).toBe('bad-response');
      expect((await failureOf(reader.log({ ...log, previous: true }))).code).toBe('bad-response');
    });

    it('reads a path that is no resource', async () => {
      expect(JSON.parse(await open().reader.text('/version'))).toHaveProperty('gitVersion');
      expect((await failureOf(open().reader.text('/no-such-path'))).code).toMatch(/not-served|not-found/);
    });
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Connection } from '../../src/cluster/connection.ts';
import { type WatchScope, watchObjects } from '../../src/cluster/watch-objects.ts';
import { isReadFailure, type ReadFailure } from '../../src/core/read-failure.ts';

/** A cluster that a watch can be tried on. */
export interface Watchable {
  readonly connection: Connection;
  /** The same cluster, as a user who may watch nothing. */
  readonly stranger: Connection;
  readonly namespace: string;
  /** Makes or changes a ConfigMap: `value` is some content. */
  apply(name: string, labels: Readonly<Record<string, string>>, value: string): Promise<void>;
  remove(name: string): Promise<void>;
}

const patience = { timeout: 20_000, interval: 25 };

/** What a watch does, on whatever it runs: a fake checked against a real cluster by the same lines. */
export function watchSuite(name: string, open: () => Watchable): void {
  describe(`watches on ${name}`, () => {
    const follow = async (scope: Omit<WatchScope, 'kind' | 'namespace'>) => {
      const { connection, namespace } = open();
      const stop = new AbortController();
      let changes = 0;
      const ended = watchObjects(connection, { kind: 'configmap', namespace, ...scope }, () => void changes++, { signal: stop.signal });
      ended.catch(() => {});
      // what happens before the list is none of its business
      await sleep(1000);
      return { changes: () => changes, stop: () => stop.abort(), ended };
    };

    it('tell of changes of one object by its name, and of no other', async () => {
      const { apply, remove } = open();
      await apply('one', {}, 'a');
      await apply('other', {}, 'a');
      const watch = await follow({ fieldSelector: 'metadata.name=one' });
      expect(watch.changes()).toBe(0);
      await apply('other', {}, 'b');
      await apply('one', {}, 'b');
      await expect.poll(watch.changes, patience).toBe(1);
      await remove('one');
      await expect.poll(watch.changes, patience).toBe(2);
      watch.stop();
      await watch.ended;
    });

    it('tell of objects by their labels as they come and go', async () => {
      const { apply, remove } = open();
      const watch = await follow({ labelSelector: 'app=web,tier in (a,b)' });
      await apply('web-1', { app: 'web', tier: 'b' }, 'a');
      await apply('db-1', { app: 'db', tier: 'b' }, 'a');
      await remove('web-1');
      await expect.poll(watch.changes, patience).toBe(2);
      watch.stop();
      await watch.ended;
    });

    // of ConfigMaps a young cluster has forgotten nothing; events it compacts after minutes
    it('say with 410 that a moment is forgotten', async () => {
      const { connection, namespace } = open();
      const path = `/api/v1/namespaces/${namespace}/events?watch=1&resourceVersion=1&timeoutSeconds=5`;
      const options = { signal: new AbortController().signal, silentMs: 20_000, what: 'watch' };
      const firstLine = async () => {
        for await (const line of connection.stream(path, options)) return JSON.parse(line);
        return null;
      };
      // a cluster compacts what it knows for the first time when it is five minutes old
      await expect.poll(firstLine, { timeout: 330_000, interval: 5000 }).toMatchObject({ type: 'ERROR', object: { code: 410 } });
    }, 340_000);

    it('are refused with 403', async () => {
      const { stranger, namespace } = open();
      const watch = watchObjects(stranger, { kind: 'configmap', namespace }, () => {}, { signal: new AbortController().signal });
      const failure = await watch.then(
        () => expect.unreachable(),
        (error: ReadFailure) => error,
      );
      expect(isReadFailure(failure, 'forbidden')).toBe(true);
    });
  });
}

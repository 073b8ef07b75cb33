import { beforeEach, describe, expect, it } from 'vitest';
import { KeyIndex } from '../../src/core/on-call/key-index.ts';
import type { Store } from '../../src/core/store.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';

const folder = 'things/of';
let ms = 0;
let store: MemoryStore;
let things: KeyIndex<string>;

beforeEach(() => {
  ms = Date.parse('2026-11-21T12:00:00Z');
  store = new MemoryStore(() => ms);
  things = new KeyIndex(store, folder, { ttlSeconds: 60 });
});

/** A process that dies after so many calls to the store. */
function mortal(calls: number): Store {
  return new Proxy(store as Store, {
    get: (_, name) => {
      const method = Reflect.get(store, name);
      return (...args: unknown[]) => {
        if (--calls < 0) throw new Error('the process died');
        return method.apply(store, args);
      };
    },
  });
}

const names = async () => (await things.list()).map(({ name }) => name);

describe('values listed by a set of their names', () => {
  it('are found by the beginning of their names, in their order, without a look through the store', async () => {
    for (const name of ['C2.b', 'C1.b', 'C1.a']) await things.set(name, `of ${name}`);
    expect(await things.add('C1.a', 'another')).toBe(false);
    expect(await things.add('C1.c', 'of C1.c')).toBe(true);
    await things.delete('C1.b');
    expect(await things.list('C1.')).toEqual(['C1.a', 'C1.c'].map((name) => ({ name, value: `of ${name}` })));
    expect(await names()).toEqual(['C1.a', 'C1.c', 'C2.b']);
    expect(store.scans).toEqual([]);
  });

  it('are listed wherever the process died that stored or deleted one, and nothing else is', async () => {
    for (const write of ['set', 'add', 'delete'] as const) {
      for (let calls = 0; calls < 6; calls++) {
        await things.set('old', 'value');
        const dying = new KeyIndex<string>(mortal(calls), folder, { ttlSeconds: 60 });
        await (write === 'delete' ? dying.delete('old') : dying[write]('new', 'value')).catch(() => {});
        const stored = (await store.keys(`${folder}/`)).map((key) => key.slice(`${folder}/`.length));
        expect(await names(), `${write} died after ${calls} calls`).toEqual(stored);
        expect(await things.names()).toEqual(stored);
        for (const name of stored) await things.delete(name);
      }
    }
  });

  it('are listed though another worker met the name before it had a value', async () => {
    const { set } = store;
    store.set = async (...args) => {
      expect(await names()).toEqual([]);
      await set.apply(store, args as Parameters<typeof set>);
    };
    await things.set('new', 'value');
    expect(await names()).toEqual(['new']);
  });

  it('are listed though they were stored while another worker took their name out', async () => {
    await store.join(folder, 'new');
    const { leave } = store;
    store.leave = async (...args) => {
      store.leave = leave;
      await things.set('new', 'value');
      await leave.apply(store, args);
    };
    expect(await names()).toEqual(['new']);
    expect(await names()).toEqual(['new']);
  });

  it('leave no name behind when they expire', async () => {
    await things.set('brief', 'value');
    ms += 61_000;
    expect(await names()).toEqual([]);
    expect(await store.members(folder)).toEqual([]);
  });

  it('are listed from the next start on where an earlier version stored them', async () => {
    await store.set(`${folder}/old`, 'value');
    expect(await names()).toEqual([]);
    await things.enterStored();
    expect(await names()).toEqual(['old']);
  });
});

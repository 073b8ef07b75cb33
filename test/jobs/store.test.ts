import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Backend } from '../../src/jobs/backend.ts';
import { kinds, newPlace, type Place } from './backends.ts';

describe.each(kinds)('the store on %s', (kind) => {
  let place: Place;
  let backend: Backend;
  beforeAll(async () => {
    place = await newPlace(kind);
    backend = await place.open();
  }, 240_000);
  afterAll(async () => {
    await backend.close();
    await place.remove();
  });

  it('gives back what was set, and null for what was not', async () => {
    const value = { text: '왜? \0 \ud800 "quoted"', list: [1, null, true] };
    await backend.store.set('thread/C1/1.2', value);
    expect(await backend.store.get('thread/C1/1.2')).toEqual(value);
    expect(await backend.store.get('thread/C1/9.9')).toBeNull();
  });

  it('gives a turn to one at a time, and takes it back from whoever had it too long', async () => {
    const giveBack = await backend.store.take('turn', { ttlSeconds: 0.2 });
    expect(await backend.store.take('turn', { ttlSeconds: 60 })).toBeNull();
    await expect.poll(() => backend.store.get('turn')).toBeNull();
    const next = await backend.store.take('turn', { ttlSeconds: 60 });
    await giveBack?.();
    expect(await backend.store.take('turn', { ttlSeconds: 60 })).toBeNull();
    await next?.();
    expect(await backend.store.take('turn', { ttlSeconds: 60 })).not.toBeNull();
  });

  it('replaces, and deletes', async () => {
    await backend.store.set('replaced', 1);
    await backend.store.set('replaced', 2);
    expect(await backend.store.get('replaced')).toBe(2);
    await backend.store.delete('replaced');
    expect(await backend.store.get('replaced')).toBeNull();
    await backend.store.delete('replaced');
  });

  it('adds only where there is nothing, for one of many at once', async () => {
    const added = await Promise.all([1, 2, 3, 4, 5].map((n) => backend.store.add('added', n)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await backend.store.get('added')).toBe(added.indexOf(true) + 1);
    expect(await backend.store.add('added', 9, { ttlSeconds: 60 })).toBe(false);
  });

  it('forgets after the time to live, and then adds again', async () => {
    await backend.store.set('brief/set', 1, { ttlSeconds: 0.2 });
    expect(await backend.store.add('brief/add', 1, { ttlSeconds: 0.2 })).toBe(true);
    await backend.store.set('brief/lasting', 1, { ttlSeconds: 60 });
    await sleep(400);
    expect(await backend.store.get('brief/set')).toBeNull();
    expect(await backend.store.keys('brief/')).toEqual(['brief/lasting']);
    expect(await backend.store.add('brief/add', 2)).toBe(true);
    expect(await backend.store.get('brief/add')).toBe(2);
  });

  it('set without a time to live lifts one', async () => {
    await backend.store.set('lifted', 1, { ttlSeconds: 0.2 });
    await backend.store.set('lifted', 2);
    await sleep(400);
    expect(await backend.store.get('lifted')).toBe(2);
  });

  it('lists keys by prefix, sorted, with nothing taken for a pattern', async () => {
    for (const key of ['list*/b', 'list*/a', 'list?/c', 'listx/d', 'list[x]/e', 'list_/f', 'list%/g']) await backend.store.set(key, 1);
    expect(await backend.store.keys('list*/')).toEqual(['list*/a', 'list*/b']);
    expect(await backend.store.keys('list[x]')).toEqual(['list[x]/e']);
    expect(await backend.store.keys('list_')).toEqual(['list_/f']);
    expect(await backend.store.keys('list')).toHaveLength(7);
    expect(await backend.store.keys('nothing/')).toEqual([]);
  });

  it('keeps the newest of a list, whoever appends', async () => {
    for (let n = 1; n <= 8; n++) await backend.store.append('a list', { n }, { most: 5 });
    await backend.store.append('another', 'x', { most: 5 });
    expect(await backend.store.latest('a list', 3)).toEqual([{ n: 8 }, { n: 7 }, { n: 6 }]);
    expect(await backend.store.latest('a list', 100)).toHaveLength(5);
    expect(await backend.store.latest('no list', 3)).toEqual([]);
    await Promise.all(Array.from({ length: 40 }, (_, n) => backend.store.append('crowded', n, { most: 20 })));
    expect(new Set(await backend.store.latest('crowded', 100)).size).toBe(20);
    expect(await backend.store.keys('a list')).toEqual([]);
  });

  it('keeps sets, whoever joins and leaves', async () => {
    await Promise.all(['b', 'a', 'b', 'c', 'a/1'].map((member) => backend.store.join('a set', member)));
    await backend.store.join('a set of others', 'x');
    expect(await backend.store.members('a set')).toEqual(['a', 'a/1', 'b', 'c']);
    await Promise.all(['c', 'c', 'nobody'].map((member) => backend.store.leave('a set', member)));
    expect(await backend.store.members('a set')).toEqual(['a', 'a/1', 'b']);
    expect(await backend.store.members('no set')).toEqual([]);
    expect(await backend.store.keys('a set')).toEqual([]);
    await backend.store.append('a set', 'a list of that name', { most: 5 });
    expect(await backend.store.members('a set')).toEqual(['a', 'a/1', 'b']);
  });

  it('keeps a member of a set for as long as was said, whenever it joined last', async () => {
    await backend.store.join('a brief set', 'a', { ttlSeconds: 0.2 });
    await backend.store.join('a long set', 'b', { ttlSeconds: 0.2 });
    await backend.store.join('a long set', 'b', { ttlSeconds: 60 });
    await sleep(400);
    expect(await backend.store.members('a brief set')).toEqual([]);
    expect(await backend.store.members('a long set')).toEqual(['b']);
    await backend.store.join('a brief set', 'c', { ttlSeconds: 60 });
    expect(await backend.store.members('a brief set')).toEqual(['c']);
  });

  it('keeps it over a restart', async () => {
    await backend.store.set('kept', { a: 1 });
    await backend.close();
    backend = await place.open();
    await expect.poll(() => backend.store.get('kept').catch(() => 'not connected'), { timeout: 10_000 }).toEqual({ a: 1 });
  });
});

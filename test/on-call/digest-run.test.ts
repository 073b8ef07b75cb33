import { beforeEach, describe, expect, it } from 'vitest';
import { DigestWorld, lookOf } from './digest-world.ts';

let world: DigestWorld;
let id: string;
beforeEach(async () => {
  world = new DigestWorld().at('2026-11-22T12:00:00Z');
  id = await world.set('0 9 * * 1-5');
});
const down = { type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: 'connect ECONNREFUSED 10.0.0.1:6443' } as const;
/** 09:00 in Seoul on a day of November. */
const nine = (day: number) => `2026-11-${day}T00:00:00.000Z`;

describe('a run', () => {
  it('looks at what was asked for, on behalf of who asked, and says it in the channel', async () => {
    await world.at(nine(23)).run(id, nine(23));
    expect(world.asked).toMatchObject([
      {
        intent: { intent: 'digest', action: 'now', namespace: null, allNamespaces: true, sinceSeconds: 86_400 },
        options: { cluster: null, behalf: { asker: { id: 'U1' }, spot: { channel: 'C1' } } },
      },
    ]);
    expect(world.announced).toMatchObject([{ key: `digest/${id}/${Date.parse(nine(23))}`, spot: { channel: 'C1', threadTs: null }, locale: 'en' }]);
  });

  it('is compared with the last one, over the time since', async () => {
    world.look = () => lookOf(world.now.toISOString(), [{ name: 'web', rule: 'container/oom-killed' }]);
    await world.at(nine(23)).run(id, nine(23));
    expect(await world.at(nine(24)).run(id, nine(24))).toMatchObject({ lines: [{ state: 'still', since: nine(23) }], runs: [{}, {}] });
    world.look = () => lookOf(world.now.toISOString(), []);
    expect(await world.at('2026-11-25T00:00:02Z').run(id, nine(25))).toMatchObject({ trend: { fixed: [{}] }, timing: { missed: 0, failures: 0 } });
    expect(world.asked.at(-1)?.intent.sinceSeconds).toBe(86_402);
  });

  it('done again says the same, under the same name, and remembers nothing twice', async () => {
    const first = await world.at(nine(23)).run(id, nine(23));
    const again = await world.at('2026-11-23T00:00:40Z').run(id, nine(23));
    expect(again).toEqual(first);
    expect(world.asked).toHaveLength(1);
    expect(new Set(world.announced.map(({ key, at }) => `${key} ${at}`)).size).toBe(1);
    expect(await world.at(nine(24)).run(id, nine(24))).toMatchObject({ runs: [{}, {}], timing: { missed: 0 } });
  });

  it('done again after a later one takes nothing back', async () => {
    await world.at(nine(23)).run(id, nine(23));
    await world.at(nine(24)).run(id, nine(24));
    await world.at('2026-11-24T00:00:30Z').run(id, nine(23));
    expect(await world.at(nine(25)).run(id, nine(25))).toMatchObject({ runs: [{}, {}, {}], timing: { missed: 0 } });
  });

  it('while another worker makes it is tried again', async () => {
    await world.store.add(`digest/turn/${id}`, true, { ttlSeconds: 90 });
    await expect(world.run(id, nine(23))).rejects.toThrow('another worker');
    expect(world.announced).toEqual([]);
  });

  it('that was asked for is told as such, and misses nothing', async () => {
    await world.at(nine(23)).run(id, nine(23));
    const asked = `${id}~${Date.parse('2026-11-26T03:00:00Z')}`;
    expect(await world.at('2026-11-26T03:00:01Z').run(asked, '2026-11-26T03:00:00Z')).toMatchObject({ timing: { manual: true, missed: 0 } });
    expect(await world.at(nine(27)).run(id, nine(27))).toMatchObject({ timing: { manual: false, missed: 3 } });
  });
});

describe('missed runs', () => {
  it('are counted: late, and those that were due meanwhile', async () => {
    await world.at(nine(23)).run(id, nine(23));
    const late = await world.at('2026-11-26T02:20:00Z').run(id, nine(24));
    expect(late).toMatchObject({ timing: { dueAt: nine(24), at: '2026-11-26T02:20:00.000Z', missed: 2 } });
  });

  it('are counted once, and not where it is only the cluster that is slow', async () => {
    await world.at(nine(23)).run(id, nine(23));
    await world.at('2026-11-26T02:20:00Z').run(id, nine(24));
    expect(await world.at(nine(27)).run(id, nine(27))).toMatchObject({ timing: { missed: 0 } });
    const often = await world.at('2026-11-27T00:00:01Z').set('*/5 * * * *');
    world.look = () => down;
    await expect(world.at('2026-11-27T00:05:00Z').run(often, '2026-11-27T00:05:00Z', false)).rejects.toThrow('refused');
    world.look = () => lookOf(world.now.toISOString(), []);
    expect(await world.at('2026-11-27T00:10:40Z').run(often, '2026-11-27T00:05:00Z')).toMatchObject({ timing: { missed: 0 } });
    expect(await world.at('2026-11-27T00:10:41Z').run(often, '2026-11-27T00:10:00Z')).toMatchObject({ timing: { missed: 0 } });
  });

  it('are counted where the schedule was lost, from the last run that was done', async () => {
    await world.at(nine(23)).run(id, nine(23));
    expect(await world.at(nine(27)).run(id, nine(27))).toMatchObject({ timing: { missed: 3 } });
    // a weekend is none
    expect(await world.at(nine(30)).run(id, nine(30))).toMatchObject({ timing: { missed: 0 } });
  });
});

describe('a cluster that is away', () => {
  it('is tried again, and told at the last try', async () => {
    world.look = () => down;
    await expect(world.at(nine(23)).run(id, nine(23), false)).rejects.toThrow('refused');
    expect(world.announced).toEqual([]);
    expect(await world.run(id, nine(23), true)).toMatchObject({ type: 'digest-failed', failure: { code: 'refused' }, timing: { failures: 0 } });
  });

  it('for days is one message that counts; then the next digest goes on and says so', async () => {
    world.look = () => lookOf(world.now.toISOString(), [{ name: 'web', rule: 'container/oom-killed' }]);
    await world.at(nine(23)).run(id, nine(23));
    world.look = () => down;
    await world.at(nine(24)).run(id, nine(24));
    await world.at(nine(25)).run(id, nine(25));
    const [, first, second] = world.announced;
    expect(second?.key).toBe(first?.key);
    expect(second?.answer).toMatchObject({ since: nine(24), timing: { failures: 1 } });
    world.look = () => lookOf(world.now.toISOString(), []);
    expect(await world.at(nine(26)).run(id, nine(26))).toMatchObject({
      type: 'digest',
      timing: { failures: 2, missed: 0 },
      trend: { since: nine(23), fixed: [{}] },
    });
    expect(await world.at(nine(27)).run(id, nine(27))).toMatchObject({ timing: { failures: 0 } });
  });

  it('is not tried again where that cannot help', async () => {
    world.look = () => ({
      type: 'not-found',
      cluster: 'prod',
      kind: 'namespace',
      name: 'shop',
      namespace: null,
      similar: [],
      elsewhere: [],
      gaps: [],
    });
    expect(await world.at(nine(23)).run(id, nine(23), false)).toMatchObject({ type: 'digest-failed', failure: { code: 'not-found' } });
  });

  it('asked while the worker stops is nothing that is told', async () => {
    const stopping = new AbortController();
    stopping.abort(new Error('stopping'));
    await expect(world.part.run?.({ task: { type: 'digest', id }, dueAt: nine(23), last: true }, stopping.signal)).rejects.toThrow('stopping');
    expect(world.announced).toEqual([]);
    expect(await world.run(id, nine(23))).toMatchObject({ type: 'digest' });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { DigestWorld } from './digest-world.ts';

let world: DigestWorld;
beforeEach(() => {
  world = new DigestWorld();
});
const crons = async () => (await world.say({ action: 'list' }))?.digests.map(({ digest }) => digest.cron);

describe('a wish', () => {
  it('sets a digest for the channel by the time zone of who asks', async () => {
    const said = await world.say({ cron: '0 9 * * 1-5', namespace: 'shop' });
    expect(said).toMatchObject({ outcome: 'added', digests: [{ nextAt: '2026-11-24T00:00:00.000Z' }] });
    const [listed] = said?.digests ?? [];
    expect(listed?.digest).toMatchObject({ timeZone: 'Asia/Seoul', namespace: 'shop', cluster: null, spot: { channel: 'C1', threadTs: null } });
    const name = `digest-${listed?.digest.id}`;
    expect(world.schedules.get(name)?.when).toEqual({ cron: '0 9 * * 1-5', timeZone: 'Asia/Seoul' });
  });

  it('again, or delivered again, sets nothing more', async () => {
    const [first, redelivered] = [await world.say({ cron: '0 9 * * *' }), await world.say({ cron: '0 9 * * *' })];
    expect([first?.outcome, redelivered?.outcome]).toEqual(['added', 'added']);
    world.at('2026-11-23T00:01:00Z');
    expect((await world.say({ cron: '0 9 * * *' }))?.outcome).toBe('known');
    expect(world.schedules.size).toBe(1);
    expect((await world.say({ cron: '0 9 * * *', namespace: 'shop' }))?.outcome).toBe('added');
  });

  it('of the same moment as another sets both', async () => {
    await world.say({ cron: '0 9 * * *' });
    await world.say({ cron: '0 10 * * *' });
    expect([await crons(), world.schedules.size]).toEqual([['0 9 * * *', '0 10 * * *'], 2]);
  });

  it('by a time zone that is none counts as UTC', async () => {
    world.timeZone = 'Mars/Olympus';
    expect((await world.say({ cron: '0 9 * * *' }))?.digests[0]?.digest.timeZone).toBe('UTC');
  });

  it.each([
    ['* * * * *', 'too-often'],
    ['*/4 * * * *', 'too-often'],
    ['58,2 * * * *', 'too-often'],
    ['0,1 9 1 1 *', 'too-often'],
    ['*/30 * * * * *', 'too-often'],
    ['*/5 * * * *', 'added'],
    ['0 9 29 2 *', 'added'],
    ['0 9 30 2 *', 'not-cron'],
    ['0 25 * * *', 'not-cron'],
    ['tomorrow', 'not-cron'],
    ['0 9 * *', 'not-cron'],
  ])('for %s: %s', async (cron, outcome) => {
    expect((await world.say({ cron }))?.outcome).toBe(outcome);
    expect(world.schedules.size).toBe(outcome === 'added' ? 1 : 0);
  });

  it('about a cluster that is not configured is refused', async () => {
    expect(await world.say({ cron: '0 9 * * *', cluster: 'prdo' })).toMatchObject({
      outcome: 'unknown-cluster',
      what: 'prdo',
      clusters: ['prod', 'staging'],
    });
    expect((await world.say({ cron: '0 9 * * *' }, { cluster: 'staging' }))?.digests[0]?.digest.cluster).toBe('staging');
  });

  it('of a twenty-first digest is refused', async () => {
    for (let hour = 0; hour < 20; hour++) await world.at(`2026-11-23T00:00:${10 + hour}Z`).set(`0 ${hour} * * *`);
    expect((await world.at('2026-11-23T01:00:00Z').say({ cron: '0 21 * * *' }))?.outcome).toBe('too-many');
  });

  it('leaves nothing behind where the queue is away', async () => {
    world.schedules.set = () => {
      throw new Error('connect ECONNREFUSED');
    };
    await expect(world.say({ cron: '0 9 * * *' })).rejects.toThrow('ECONNREFUSED');
    world.schedules.set = Map.prototype.set;
    expect(await crons()).toEqual([]);
  });

  it('without a time is asked when', async () => {
    expect((await world.say({}))?.outcome).toBe('how');
  });
});

describe('what is there', () => {
  it('is of the channel alone', async () => {
    await world.set('0 9 * * *');
    expect(await crons()).toEqual(['0 9 * * *']);
    expect((await world.say({ action: 'list' }, { spot: { medium: 'slack', team: 'T1', channel: 'C10', threadTs: null } }))?.digests).toEqual([]);
  });

  it('is paused, resumed and removed', async () => {
    const id = await world.set('0 9 * * *');
    expect(await world.say({ action: 'pause' })).toMatchObject({ outcome: 'paused', digests: [{ nextAt: null }] });
    expect(world.schedules.size).toBe(0);
    expect(await world.run(id, '2026-11-24T00:00:00Z')).toBeNull();
    expect((await world.at('2026-11-25T00:00:00Z').say({ action: 'resume' }))?.digests[0]).toMatchObject({ nextAt: '2026-11-26T00:00:00.000Z' });
    expect(world.schedules.size).toBe(1);
    expect(await world.run(id, '2026-11-26T00:00:00Z')).toMatchObject({ timing: { missed: 0 } });
    expect((await world.say({ action: 'remove' }))?.outcome).toBe('removed');
    expect([world.schedules.size, await crons()]).toEqual([0, []]);
    expect(await world.store.keys('digest/progress/')).toEqual([]);
    expect((await world.say({ action: 'remove' }))?.outcome).toBe('none');
  });

  it('is asked for where several can be meant, and told by its namespace or button', async () => {
    await world.set('0 9 * * *');
    const shop = await world.at('2026-11-23T00:00:01Z').set('0 10 * * *', { namespace: 'shop' });
    expect(await world.say({ action: 'pause' })).toMatchObject({ outcome: 'which', digests: [{}, {}] });
    expect(await world.say({ action: 'pause', namespace: 'bank' })).toMatchObject({ outcome: 'which', digests: [{}, {}] });
    expect(await world.say({ action: 'pause', namespace: 'shop' })).toMatchObject({ outcome: 'paused', digests: [{ digest: { id: shop } }] });
    expect(await world.press('digest-2-resume', shop)).toMatchObject({ outcome: 'resumed' });
    expect(await world.press('digest-2-remove', shop, { spot: { ...world.context().spot, channel: 'C2' } })).toMatchObject({ outcome: 'none' });
    expect(await crons()).toEqual(['0 9 * * *', '0 10 * * *']);
  });

  it('comes now, if one is meant; otherwise the cluster is looked at as for any question', async () => {
    expect(await world.say({ action: 'now' })).toBeNull();
    const id = await world.set('0 9 * * *');
    expect((await world.at('2026-11-23T03:00:00Z').say({ action: 'now' }))?.outcome).toBe('coming');
    expect(world.added.map(({ task }) => task.id)).toEqual([`${id}~${world.now.getTime()}`]);
    await world.at('2026-11-23T03:00:01Z').set('0 10 * * *', { namespace: 'shop' });
    expect(await world.say({ action: 'now' })).toBeNull();
  });

  it('and its schedule heal each other', async () => {
    const id = await world.set('0 9 * * *');
    world.schedules.clear();
    world.schedules.set('digest-C1-gone', { when: { everyMs: 1 }, task: { type: 'digest', id: 'C1-gone' } });
    world.schedules.set('watch-1', { when: { everyMs: 1 }, task: { type: 'watch', id: '1' } });
    await world.part.start?.();
    expect([...world.schedules.keys()].toSorted()).toEqual([`digest-${id}`, 'watch-1']);
    expect(world.warned).toHaveLength(2);
  });

  it('keeps its schedule though an earlier version stored it, which kept no list', async () => {
    const id = await world.set('0 9 * * *');
    await world.store.leave('digest/of', id);
    await world.part.start?.();
    expect([...world.schedules.keys()]).toEqual([`digest-${id}`]);
    expect(await crons()).toEqual(['0 9 * * *']);
  });

  it('and a run of one that is gone ends its schedule', async () => {
    world.schedules.set('digest-C1-gone', { when: { everyMs: 1 }, task: { type: 'digest', id: 'C1-gone' } });
    await world.run('C1-gone', '2026-11-23T00:00:00Z');
    expect([world.schedules.size, world.announced.length, world.asked.length]).toEqual([0, 0, 0]);
  });
});

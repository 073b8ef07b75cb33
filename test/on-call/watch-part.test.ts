import { beforeEach, describe, expect, it } from 'vitest';
import { listWatches } from '../../src/core/on-call/watch/watches.ts';
import { WatchWorld, web } from './watch-world.ts';

let world: WatchWorld;
beforeEach(() => {
  world = new WatchWorld();
});
const start = { name: 'web' };
const button = JSON.stringify({ kind: 'deployment', name: 'web', namespace: 'shop', cluster: 'prod' });

describe('a watch', () => {
  it('begins with how it is and until when, and ends with a line in its thread when it is fixed', async () => {
    const answer = await world.say(start);
    expect(answer).toMatchObject({ type: 'watch', event: 'started', look: { outcome: 'problem' }, watch: { target: web, cluster: 'prod' } });
    expect(answer).toMatchObject({ watch: { startedAt: '2026-11-21T12:00:00.000Z', until: '2026-11-22T12:00:00.000Z', untilHealthy: true } });
    await world.tick(30);
    world.look = () => world.healthy();
    for (let times = 0; times < 3; times++) await world.tick(30);
    expect(world.said()).toEqual(['fixed']);
    expect(world.announced[0]).toMatchObject({
      spot: { channel: 'C1', threadTs: '1.1' },
      intent: { intent: 'why', name: 'web', cluster: 'prod' },
      asker: { id: 'U1' },
    });
    expect(world.schedules.size).toBe(0);
    expect(await world.store.keys('watch/state/')).toEqual([]);
  });

  it('of a thing that is well already is not made, unless for a time', async () => {
    world.look = () => world.healthy();
    expect(await world.say(start)).toMatchObject({ event: 'well', over: true });
    expect(world.schedules.size).toBe(0);
    expect(await world.say({ ...start, forSeconds: 1800 })).toMatchObject({ event: 'started', watch: { until: '2026-11-21T12:30:00.000Z' } });
    await world.tick(1800);
    expect(world.said()).toEqual(['over']);
    expect(world.schedules.size).toBe(0);
  });

  it('of what cannot be found is answered as "why" is, and of what may be several things asks which', async () => {
    world.look = () => ({ type: 'not-found', cluster: 'prod', kind: null, name: 'wbe', namespace: null, similar: [web], elsewhere: [], gaps: [] });
    expect(await world.say({ name: 'wbe' })).toMatchObject({ type: 'not-found', similar: [web] });
    world.look = (intent) => ({
      type: 'choice',
      choices: [
        { ...intent, kind: 'pod' },
        { ...intent, kind: 'deployment' },
      ],
    });
    expect(await world.say({ ...start, forSeconds: 60 })).toMatchObject({
      choices: [{ intent: 'watch', kind: 'pod', forSeconds: 60 }, { intent: 'watch' }],
    });
    world.look = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null });
    expect(await world.say(start)).toMatchObject({ type: 'failure', code: 'refused' });
    expect(world.schedules.size).toBe(0);
  });

  it('is made once for a target and thread; another thread has its own', async () => {
    await world.say(start);
    expect(await world.say(start, { asker: { id: 'U2', name: null } })).toMatchObject({ event: 'already', watch: { asker: { id: 'U1' } } });
    expect(await world.say(start, world.inThread('2.2'))).toMatchObject({ event: 'started' });
    expect(world.schedules.size).toBe(2);
  });

  it('is one of twenty at most in a channel', async () => {
    for (let index = 0; index < 20; index++) await world.say(start, world.inThread(`${index}.1`));
    expect(await world.say(start, world.inThread('20.1'))).toMatchObject({ type: 'watches', why: 'full', most: 20 });
    expect(await world.say(start, world.inThread('20.1', 'C11'))).toMatchObject({ event: 'started' });
    expect(await world.say({ action: 'list' })).toMatchObject({ type: 'watches', watches: { length: 20 } });
  });

  it('begins with a button under a diagnosis, and ends with its own', async () => {
    const started = await world.onCall.press('watch', button, world.context());
    expect(started).toMatchObject({ event: 'started' });
    expect(world.asked[0]).toMatchObject({ intent: 'why', kind: 'deployment', name: 'web', namespace: 'shop', cluster: 'prod' });
    const [watch] = await listWatches(world.store, 'C1');
    expect(await world.onCall.press('unwatch', watch?.id ?? '', world.context())).toMatchObject({ event: 'stopped' });
    expect(await world.onCall.press('unwatch', watch?.id ?? '', world.context())).toMatchObject({ type: 'watches', why: 'none-such' });
    await world.tick(30);
    expect(world.asked).toHaveLength(1);
  });
});

describe('"stop"', () => {
  it('while a line is said does not leave the watch behind', async () => {
    await world.say({ ...start, forSeconds: 3600 });
    const [key = ''] = await world.store.keys('watch/state/');
    const announced = world.announced.push.bind(world.announced);
    world.announced.push = (...all) => {
      void world.store.delete(key);
      return announced(...all);
    };
    world.look = () => world.problem('container/oom-killed');
    for (let times = 0; times < 3; times++) await world.tick(30);
    expect(world.said()).toEqual(['changed']);
    expect(await world.store.keys('watch/state/')).toEqual([]);
  });

  it('ends the one that is named, the thread’s own, or the channel’s only one', async () => {
    await world.say(start);
    await world.say(start, world.inThread('2.2'));
    expect(await world.say({ action: 'stop' }, world.inThread(null))).toMatchObject({ why: 'which', watches: { length: 2 } });
    expect(await world.say({ action: 'stop' }, world.inThread('2.2'))).toMatchObject({ event: 'stopped' });
    expect(await world.say({ action: 'stop', name: 'cart' })).toMatchObject({ why: 'none-such', asked: 'cart' });
    expect(await world.say({ action: 'stop', name: 'web' }, world.inThread(null))).toMatchObject({ event: 'stopped' });
    expect(world.schedules.size).toBe(0);
  });

  it('while a worker looks is not undone by what it saw', async () => {
    await world.say(start);
    const { look } = world;
    const [task] = [...world.schedules.values()];
    world.look = (intent) => {
      for (const key of ['watch/state/C1.1_2e_1.prod.deployment_2f_shop_2f_web']) void world.store.delete(key);
      return look(intent);
    };
    if (task) await world.run(task);
    expect(await listWatches(world.store, 'C1')).toEqual([]);
  });
});

describe('workers', () => {
  it('that come back after a restart go on where the last one was, and repeat nothing', async () => {
    await world.say(start);
    world.look = () => world.problem('container/image-not-found');
    await world.tick(30);
    await world.tick(30, world.worker('two'));
    await world.tick(30, world.worker('three'));
    expect(world.said()).toEqual(['changed']);
    expect(world.announced).toHaveLength(1);
  });

  it('that cannot hand a line over lose none, and say it once', async () => {
    await world.say(start);
    world.look = () => world.healthy();
    for (let times = 0; times < 2; times++) await world.tick(30);
    world.deaf = true;
    await expect(world.tick(30)).rejects.toThrow('ECONNREFUSED');
    await expect(world.tick(30)).rejects.toThrow('ECONNREFUSED');
    world.deaf = false;
    await world.tick(30);
    expect(world.announced).toMatchObject([{ answer: { event: 'fixed', at: '2026-11-21T12:01:30.000Z' } }]);
    expect(world.schedules.size).toBe(0);
  });

  it('do not look at one thing at the same time', async () => {
    await world.say(start);
    const before = world.asked.length;
    const [task] = [...world.schedules.values()];
    if (task) await Promise.all([world.run(task), world.run(task, world.worker('two'))]);
    expect(world.asked).toHaveLength(before + 1);
  });

  it('follow changes in one of them, and each change is a reason to look', async () => {
    await world.say(start);
    await world.tick(30);
    await world.tick(30, world.worker('two'));
    expect([...world.followed.keys()].map((key) => key.split(' ')[0])).toEqual(['one']);
    const [followed] = [...world.followed.values()];
    const before = world.added.length;
    for (let times = 0; times < 5; times++) followed?.onChange();
    const added = world.added.slice(before);
    expect(added).toHaveLength(1);
    expect(added[0]?.at).toBeGreaterThan(world.now.getTime());
    // its holder is gone: another one takes over
    await world.tick(600, world.worker('two'));
    expect([...world.followed.keys()].map((key) => key.split(' ')[0])).toEqual(['one', 'two']);
  });

  it('look again as soon as what is new would have held', async () => {
    await world.say(start);
    world.look = () => world.healthy();
    await world.tick(30);
    expect(world.added.find(({ key }) => key.startsWith('holds'))?.at).toBe(world.now.getTime() + 60_000);
  });
});

it('without a thread each line is a message of its own', async () => {
  await world.say(start, world.inThread(null));
  world.look = () => world.problem('container/image-not-found');
  for (let times = 0; times < 2; times++) await world.tick(30);
  world.look = () => world.healthy();
  for (let times = 0; times < 3; times++) await world.tick(30);
  expect(world.announced.map(({ spot }) => spot.threadTs)).toEqual([null, null]);
  expect(new Set(world.announced.map(({ key }) => key)).size).toBe(2);
});

import { beforeEach, expect, it } from 'vitest';
import type { Answer, HealthAnswer } from '../../src/core/answer.ts';
import { finding, WatchWorld, web } from './watch-world.ts';

let world: WatchWorld;
beforeEach(() => {
  world = new WatchWorld();
  world.look = () => health([]);
});

function health(names: readonly string[], ms = 100): HealthAnswer {
  const findings = names.map((name) => ({ ...finding('container/exit-code'), id: name }));
  const verdict = names.length > 0 ? 'problem' : 'healthy';
  const cost = { requests: 9, ms };
  return {
    type: 'health',
    cluster: 'prod',
    namespace: 'shop',
    report: { target: null, cluster: 'prod', at: world.now.toISOString(), verdict, state: null, findings, gaps: [], looked: [], cost },
    broken: names.map((name) => ({
      cause: name,
      severity: 'critical',
      parts: [{ ref: { ...web, name }, status: '0/1 ready', failingPods: 1, condition: 'failing' }],
    })),
    left: [],
    pods: { ok: 1, progressing: 0, failing: 0, finished: 0 },
    nodes: null,
    controlPlane: null,
    capacity: null,
    quotas: null,
    checked: [],
    unexplained: [],
  };
}
const feed = (action: string | undefined, namespace: string | null = 'shop', context = {}): Promise<Answer | null> =>
  world.say({ intent: 'feed', namespace, ...(action ? { action } : {}) }, context);
const problems = () =>
  world.announced.map(({ answer }) => (answer.type === 'feed' ? answer.problems.map(({ ref, end }) => `${ref.name} ${end?.how ?? 'open'}`) : []));

it('is off until it is turned on, and tells what holds in messages of the channel', async () => {
  expect(await feed('status')).toMatchObject({ event: 'status', feeds: [] });
  expect(world.schedules.size).toBe(0);
  expect(await feed('on')).toMatchObject({ event: 'on', feeds: [{ cluster: 'prod', namespace: 'shop' }] });
  world.look = () => health(['web']);
  for (let times = 0; times < 3; times++) await world.tick(60);
  world.look = () => health([]);
  for (let times = 0; times < 3; times++) await world.tick(60);
  expect(problems()).toEqual([['web open'], ['web fixed']]);
  const [first, second] = world.announced;
  expect(first).toMatchObject({ spot: { channel: 'C1', threadTs: null }, intent: { intent: 'why', name: 'web', namespace: 'shop' } });
  expect(second?.key).toBe(first?.key);
});

it('goes on after a restart, and repeats nothing', async () => {
  await feed('on');
  world.look = () => health(['web']);
  await world.tick(60);
  await world.tick(60, world.worker('two'));
  await world.tick(60, world.worker('three'));
  expect(problems()).toEqual([['web open']]);
});

it('says once what could not be handed over at first', async () => {
  await feed('on');
  world.look = () => health(['web']);
  await world.tick(60);
  world.deaf = true;
  await expect(world.tick(60)).rejects.toThrow('ECONNREFUSED');
  world.deaf = false;
  await world.tick(60);
  await world.tick(60);
  expect(problems()).toEqual([['web open']]);
});

it('of a namespace that does not exist is answered so', async () => {
  world.look = () => ({ type: 'not-found', cluster: 'prod', kind: 'namespace', name: 'shpo', namespace: null, similar: [], elsewhere: [], gaps: [] });
  expect(await feed('on', 'shpo')).toMatchObject({ type: 'not-found', name: 'shpo' });
  expect(world.schedules.size).toBe(0);
});

it('that cannot see its pods says so, and once that it can again; it is not even turned on where it could never', async () => {
  await feed('on');
  const refused = (why: 'refused' | 'forbidden') => {
    const gap = { facet: 'pods', subject: { kind: 'namespace', name: 'shop' }, why, detail: '' } as const;
    const page = health([]);
    return { ...page, pods: null, report: { ...page.report, gaps: [gap] } };
  };
  world.look = () => refused('refused');
  for (let times = 0; times < 5; times++) await world.tick(60);
  world.look = () => health([]);
  for (let times = 0; times < 3; times++) await world.tick(60);
  expect(world.announced).toMatchObject([
    { answer: { type: 'feed-away', failure: 'refused', until: null } },
    { answer: { type: 'feed-away', until: expect.any(String) } },
  ]);
  expect(new Set(world.announced.map(({ key }) => key)).size).toBe(1);
  world.look = () => refused('forbidden');
  expect(await feed('on', 'bank')).toMatchObject({ type: 'failure', code: 'forbidden' });
});

it('of the whole cluster takes the place of those of its namespaces', async () => {
  await feed('on', 'shop');
  await feed('on', 'bank');
  world.look = () => ({
    type: 'table',
    cluster: 'prod',
    kind: 'namespace',
    namespace: null,
    filter: null,
    columns: [],
    rows: [],
    total: 9,
    countOnly: false,
    gaps: [],
  });
  expect(await feed('on', null)).toMatchObject({ event: 'on', feeds: [{ namespace: null }] });
  expect(world.schedules.size).toBe(1);
  world.look = () => health([]);
  expect(await feed('on', 'shop')).toMatchObject({ event: 'covered' });
  await world.tick(60);
  expect(world.asked.at(-1)).toMatchObject({ intent: 'health', allNamespaces: true, cluster: 'prod' });
});

it('is turned off by namespace, or all of the channel’s at once', async () => {
  for (const namespace of ['a', 'b', 'c', 'd', 'e']) await feed('on', namespace);
  expect(await feed('on', 'f')).toMatchObject({ event: 'full', most: 5 });
  expect(await feed('off', 'nowhere')).toMatchObject({ event: 'none' });
  expect(await feed('off', 'a')).toMatchObject({ event: 'off', feeds: [{ namespace: 'a' }] });
  expect(await feed('off', null)).toMatchObject({ event: 'off', feeds: { length: 4 } });
  expect(world.schedules.size).toBe(0);
  expect(await feed('off', null)).toMatchObject({ event: 'none' });
});

it('looks once a minute at what several channels want to know', async () => {
  for (const channel of ['C1', 'C2', 'C3']) await feed('on', 'shop', world.inThread(null, channel));
  world.look = () => health(['web']);
  const before = world.asked.length;
  for (let times = 0; times < 3; times++) await world.tick(60);
  expect(world.asked).toHaveLength(before + 3);
  expect(problems()).toEqual([['web open'], ['web open'], ['web open']]);
  expect(new Set(world.announced.map(({ spot }) => spot.channel))).toEqual(new Set(['C1', 'C2', 'C3']));
});

it('believes nothing because it heard the same evidence twice', async () => {
  for (const channel of ['C1', 'C2']) await feed('on', 'shop', world.inThread(null, channel));
  const [first, second] = [...world.schedules.values()];
  world.look = () => health(['web']);
  const seenFirst = async (seconds: number, task = second) => {
    world.now = new Date(world.now.getTime() + seconds * 1000);
    await world.run(task as never);
  };
  await seenFirst(60, first);
  const before = world.asked.length;
  await seenFirst(10);
  await seenFirst(10);
  expect(world.asked).toHaveLength(before);
  world.look = () => health([]);
  // what was seen would have held by now: that needs a look of its own, and it was over
  await seenFirst(15);
  expect(world.asked).toHaveLength(before + 1);
  expect(world.announced).toEqual([]);
});

it('whose cluster was away is not told from older evidence that it is back', async () => {
  for (const channel of ['C1', 'C2']) await feed('on', 'shop', world.inThread(null, channel));
  const [first, second] = [...world.schedules.values()];
  await world.tick(60);
  world.look = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null });
  for (let times = 0; times < 3; times++) await world.tick(60);
  expect(world.announced.map(({ answer }) => answer)).toMatchObject([{ until: null }, { until: null }]);
  world.look = () => health([]);
  world.now = new Date(world.now.getTime() + 20_000);
  for (const task of [first, second]) await world.run(task as never);
  expect(world.announced.slice(2).map(({ answer }) => answer)).toMatchObject([
    { until: world.now.toISOString() },
    { until: world.now.toISOString() },
  ]);
});

it('rests ten times as long as a look took', async () => {
  await feed('on');
  world.look = () => health([], 12_000);
  await world.tick(60);
  const before = world.asked.length;
  await world.tick(60);
  expect(world.asked).toHaveLength(before);
  await world.tick(61);
  expect(world.asked).toHaveLength(before + 1);
});

it('that was turned off while a worker looked tells nothing more', async () => {
  await feed('on');
  world.look = () => health(['web']);
  await world.tick(60);
  world.look = () => {
    void world.store.delete('feed/state/C1.prod.shop');
    return health(['web']);
  };
  await world.tick(60);
  expect(world.announced).toEqual([]);
  expect(await feed('status')).toMatchObject({ feeds: [] });
});

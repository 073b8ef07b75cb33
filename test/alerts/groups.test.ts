import { beforeEach, expect, it } from 'vitest';
import { AlertWorld, channel, finding, recorded, report, webhook } from './world.ts';

const minutes = 60_000;
const cart = { kind: 'pod', name: 'cart-7d4b9c5f6d-x2x4z', namespace: 'shop' } as const;
const orders = { kind: 'pod', name: 'orders-5c9d8b7c6f-k8s2p', namespace: 'shop' } as const;
const database = finding('sample/too-big', { kind: 'service', name: 'db', namespace: 'shop' });
let world: AlertWorld;
beforeEach(() => {
  world = new AlertWorld();
  for (const pod of [cart, orders]) world.cluster.set(`pod/${pod.name}`, report(pod, [database, finding('sample/too-big', pod, [database.id])]));
});

it('a group is one message, with both alerts looked into and their common cause told once', async () => {
  await world.hear(recorded('crash-firing'));
  expect(world.said).toHaveLength(1);
  const [{ spot, intent, asker } = { spot: null, intent: null, asker: null }] = world.said;
  expect({ spot, intent, asker }).toMatchObject({
    spot: { medium: 'slack', channel, threadTs: null },
    intent: { intent: 'why', kind: 'pod', namespace: 'shop' },
    asker: { name: 'Alertmanager' },
  });
  const { alerts, diagnosis, status } = world.root();
  expect(status).toBe('firing');
  expect(alerts.map(({ name, severity }) => [name, severity])).toEqual([
    ['KubePodCrashLooping', 'warning'],
    ['KubePodCrashLooping', 'warning'],
  ]);
  expect(world.asked.map(({ name }) => name).toSorted()).toEqual([cart.name, orders.name]);
  expect(diagnosis?.looks).toHaveLength(2);
});

it('the same alerts told again say nothing, in another process too; another cause is one line and an update', async () => {
  await world.hear(recorded('crash-firing'));
  await world.pass(5 * minutes);
  await world.hear(recorded('crash-repeated'));
  await world.hear(recorded('crash-repeated'));
  expect(world.said).toHaveLength(1);
  expect(world.asked.length).toBeGreaterThan(2);
  const disk = finding('sample/node-full', { kind: 'node', name: 'worker-1' });
  world.cluster.set(`pod/${cart.name}`, report(cart, [disk]));
  await world.hear(recorded('crash-repeated'));
  expect(world.said.map(({ key }) => key.split('/')[3]?.split('-')[0] ?? 'message')).toEqual(['message', 'message', 'changed']);
});

it('follows a group as a real Alertmanager tells it: one resolved, one joined, all resolved', async () => {
  await world.hear(recorded('crash-firing'));
  await world.hear(recorded('crash-one-resolved'));
  expect(world.root().alerts.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  await world.hear(recorded('crash-one-left'));
  expect(world.root().alerts.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  expect(world.notes()).toEqual([]);
  await world.hear(recorded('crash-joined'));
  expect(world.notes()).toEqual(['joined']);
  await world.hear(recorded('crash-resolved'));
  expect(world.root()).toMatchObject({ status: 'resolved', since: '2026-11-21T17:54:26.177585861Z', resolvedAt: '2026-11-21T17:55:00Z' });
  expect(world.notes()).toEqual(['joined', 'resolved']);
});

it('notifications that arrive out of order change nothing that is newer', async () => {
  await world.take(recorded('crash-firing'));
  world.ms += 1000;
  await world.take(recorded('crash-resolved'));
  await world.pass(10_000);
  // it was over before anybody could be told of it: one message, green
  expect(world.root().status).toBe('resolved');
  expect(world.said).toHaveLength(1);
});

it('what Alertmanager no longer names is resolved, unless it left some out', async () => {
  const two = [
    { alertname: 'A', pod: 'a-0', namespace: 'shop' },
    { alertname: 'A', pod: 'a-1', namespace: 'shop' },
  ];
  await world.hear(webhook('g', two));
  await world.hear({ ...webhook('g', two.slice(0, 1)), truncatedAlerts: 1 });
  expect(world.root()).toMatchObject({ more: 1 });
  expect(world.root().alerts.filter(({ status }) => status === 'firing')).toHaveLength(2);
  await world.hear(webhook('g', two.slice(0, 1)));
  expect(world.root().alerts.filter(({ status }) => status === 'firing')).toHaveLength(1);
});

it('fires again within half an hour: the same message turns red; later: a new one', async () => {
  const labels = [{ alertname: 'A', pod: 'a-0', namespace: 'shop' }];
  await world.hear(webhook('g', labels));
  await world.hear(webhook('g', labels, 'resolved'));
  await world.pass(20 * minutes);
  await world.hear(webhook('g', labels, 'firing', '2026-11-21T10:20:00Z'));
  expect(world.root()).toMatchObject({ status: 'firing', since: '2026-11-21T10:20:00Z' });
  expect(world.notes()).toEqual(['resolved', 'again']);
  await world.hear({
    ...webhook('g', labels, 'resolved'),
    alerts: webhook('g', labels, 'resolved').alerts.map((one) => ({ ...one, endsAt: '2026-11-21T10:21:00Z' })),
  });
  await world.pass(60 * minutes);
  await world.hear(webhook('g', labels, 'firing', '2026-11-21T11:20:00Z'));
  expect(world.roots().map((one) => one.type === 'alert' && one.status)).toEqual(['resolved', 'firing']);
});

it('well again before it is resolved: the green message says what it was', async () => {
  const labels = [{ alertname: 'A', pod: cart.name, namespace: 'shop' }];
  await world.hear(webhook('g', labels));
  world.cluster.set(`pod/${cart.name}`, report(cart, []));
  await world.hear(webhook('g', labels));
  expect(world.root().diagnosis?.looks[0]?.answer).toMatchObject({ report: { verdict: 'healthy' } });
  await world.hear(webhook('g', labels, 'resolved'));
  expect(world.root().diagnosis?.looks[0]?.answer).toMatchObject({ report: { verdict: 'problem' } });
});

it('Slack did not take the message: it is said again when Alertmanager tells of it again', async () => {
  world.inChannel = false;
  await world.hear(recorded('crash-firing'));
  await world.hear(recorded('crash-repeated'));
  expect(world.said).toHaveLength(1);
  await world.pass(240 * minutes);
  world.inChannel = true;
  await world.hear(recorded('crash-repeated'));
  expect(world.said).toHaveLength(2);
  await world.pass(240 * minutes);
  await world.hear(recorded('crash-repeated'));
  expect(world.said).toHaveLength(2);
});

it('resolved, and never heard of: nothing to say', async () => {
  await world.hear(recorded('crash-resolved'));
  expect(world.said).toEqual([]);
  expect(await world.store.keys('alert/inbox/')).toEqual([]);
});

it('of many targets the five most urgent are looked at, the others named', async () => {
  const labels = Array.from({ length: 8 }, (_, index) => ({
    alertname: 'A',
    pod: `a-${index}`,
    namespace: 'shop',
    severity: index === 7 ? 'critical' : 'warning',
  }));
  await world.hear(webhook('g', labels));
  const { diagnosis } = world.root();
  expect(diagnosis?.looks).toHaveLength(5);
  expect(diagnosis?.looks[0]?.target.about).toEqual({ ref: { kind: 'pod', name: 'a-7', namespace: 'shop' } });
  expect(diagnosis?.left).toHaveLength(3);
});

it('pods of one workload are looked at as one; where there is no such workload, one of them is', async () => {
  const names = ['web-7d4b9c5f6d-x2x4z', 'web-7d4b9c5f6d-b5q8w', 'api-5c9d8b7c6f-k8s2p'];
  const pods = names.map((pod) => ({ alertname: 'A', pod, namespace: 'shop' }));
  await world.hear(webhook('g', pods));
  const about = () =>
    world
      .root()
      .diagnosis?.looks.map(({ target }) => 'ref' in target.about && `${target.about.ref.kind}/${target.about.ref.name}`)
      .toSorted();
  expect(about()).toEqual(['deployment/web', 'pod/api-5c9d8b7c6f-k8s2p']);
  world = new AlertWorld();
  world.cluster.set('deployment/web', {
    type: 'not-found',
    cluster: 'prod',
    kind: 'deployment',
    name: 'web',
    namespace: 'shop',
    similar: [],
    elsewhere: [],
    gaps: [],
  });
  await world.hear(webhook('g', pods.slice(0, 2)));
  expect(about()).toEqual([expect.stringMatching(/^pod\/web-/)]);
});

it('a pod that was replaced: its Deployment is looked at', async () => {
  const gone = { kind: 'pod', name: 'web-7d4b9c5f6d-x2x4z', namespace: 'shop' } as const;
  world.cluster.set(`pod/${gone.name}`, { type: 'not-found', cluster: 'prod', ...gone, similar: [], elsewhere: [], gaps: [] });
  await world.hear(webhook('g', [{ alertname: 'A', pod: gone.name, namespace: 'shop' }]));
  expect(world.root().diagnosis?.looks[0]).toMatchObject({
    instead: { about: { ref: { kind: 'deployment', name: 'web' } } },
    answer: { type: 'report' },
  });
});

it('a defect in a look keeps no alert from being told', async () => {
  world.slow = Promise.reject(new Error('a rule is broken'));
  await world.hear(webhook('g', [{ alertname: 'A', pod: 'a-0', namespace: 'shop' }]));
  expect(world.root().diagnosis?.looks[0]?.answer).toMatchObject({ type: 'failure', code: 'internal' });
  expect(world.warned).toEqual(['a target of an alert could not be looked at']);
});

it('a slow look: the alert is told without its diagnosis after six seconds, then with it', async () => {
  await world.take(webhook('g', [{ alertname: 'A', pod: 'a-0', namespace: 'shop' }]));
  const job = world.waiting.shift();
  if (!job) throw new Error('no task');
  let answered: (value: unknown) => void = () => {};
  world.slow = new Promise((resolve) => {
    answered = resolve;
  });
  const running = world.part().run?.({ task: job.task, dueAt: '', last: false }, new AbortController().signal);
  await new Promise((resolve) => setImmediate(resolve));
  await world.pass(6000);
  expect(world.root().diagnosis).toBeNull();
  answered(null);
  await running;
  expect(world.root().diagnosis?.looks).toHaveLength(1);
  expect(new Set(world.said.map(({ key }) => key)).size).toBe(1);
});

it('a worker that dies after any step says nothing twice and loses nothing', async () => {
  await world.take(recorded('crash-firing'));
  const job = world.waiting[0];
  for (let calls = 1; calls < 200; calls++) {
    world.dieAfter = calls;
    world.ms += 1;
    const died = await world
      .part()
      .run?.({ task: job?.task ?? { type: 'alert', id: '' }, dueAt: '', last: false }, new AbortController().signal)
      .then(
        () => false,
        () => true,
      );
    world.dieAfter = Number.POSITIVE_INFINITY;
    await world.store.delete(`alert/turn/${job?.task.id.split('/')[1]}`);
    if (!died) break;
  }
  await world.pass(10_000);
  const messages = new Set(world.said.map(({ key, at }) => `${key} ${at}`));
  expect(messages.size).toBe(1);
  expect(world.root().diagnosis?.looks).toHaveLength(2);
  expect(await world.store.keys('alert/inbox/')).toEqual([]);
});

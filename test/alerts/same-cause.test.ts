import { beforeEach, expect, it } from 'vitest';
import type { AlertAnswer, AlertSummaryAnswer } from '../../src/core/on-call/alert/alert-answer.ts';
import { AlertWorld, finding, report, webhook } from './world.ts';

const minutes = 60_000;
const node = { kind: 'node', name: 'worker-1' } as const;
const down = finding('sample/node-full', node);
const pod = (index: number) => ({ kind: 'pod', name: `web-${index}`, namespace: 'shop' }) as const;
const podAlert = (index: number, status: 'firing' | 'resolved' = 'firing') =>
  webhook(`{pod="web-${index}"}`, [{ alertname: 'KubePodNotReady', pod: `web-${index}`, namespace: 'shop', severity: 'warning' }], status);
const nodeAlert = (status: 'firing' | 'resolved' = 'firing') =>
  webhook('{node="worker-1"}', [{ alertname: 'KubeNodeNotReady', node: 'worker-1', severity: 'critical' }], status);
let world: AlertWorld;
beforeEach(() => {
  world = new AlertWorld();
  world.cluster.set('node/worker-1', report(node, [down]));
  for (let index = 0; index < 40; index++) {
    world.cluster.set(`pod/web-${index}`, report(pod(index), [down, finding('sample/too-big', pod(index), [down.id])]));
  }
});
const summary = (): AlertSummaryAnswer => {
  const found = world.roots().filter((one): one is AlertSummaryAnswer => one.type === 'alert-summary');
  expect(found).toHaveLength(1);
  return found[0] as AlertSummaryAnswer;
};
const ownMessages = (): readonly AlertAnswer[] => world.roots().filter((one): one is AlertAnswer => one.type === 'alert');

it('pods on a node that is down are one message: theirs are lines in it', async () => {
  await world.hear(nodeAlert());
  for (const index of [1, 2, 3]) await world.hear(podAlert(index));
  const { alsoCaused, alerts } = world.root();
  expect(alerts.map(({ name }) => name)).toEqual(['KubeNodeNotReady']);
  expect(alsoCaused.map(({ names, target }) => [names[0], target?.about])).toEqual(
    [1, 2, 3].map((index) => ['KubePodNotReady', { ref: pod(index) }]),
  );
  expect(world.notes()).toEqual(['same-cause', 'same-cause', 'same-cause']);
});

it('another cause is another message', async () => {
  world.cluster.set('pod/web-2', report(pod(2), [finding('sample/too-big', pod(2))]));
  await world.hear(nodeAlert());
  await world.hear(podAlert(2));
  expect(ownMessages()).toHaveLength(2);
});

it('a line of another message that is resolved is told there; when that one is over, those that still fire get a message of their own', async () => {
  await world.hear(nodeAlert());
  for (const index of [1, 2, 3]) await world.hear(podAlert(index));
  await world.hear(podAlert(1, 'resolved'));
  expect(world.root().alsoCaused.map(({ status }) => status)).toEqual(['resolved', 'firing', 'firing']);
  await world.hear(nodeAlert('resolved'));
  const [first, second, ...more] = ownMessages();
  expect([first?.status, second?.status, more.length]).toEqual(['resolved', 'firing', 0]);
  expect([second?.alerts[0]?.target, ...(second?.alsoCaused.map(({ target }) => target) ?? [])].map((one) => one?.about)).toEqual(
    [2, 3].map((index) => ({ ref: pod(index) })),
  );
});

it('one whose cause becomes another gets its own message', async () => {
  await world.hear(nodeAlert());
  await world.hear(podAlert(1));
  world.cluster.set('pod/web-1', report(pod(1), [finding('sample/too-big', pod(1))]));
  await world.hear(podAlert(1));
  expect(ownMessages()).toHaveLength(2);
  expect(ownMessages()[0]?.alsoCaused).toEqual([]);
});

it('ten new groups are ten messages; with the eleventh a summary tells them all, by cause, and is kept up to date', async () => {
  for (let index = 0; index < 10; index++) {
    world.cluster.set(`pod/web-${index}`, report(pod(index), [finding('sample/too-big', pod(index))]));
    await world.hear(podAlert(index));
  }
  expect(ownMessages()).toHaveLength(10);
  for (let index = 10; index < 40; index++) await world.take(podAlert(index));
  await world.take(nodeAlert());
  await world.pass(10_000);
  expect(ownMessages()).toHaveLength(10);
  expect(summary().groups).toEqual({ total: 41, firing: 41 });
  // of those in the summary the first twenty are looked at
  const [cause, ...others] = summary().causes;
  expect([cause?.finding.subject, cause?.groups.length, others.length, summary().notLooked.length]).toEqual([node, 20, 10, 11]);
  const before = world.said.length;
  await world.hear(podAlert(20));
  expect(world.said).toHaveLength(before);
  for (let index = 0; index < 40; index++) await world.take(podAlert(index, 'resolved'));
  await world.pass(10_000);
  expect(summary().groups).toEqual({ total: 41, firing: 1 });
  expect(summary().resolvedAt).toBeNull();
  await world.hear(nodeAlert('resolved'));
  expect(summary().resolvedAt).not.toBeNull();
});

it('a summary says what reads the same once, and knows the cause of what has the same target', async () => {
  const web = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
  world.cluster.set('deployment/web', report(web, [finding('sample/too-big', web)]));
  for (let index = 0; index < 45; index++) {
    await world.take(webhook(`g${index}`, [{ alertname: 'Slow', deployment: 'web', namespace: 'shop', path: String(index) }]));
  }
  await world.pass(10_000);
  const { causes, notLooked, unexplained } = summary();
  expect(causes.map(({ groups }) => groups.map(({ names, count }) => [...names, count]))).toEqual([[['Slow', 45]]]);
  expect([notLooked, unexplained]).toEqual([[], []]);
});

it('eleven groups over more than five minutes are eleven messages; a burst that is over begins anew', async () => {
  for (let index = 0; index < 40; index++) world.cluster.set(`pod/web-${index}`, report(pod(index), []));
  for (let index = 0; index < 11; index++) {
    await world.hear(podAlert(index));
    await world.pass(minutes);
  }
  expect(ownMessages()).toHaveLength(11);
  for (let index = 11; index < 26; index++) await world.take(podAlert(index));
  await world.pass(10 * minutes);
  const first = summary().groups.total;
  expect(first).toBeGreaterThan(10);
  for (let index = 26; index < 40; index++) await world.take(podAlert(index));
  await world.pass(10 * minutes);
  expect(world.roots().filter(({ type }) => type === 'alert-summary')).toHaveLength(2);
});

it('what fires anew after a summary is over has a message of its own; the summary stays green', async () => {
  for (let index = 0; index < 12; index++) await world.take(podAlert(index));
  await world.pass(10_000);
  for (let index = 0; index < 12; index++) await world.take(podAlert(index, 'resolved'));
  await world.pass(60 * minutes);
  const before = ownMessages().length;
  await world.hear(podAlert(11));
  expect(ownMessages()).toHaveLength(before + 1);
  expect(summary()).toMatchObject({ groups: { total: 12, firing: 0 } });
});

it('whatever is in a summary can be acknowledged and silenced as one', async () => {
  for (let index = 0; index < 12; index++) await world.take(podAlert(index));
  await world.pass(10_000);
  expect(await world.press('alert-acknowledge', summary().thread)).toBeNull();
  await world.press('alert-silence', summary().thread);
  await world.pass(10_000);
  expect(summary()).toMatchObject({ acknowledged: { by: { name: 'minsu' } }, silence: { until: '2026-11-21T11:00:10.000Z' } });
  const before = world.said.length;
  await world.hear(podAlert(11, 'resolved'));
  expect(world.said).toHaveLength(before);
  await world.pass(61 * minutes);
  expect(summary()).toMatchObject({ silence: null, groups: { total: 12, firing: 11 } });
});

it('costs no look through the whole store, however many groups there are', async () => {
  await world.hear(nodeAlert());
  for (let index = 0; index < 20; index++) await world.take(podAlert(index));
  await world.pass(10_000);
  await world.part().run?.({ task: { type: 'alert', id: 'sweep' }, dueAt: '', last: false }, new AbortController().signal);
  await world.pass(10_000);
  expect(summary().groups.total).toBeGreaterThan(10);
  expect(world.store.scans).toEqual([]);
});

it('what an earlier version stored is taken up by the next start: its lines, its summary, and what it had not taken up', async () => {
  await world.hear(nodeAlert());
  await world.hear(podAlert(1));
  const leader = world.said[0]?.key.split('/')[1] ?? '';
  const [follower = ''] = await world.store.members(`alert/follower/${leader}`);
  const [group = '', episode = ''] = follower.split('/');
  await world.store.leave(`alert/follower/${leader}`, follower);
  await world.store.set(`alert/follower/${leader}/${group}`, episode);
  await world.store.set(`alert/burst-member/C1-1/${follower}`, true);
  await world.take(podAlert(2));
  const [waits = ''] = await world.store.members('alert/inbox');
  await world.store.leave('alert/inbox', waits);
  await world.part().start?.();
  expect(await world.store.members(`alert/follower/${leader}`)).toEqual([follower]);
  expect(await world.store.members('alert/burst-member/C1-1')).toEqual([follower]);
  expect(await world.store.keys('alert/follower/')).toEqual([]);
  await world.pass(10_000);
  expect(world.root().alsoCaused.map(({ target }) => target?.about)).toEqual([1, 2].map((index) => ({ ref: pod(index) })));
});

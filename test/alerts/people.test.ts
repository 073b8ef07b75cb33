import { beforeEach, expect, it } from 'vitest';
import type { Labels } from '../../src/core/on-call/alert/notification.ts';
import { AlertWorld, finding, recorded, report, webhook } from './world.ts';

const minutes = 60_000;
const labels = [{ alertname: 'A', pod: 'a-0', namespace: 'shop', severity: 'critical' }];
const target = { kind: 'pod', name: 'a-0', namespace: 'shop' } as const;
let world: AlertWorld;
beforeEach(() => {
  world = new AlertWorld();
});

it('acknowledged: the message says who is on it; another person takes over', async () => {
  await world.hear(webhook('g', labels));
  expect(await world.press('alert-acknowledge', world.root().thread)).toBeNull();
  await world.press('alert-acknowledge', world.root().thread);
  await world.pass(10_000);
  expect(world.root().acknowledged).toEqual({ by: { id: 'U1', name: 'minsu' }, at: '2026-11-21T10:00:10.000Z' });
  await world.press('alert-acknowledge', world.root().thread, 'U2', 'jiwoo');
  await world.pass(10_000);
  expect(world.root().acknowledged?.by.name).toBe('jiwoo');
  expect(world.notes()).toEqual(['acknowledged', 'acknowledged']);
});

it('silenced for an hour: no word of the group until then, but its message turns green; then the latest', async () => {
  await world.hear(webhook('g', labels));
  await world.press('alert-silence', world.root().thread);
  await world.pass(10_000);
  expect(world.root().silence).toEqual({ by: { id: 'U1', name: 'minsu' }, until: '2026-11-21T11:00:10.000Z', alertmanager: null });
  const [said, asked] = [world.said.length, world.asked.length];
  world.cluster.set('pod/a-0', report(target, [finding('sample/too-big', target)]));
  await world.hear(webhook('g', [...labels, { ...labels[0], pod: 'a-1' } as Labels]));
  await world.pass(50 * minutes);
  expect([world.said.length, world.asked.length]).toEqual([said, asked]);
  await world.pass(15 * minutes);
  expect(world.root()).toMatchObject({ silence: null, status: 'firing' });
  expect(world.root().alerts).toHaveLength(2);
  expect(world.root().diagnosis?.looks[0]?.answer).toMatchObject({ report: { verdict: 'problem' } });
});

it('resolved while silenced: green at once, without a line', async () => {
  await world.hear(webhook('g', labels));
  await world.press('alert-silence', world.root().thread);
  await world.hear(webhook('g', labels, 'resolved'));
  expect(world.root().status).toBe('resolved');
  expect(world.notes()).toEqual(['silenced']);
});

it('Alertmanager is silenced too, by the labels that the alerts share; after the hour it is asked what still fires', async () => {
  const silences: { labels: Labels; until: string; by: string }[] = [];
  world.alertmanager = {
    silence: async (silence) => void silences.push(silence),
    firing: async () => new Set(['2f44b576bfcc5485']),
  };
  await world.hear(recorded('crash-firing'));
  await world.press('alert-silence', world.root().thread);
  await world.pass(10_000);
  expect(silences).toHaveLength(1);
  expect(silences[0]).toMatchObject({
    by: 'minsu',
    until: '2026-11-21T11:00:10.000Z',
    labels: { alertname: 'KubePodCrashLooping', namespace: 'shop' },
  });
  expect(silences[0]?.labels).not.toHaveProperty('pod');
  expect(world.root().silence?.alertmanager).toEqual({ silences: 1 });
  await world.pass(61 * minutes);
  // Alertmanager never told of the other's end: it was silenced
  expect(world.root().alerts.map(({ status, fingerprint }) => [fingerprint, status])).toEqual([
    ['2f44b576bfcc5485', 'firing'],
    ['ff6a54939f855b15', 'resolved'],
  ]);
});

it('alerts that do not share their name are silenced one by one: what they share would silence others too', async () => {
  const silences: Labels[] = [];
  world.alertmanager = { silence: async (silence) => void silences.push(silence.labels), firing: async () => new Set() };
  const alerts = [
    { alertname: 'A', severity: 'critical' },
    { alertname: 'B', severity: 'critical' },
  ];
  await world.hear(webhook('g', alerts));
  await world.press('alert-silence', world.root().thread);
  expect(silences.toSorted((a, b) => String(a.alertname).localeCompare(String(b.alertname)))).toEqual(alerts);
});

it('Alertmanager refuses: silenced here, and the message says what it answered', async () => {
  world.alertmanager = {
    silence: async () => {
      throw new Error('HTTP 403: no');
    },
    firing: async () => {
      throw new Error('HTTP 403: no');
    },
  };
  await world.hear(webhook('g', labels));
  await world.press('alert-silence', world.root().thread);
  await world.pass(10_000);
  expect(world.root().silence?.alertmanager).toEqual({ failed: 'HTTP 403: no' });
  await world.pass(61 * minutes);
  expect(world.root()).toMatchObject({ status: 'firing', silence: null });
  expect(world.warned).toEqual(['Alertmanager could not be asked what fires']);
});

it('two presses in one moment are one', async () => {
  let silences = 0;
  world.alertmanager = { silence: async () => void silences++, firing: async () => new Set() };
  await world.hear(webhook('g', labels));
  await Promise.all([1, 2].map(() => world.press('alert-silence', world.root().thread)));
  expect(silences).toBe(1);
});

it('check again looks again, at once', async () => {
  await world.hear(webhook('g', labels));
  world.cluster.set('pod/a-0', report(target, [finding('sample/too-big', target)]));
  await world.press('alert-check', world.root().thread);
  await world.pass(10_000);
  expect(world.root().diagnosis?.looks[0]?.answer).toMatchObject({ report: { verdict: 'problem' } });
  expect(world.notes()).toEqual(['changed']);
});

it('a button of an alert that is over says so', async () => {
  await world.hear(webhook('g', labels));
  const { thread } = world.root();
  await world.hear(webhook('g', labels, 'resolved'));
  expect(await world.press('alert-acknowledge', thread)).toEqual({ type: 'alert-note', note: { type: 'over' } });
  expect(await world.press('alert-silence', 'nonsense')).toEqual({ type: 'alert-note', note: { type: 'over' } });
});

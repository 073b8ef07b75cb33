import { beforeEach, expect, it } from 'vitest';
import type { AlertAnswer, AlertSummaryAnswer } from '../../src/core/on-call/alert/alert-answer.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { AlertWorld, channel, finding, report, settings, webhook } from './world.ts';

const minutes = 60_000;
const own = 'C0SHOP0001';
const web = { kind: 'pod', name: 'web-0', namespace: 'shop' } as const;
const alert = { alertname: 'A', pod: 'web-0', namespace: 'shop', severity: 'critical' };
let world: AlertWorld;
beforeEach(() => {
  world = new AlertWorld();
  world.settings = { ...settings, routes: [{ match: { namespace: ['shop'] }, channel: own, locale: null }] };
  world.alertsChannel = channel;
  world.closed.add(own);
});
const channels = () => new Set(world.said.map(({ spot }) => spot.channel));

it('an alert whose channel cannot be posted in goes to the channel for all alerts, and says where it belongs', async () => {
  world.cluster.set('pod/web-0', report(web, [finding('sample/node-full', { kind: 'node', name: 'worker-1' })]));
  await world.hear(webhook('g', [alert]));
  expect(channels()).toEqual(new Set([channel]));
  const root = world.root() as AlertAnswer;
  expect(root).toMatchObject({ strayed: { channel: own, code: 'not_in_channel' }, diagnosis: { looks: [{}] } });
  expect(answerToText(root, [], 'en')).toContain(`#${own}`);
  expect(answerToText(root, [], 'ko')).toContain('초대하면');
  await world.pass(20 * minutes);
  await world.hear(webhook('g', [alert, { ...alert, pod: 'web-1' }]));
  await world.hear(webhook('g', [alert], 'resolved'));
  expect(channels()).toEqual(new Set([channel]));
  expect(world.roots()).toHaveLength(1);
  expect(world.root()).toMatchObject({ status: 'resolved' });
});

it('what is told there was looked at with the rights of that channel', async () => {
  const asked: string[] = [];
  world.onLook = (spot) => void asked.push(spot);
  await world.hear(webhook('g', [alert]));
  expect(asked.at(-1)).toBe(channel);
});

it('the next time it goes where it belongs, once the bot is let in', async () => {
  await world.hear(webhook('g', [alert]));
  await world.hear(webhook('g', [alert], 'resolved'));
  world.closed.clear();
  await world.pass(60 * minutes);
  await world.hear(webhook('g', [alert], 'firing', '2026-11-21T11:10:00Z'));
  expect(world.said.at(-1)).toMatchObject({ spot: { channel: own } });
  expect(world.said.at(-1)?.answer).not.toHaveProperty('strayed');
});

it('the bot was sent away in the middle: the message goes on elsewhere', async () => {
  world.closed.clear();
  await world.hear(webhook('g', [alert]));
  world.closed.add(own);
  world.said.length = 0;
  await world.hear(webhook('g', [alert, { ...alert, pod: 'web-1' }]));
  expect(channels()).toEqual(new Set([channel]));
  expect(world.root().alerts).toHaveLength(2);
});

it('a summary of many goes there too, with what everyone there may see', async () => {
  world.cluster.set('pod/web-0', report(web, [finding('sample/node-full', { kind: 'node', name: 'worker-1' })]));
  for (let group = 0; group < 14; group++) await world.take(webhook(`g${group}`, [{ ...alert, alertname: `A${group}` }]));
  await world.pass(2 * minutes);
  expect(channels()).toEqual(new Set([channel]));
  const summary = world.roots().find(({ type }) => type === 'alert-summary') as AlertSummaryAnswer;
  expect(summary).toMatchObject({ strayed: { channel: own }, groups: { total: 14 } });
  expect(summary.causes).toHaveLength(1);
});

it.each([
  ['there is no channel for all alerts', null],
  ['that is the one that cannot be posted in', own],
])('where %s, nothing is tried for ever', async (_, fallback) => {
  world.alertsChannel = fallback;
  await world.hear(webhook('g', [alert]));
  const looks = world.asked.length;
  await world.pass(60 * minutes);
  expect(world.said).toEqual([]);
  expect(world.asked).toHaveLength(looks);
});

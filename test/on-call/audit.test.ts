import { expect, it } from 'vitest';
import type { HealthAnswer } from '../../src/core/answer.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import { AlertWorld, finding as alertFinding, channel, report, webhook } from '../alerts/world.ts';
import { DigestWorld, lookOf } from './digest-world.ts';
import { finding, WatchWorld, web } from './watch-world.ts';

const shown = ({ occasion, who, question, verdict, causes, outcome }: AuditEntry) =>
  [`${occasion?.of} ${occasion?.event}`, who.id, question.intent, question.name ?? question.namespace, verdict ?? outcome, ...causes].join(' | ');

it('a watch has a line for its start, for each thing that it told, and for its end, whoever ended it', async () => {
  const world = new WatchWorld();
  await world.say({ ...web, forSeconds: 7200 });
  for (let times = 0; times < 3; times++) await world.tick(30);
  world.look = () => world.problem('container/oom-killed');
  for (let times = 0; times < 4; times++) await world.tick(30);
  world.look = () => world.healthy();
  for (let times = 0; times < 6; times++) await world.tick(30);
  await world.say({ action: 'stop', name: 'web' }, { asker: { id: 'U2', name: 'jiyeon' } });
  expect(world.audited.map(shown)).toEqual([
    'watch start | U1 | watch | web | problem | container/exit-code',
    'watch change | U1 | watch | web | problem | container/oom-killed',
    'watch change | U1 | watch | web | healthy',
    'watch end | U2 | watch | web | healthy',
  ]);
  expect(world.audited[1]).toMatchObject({ at: expect.any(String), where: { medium: 'slack', channel: 'C1' }, cluster: 'prod' });
});

it('a watch that ends by itself has one line for that', async () => {
  const world = new WatchWorld();
  await world.say({ ...web });
  world.look = () => world.healthy();
  for (let times = 0; times < 6; times++) await world.tick(30);
  expect(world.audited.map(shown).slice(1)).toEqual(['watch end | U1 | watch | web | healthy']);
});

it('a feed has a line when it is turned on and off, and one for all that it told at one time, none for its looks', async () => {
  const world = new WatchWorld();
  const health = (names: readonly string[]): HealthAnswer => {
    const told = world.problem('container/exit-code');
    if (told.type !== 'report') throw new Error('no report');
    const findings = names.map((name) => ({ ...finding('container/exit-code'), id: name }));
    const none = { nodes: null, controlPlane: null, capacity: null, quotas: null, checked: [], unexplained: [], left: [] };
    const broken = names.map((name) => ({
      cause: name,
      severity: 'critical' as const,
      parts: [{ ref: { ...web, name }, status: '0/1 ready', failingPods: 1, condition: 'failing' as const }],
    }));
    const pods = { ok: 1, progressing: 0, failing: 0, finished: 0 };
    return { type: 'health', cluster: 'prod', namespace: 'shop', report: { ...told.report, findings }, broken, pods, ...none };
  };
  world.look = () => health([]);
  await world.say({ intent: 'feed', action: 'on', namespace: 'shop' });
  world.look = () => health(['web', 'cart', 'pay']);
  for (let times = 0; times < 10; times++) await world.tick(60);
  world.look = () => health([]);
  for (let times = 0; times < 10; times++) await world.tick(60);
  await world.say({ intent: 'feed', action: 'off' }, { asker: { id: 'U2', name: null } });
  expect(world.audited.map(shown)).toEqual([
    'feed start | U1 | feed | shop | answered',
    'feed change | U1 | feed | shop | problem | container/exit-code',
    'feed change | U1 | feed | shop | healthy',
    'feed end | U2 | feed | shop | answered',
  ]);
});

it('a digest has one line for each run, with what it found and read, in the name of who asked for it; a run that is tried again has none yet', async () => {
  const world = new DigestWorld().at('2026-11-22T12:00:00Z');
  const id = await world.set('0 9 * * *', { namespace: 'shop' });
  const due = '2026-11-23T00:00:00.000Z';
  world.at(due).look = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null });
  await expect(world.run(id, due, false)).rejects.toThrow('no digest');
  expect(world.audited).toEqual([]);
  world.look = () => {
    const tally = world.asked.at(-1)?.options.tally;
    if (tally) tally.read.pod = 12;
    return lookOf(world.now.toISOString(), [{ name: 'web', rule: 'container/oom-killed' }]);
  };
  await world.run(id, due);
  await world.run(id, due);
  expect(world.audited.map(shown)).toEqual(['digest look | U1 | digest | shop | problem | container/oom-killed']);
  expect(world.audited[0]).toMatchObject({ read: { pod: 12 }, cluster: 'prod', answer: 'digest', where: { channel: 'C1' } });
  world.at('2026-11-24T00:00:00Z').look = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null });
  await world.run(id, '2026-11-24T00:00:00.000Z');
  expect(world.audited.slice(1)).toMatchObject([{ outcome: 'failed', code: 'refused', cluster: 'prod' }]);
});

it('a group of alerts has one line for each time that it is looked into, in the name of Alertmanager, none for what is repeated', async () => {
  const world = new AlertWorld();
  const pod = { kind: 'pod', name: 'web-0', namespace: 'shop' } as const;
  world.cluster.set('pod/web-0', report(pod, [alertFinding('sample/node-full', { kind: 'node', name: 'worker-1' })]));
  const labels = { alertname: 'A', namespace: 'shop', severity: 'critical' };
  await world.hear(
    webhook('g', [
      { ...labels, pod: 'web-0' },
      { ...labels, deployment: 'pay' },
    ]),
  );
  expect(world.audited.map(shown)).toEqual(['alert look | alertmanager | why | web-0 | problem | sample/node-full']);
  expect(world.audited[0]).toMatchObject({ where: { channel }, cluster: 'prod', outcome: 'answered', answer: 'report' });
  await world.hear(webhook('unmapped', [{ alertname: 'B' }]));
  await world.hear(webhook('g', [{ ...labels, pod: 'web-0' }], 'resolved'));
  expect(world.audited).toHaveLength(1);
});

import { beforeEach, expect, it } from 'vitest';
import type { Answer } from '../../../src/core/answer.ts';
import type { Announcement } from '../../../src/core/on-call/announce.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../../../src/core/on-call/on-call.ts';
import { probePart } from '../../../src/core/on-call/probe-pod/probe-part.ts';
import type { ProbePods } from '../../../src/core/on-call/probe-pod/probe-port.ts';
import type { Task } from '../../../src/core/on-call/tasks.ts';
import { ReadFailure } from '../../../src/core/read-failure.ts';
import { answerDocument } from '../../../src/core/words/answer-document.ts';
import { MemoryStore } from '../../slack/support/memory-store.ts';

const allowed = [{ clusters: ['prod'], channels: ['C1'], users: ['U1'], namespaces: ['shop-*', 'shop'] }];
let store: MemoryStore;
let tasks: Task[];
let said: Announcement[];
let ran: string[];
let removed: string[];
let failure: Error | null;

beforeEach(() => {
  store = new MemoryStore();
  [tasks, said, ran, removed, failure] = [[], [], [], [], null];
});

const pods: ProbePods = {
  image: 'busybox:1.36',
  allowed,
  async run(id, { check }) {
    ran.push(`${id} ${check.type}`);
    if (failure) throw failure;
    const run = { pod: `kubewhy-probe-${id}`, image: 'busybox:1.36', node: 'worker-1', exitCode: 1, reason: null, output: 'nc: timed out' };
    return { run, deleted: true, at: '2026-11-21T10:00:05.000Z' };
  },
  async remove(id) {
    removed.push(id);
  },
};

function part(probePods: ProbePods | null = pods): OnCallPart {
  const deps: OnCallDeps = {
    store,
    tasks: { add: async (task) => void tasks.push(task), schedule: async () => {}, unschedule: async () => {}, scheduled: async () => [] },
    announce: async (one) => void said.push(one),
    answer: async () => ({ type: 'help' }),
    now: () => new Date('2026-11-21T10:00:06Z'),
    clusters: () => ['prod', 'staging'],
    warn: () => {},
    ...(probePods ? { probePods } : {}),
  };
  return probePart(deps);
}

function context(user = 'U1', channel = 'C1'): OnCallContext {
  return {
    spot: { medium: 'slack', team: 'T1', channel, threadTs: '1.2' },
    asker: { id: user, name: null },
    locale: 'en',
    cluster: 'prod',
    at: '2026-11-21T10:00:00.123Z',
    timeZone: async () => 'UTC',
  };
}

const ask = (text: string, namespace: string | null = 'shop', where = context(), one = part()) =>
  one.answer?.({ intent: 'probe', kind: null, name: null, namespace, symptom: null, locale: 'en', text }, where) as Promise<Answer>;

function button(answer: Answer): string {
  const [action] = answerDocument(answer, [], 'en').actions;
  if (action?.type !== 'act') throw new Error('no button');
  return action.value;
}

it('shows what would run, makes nothing, and runs it once however often the button is pressed', async () => {
  const offer = await ask('probe web.shop:80');
  expect(offer).toMatchObject({ state: 'offered', request: { cluster: 'prod', namespace: 'shop', check: { type: 'connect' } }, mayConfirm: ['U1'] });
  expect([tasks, ran]).toEqual([[], []]);
  await part().press?.('probe-run', button(offer), context());
  await part().press?.('probe-run', button(offer), context());
  expect(tasks.map(({ id }) => id)).toEqual(['sweep-20261121100000123', '20261121100000123']);
  expect(said.map(({ answer }) => answer)).toMatchObject([{ state: 'running', by: 'U1' }]);
});

it('puts the result where it was asked, as proof, in place of "running"', async () => {
  await part().press?.('probe-run', button(await ask('probe web.shop:80')), context());
  await part().run?.({ task: { type: 'probe', id: '20261121100000123' }, dueAt: '', last: false }, AbortSignal.timeout(1000));
  expect(said.map(({ key, spot }) => [key, spot.threadTs])).toEqual([
    ['probe/20261121100000123', '1.2'],
    ['probe/20261121100000123', '1.2'],
  ]);
  expect(said.at(-1)?.answer).toMatchObject({ state: 'done', outcome: 'no-answer', deleted: true });
  const { parts } = answerDocument(said.at(-1)?.answer as Answer, [], 'ko');
  expect(parts[0]?.nodes[0]).toMatchObject({ type: 'proof', where: 'pod/shop/kubewhy-probe-20261121100000123 (worker-1)', value: 'nc: timed out' });
});

it('says a refusal of the cluster at once, tries again what may pass, and says it in the end', async () => {
  await part().press?.('probe-run', button(await ask('probe web.shop:80')), context());
  const run = (last: boolean) => part().run?.({ task: { type: 'probe', id: '20261121100000123' }, dueAt: '', last }, AbortSignal.timeout(1000));
  failure = new ReadFailure('timeout', 'create pods', 'no answer');
  await expect(run(false)).rejects.toThrow('no answer');
  await run(true);
  expect(said.at(-1)?.answer).toMatchObject({ type: 'failure', code: 'timeout', cluster: 'prod' });
  failure = new ReadFailure('forbidden', 'create pods', 'pods is forbidden');
  await run(false);
  expect(said.at(-1)?.answer).toMatchObject({ type: 'failure', code: 'forbidden' });
});

it('deletes a pod that was forgotten', async () => {
  await part().press?.('probe-run', button(await ask('probe web.shop:80')), context());
  await part().run?.({ task: { type: 'probe', id: 'sweep-20261121100000123' }, dueAt: '', last: true }, AbortSignal.timeout(1000));
  expect(removed).toEqual(['20261121100000123']);
});

it.each([
  ['off', () => ask('probe web', 'shop', context(), part(null))],
  ['channel', () => ask('probe web', 'shop', context('U1', 'C2'))],
  ['cluster', () => ask('probe web', 'shop', { ...context(), cluster: 'staging' })],
  ['namespace', () => ask('probe web', 'kube-system')],
  ['person', () => ask('probe web', 'shop', { ...context('U2'), spot: { ...context().spot, threadTs: null } })],
  ['person', async () => (await part().press?.('probe-run', button(await ask('probe web')), context('U2'))) as Answer],
] as const)('is refused for the %s, with what to do', async (bar, asked) => {
  const answer = await asked();
  expect(answer).toMatchObject({ type: 'probe', state: 'barred', bar });
  for (const locale of ['en', 'ko'] as const) expect(answerDocument(answer, [], locale).parts.length).toBeGreaterThan(0);
  expect(tasks).toEqual([]);
});

it.each(['', 'null', '{"cluster":"prod"}', '{"cluster":"prod","namespace":"../x","check":{"type":"resolv-conf"},"at":"2026-11-21T10:00:00.123Z"}'])(
  'a forged button %s runs nothing',
  async (value) => {
    expect(await part().press?.('probe-run', value, context())).toMatchObject({ state: 'usage' });
    expect(tasks).toEqual([]);
  },
);

it('says what can be asked for, and asks for the namespace', async () => {
  expect(await ask('')).toMatchObject({ state: 'usage' });
  expect(await ask('probe web', null)).toMatchObject({ type: 'failure', code: 'needs-namespace' });
});

import { beforeEach, expect, it } from 'vitest';
import type { Answer, HealthAnswer } from '../../src/core/answer.ts';
import type { Intent } from '../../src/core/intent.ts';
import { type SharedSurveys, shareSurveys } from '../../src/core/on-call/feed/shared-surveys.ts';
import type { Rights } from '../../src/core/policy.ts';
import { finding } from './watch-world.ts';

let now: Date;
let surveys: SharedSurveys;
let made: string[];
beforeEach(() => {
  now = new Date('2026-11-21T12:00:00.000Z');
  surveys = shareSurveys(() => now);
  made = [];
});

const deployment = (name: string, namespace: string) => ({ kind: 'deployment', name, namespace }) as const;
const part = (name: string, namespace: string) => ({ ref: deployment(name, namespace), status: '0/1 ready', failingPods: 1 });

function health(namespace: string | null, more: Partial<HealthAnswer> = {}): HealthAnswer {
  const findings = [finding('node/down', { kind: 'node', name: 'worker-1' })];
  const at = now.toISOString();
  const cost = { requests: 1, ms: 1 };
  const report = { target: null, cluster: 'prod', at, verdict: 'problem', state: null, findings, gaps: [], looked: [], cost } as const;
  const broken = [{ cause: 'node/down@worker-1', severity: 'critical', parts: [part('cart', 'shop'), part('pay', 'bank')] }] as const;
  const none = { nodes: null, controlPlane: null, capacity: null, quotas: null, checked: [], unexplained: [], left: [] };
  return { type: 'health', cluster: 'prod', namespace, report, broken, pods: { ok: 1, progressing: 0, failing: 2, finished: 0 }, ...none, ...more };
}

function ask(namespace: string | null, { since = 50, rights = null, answer }: { since?: number; rights?: Rights | null; answer?: Answer } = {}) {
  const intent = { intent: 'health', kind: null, name: null, namespace, symptom: null, locale: 'en', cluster: 'prod' } as Intent;
  return surveys.share({ intent, cluster: null, rights }, new Date(now.getTime() - since * 1000).toISOString(), async () => {
    made.push(namespace ?? 'whole');
    return answer ?? health(namespace);
  });
}
const pass = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};

it('of one moment are one, also while it is under way; an older one will not do', async () => {
  await Promise.all([ask('shop'), ask('shop'), ask('bank')]);
  expect(made).toEqual(['shop', 'bank']);
  pass(40);
  await ask('shop');
  await ask('shop', { since: 30 });
  expect(made).toEqual(['shop', 'bank', 'shop']);
});

it('are not shared by those who may not see the same', async () => {
  const rights = (user: string): Rights => ({ clusters: null, namespaces: null, as: { user, groups: [] } });
  for (const one of [null, rights('mina'), rights('jun'), rights('mina')]) await ask('shop', { rights: one });
  expect(made).toHaveLength(3);
});

it('of the whole cluster do for a namespace, with what is in it alone', async () => {
  await ask(null);
  const found = (await ask('shop')) as HealthAnswer;
  expect(made).toEqual(['whole']);
  expect(found).toMatchObject({ namespace: 'shop', broken: [{ cause: 'node/down@worker-1', parts: [{ ref: { name: 'cart' } }] }] });
  expect(JSON.stringify(found.broken)).not.toContain('pay');
  expect(((await ask('quiet')) as HealthAnswer).broken).toEqual([]);
});

it.each<[string, Partial<HealthAnswer>]>([
  ['did not look into all of it', { left: [{ ref: deployment('web', 'shop'), status: 'CrashLoopBackOff' }] }],
  ['could not read its pods', { pods: null }],
  ['could not read a kind of it', gap({ kind: 'cluster', name: 'prod' }, 'service', 'forbidden')],
  ['could not read something of it', gap(deployment('web', 'shop'), 'previousLogs', 'forbidden')],
  ['may see more in a minute', gap(deployment('web', 'bank'), 'previousLogs', 'timeout')],
])('of the whole cluster that %s will not do for a namespace', async (_, more) => {
  await ask(null, { answer: health(null, { ...more, report: { ...health(null).report, ...more.report } }) });
  await ask('shop');
  expect(made).toEqual(['whole', 'shop']);
});

function gap(subject: HealthAnswer['report']['gaps'][number]['subject'], facet: string, why: 'forbidden' | 'timeout'): Partial<HealthAnswer> {
  return { report: { gaps: [{ facet, subject, why, detail: '' }] } as never };
}

it('that failed are tried again by whoever comes next', async () => {
  await ask('shop', { answer: { type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null } });
  const fails = surveys.share({ intent: { namespace: 'bank' } as Intent, cluster: 'prod', rights: null }, now.toISOString(), async () => {
    throw new Error('stopped');
  });
  await expect(fails).rejects.toThrow('stopped');
  await ask('shop');
  expect(made).toEqual(['shop', 'shop']);
});

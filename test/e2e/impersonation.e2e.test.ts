import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { Intent } from '../../src/core/intent.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { rules } from '../../src/rules/index.ts';
import { kubectl } from './situation.ts';

/** Two people who may see a namespace each, a bot that may only act as them, and what they are told. */
const run = Date.now().toString(36);
const [shop, payments, botPlace] = ['shop', 'payments', 'bot'].map((name) => `e2e-as-${name}-${run}`) as [string, string, string];
const names = {
  mina: `mina-${run}@example.com`,
  jiho: `jiho-${run}@example.com`,
  group: `kubewhy-people-${run}`,
  role: `kubewhy-impersonate-${run}`,
};
const folder = mkdtempSync(join(tmpdir(), 'kubewhy-as-'));
let runtime: Runtime;

const pod = (namespace: string, name: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace },
  spec: { nodeSelector: { 'kubewhy-e2e': 'nowhere' }, containers: [{ name: 'app', image: 'registry.invalid/app:1' }] },
});
const viewer = (namespace: string, user: string) => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { name: 'viewer', namespace },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: user }],
});

/** deploy/rbac-impersonate.yaml, with the people of this run. */
function botRbac(): string {
  const named = readFileSync(new URL('../../deploy/rbac-impersonate.yaml', import.meta.url), 'utf8')
    .replaceAll('mina@example.com', names.mina)
    .replaceAll('jiho@example.com', names.jiho)
    .replaceAll(/\bkubewhy-people\b/g, names.group)
    .replaceAll(/name: kubewhy-impersonate\b/g, `name: ${names.role}`)
    .replaceAll('namespace: kubewhy }', `namespace: ${botPlace} }`);
  expect(parseAllDocuments(named)).toHaveLength(2);
  return named;
}

beforeAll(() => {
  for (const namespace of [shop, payments, botPlace]) kubectl(['create', 'namespace', namespace]);
  for (const namespace of [shop, payments]) kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s']);
  const objects = [pod(shop, 'web-0'), pod(payments, 'ledger-0'), viewer(shop, names.mina), viewer(payments, names.jiho)];
  for (const object of objects) kubectl(['apply', '-f', '-'], stringify(object));
  for (const namespace of [shop, payments]) kubectl(['wait', '--for=condition=PodScheduled=false', 'pod', '--all', '-n', namespace, '--timeout=60s']);
  kubectl(['create', 'serviceaccount', 'kubewhy', '-n', botPlace]);
  kubectl(['apply', '-f', '-'], botRbac());
  const token = kubectl(['create', 'token', 'kubewhy', '-n', botPlace]).trim();
  const own = JSON.parse(kubectl(['config', 'view', '--minify', '--raw', '--flatten', '-o', 'json'])) as { clusters: [{ cluster: object }] };
  const { cluster } = own.clusters[0];
  const kubeconfig = join(folder, 'kubeconfig');
  const context = { cluster: 'lab', user: 'kubewhy' };
  const content = { clusters: [{ name: 'lab', cluster }], users: [{ name: 'kubewhy', user: { token } }], contexts: [{ name: 'lab', context }] };
  writeFileSync(kubeconfig, stringify({ apiVersion: 'v1', kind: 'Config', 'current-context': 'lab', ...content }));
  runtime = openRuntime({ config: readConfig({ KUBECONFIG: kubeconfig }) });
});

afterAll(async () => {
  await runtime?.clusters.close();
  kubectl(['delete', 'clusterrole,clusterrolebinding', names.role, '--ignore-not-found']);
  kubectl(['delete', 'namespace', shop, payments, botPlace, '--ignore-not-found', '--wait=false']);
  rmSync(folder, { recursive: true, force: true });
});

const why = (name: string, namespace: string | null): Intent => ({ intent: 'why', kind: 'pod', name, namespace, symptom: null, locale: 'en' });
const ask = (intent: Intent, user: string | null, groups: readonly string[] = []): Promise<Answer> =>
  runtime.answer(intent, { rights: { clusters: null, namespaces: null, as: user === null ? null : { user, groups } } });

describe('two people who may see different namespaces', () => {
  it('each get an answer about what is theirs', async () => {
    for (const [name, namespace, user] of [
      ['web-0', shop, names.mina],
      ['ledger-0', payments, names.jiho],
    ] as const) {
      const answer = await ask(why(name, namespace), user, [names.group]);
      // the role `view` does not read nodes: whether that leaves a cause or a gap is a matter of rules
      expect(answer).toMatchObject({ type: 'report', report: { target: { name, namespace }, verdict: expect.stringMatching(/problem|unknown/) } });
    }
  });

  it('and of what is the other one, nothing but that they may not read it', async () => {
    for (const [name, namespace, user] of [
      ['ledger-0', payments, names.mina],
      ['web-0', shop, names.jiho],
    ] as const) {
      const answer = await ask(why(name, namespace), user);
      expect(answer).toMatchObject({ type: 'failure', code: 'forbidden' });
      expect(answerToText(answer, rules, 'en')).toContain(user);
    }
  });

  it('at the same time, over the same connection, without mixing', async () => {
    const questions = Array.from({ length: 12 }, (_, n) => (n % 2 === 0 ? names.mina : names.jiho));
    const answers = await Promise.all(questions.map((user) => ask({ ...why('x', shop), intent: 'list', name: null }, user)));
    for (const [n, answer] of answers.entries()) expect(answer.type).toBe(n % 2 === 0 ? 'table' : 'failure');
  });

  it('a name without a namespace is not found in namespaces of others', async () => {
    const answer = await ask(why('ledger-0', null), names.mina);
    expect(JSON.stringify(answer)).not.toContain(payments);
  });
});

describe('the bot itself', () => {
  it('may read nothing of them', async () => {
    expect(await ask(why('web-0', shop), null)).toMatchObject({ type: 'failure', code: 'forbidden' });
  });

  it('may act as nobody else, and in no other group', async () => {
    for (const [user, groups] of [
      ['somebody@example.com', []],
      [names.mina, ['system:masters']],
      ['system:serviceaccount:kube-system:default', []],
    ] as const) {
      const answer = await ask(why('web-0', shop), user, groups);
      expect(answer).toMatchObject({ type: 'failure', code: 'forbidden' });
      expect(JSON.stringify(answer)).toContain('impersonate');
    }
  });
});

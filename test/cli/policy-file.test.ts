import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { describePolicy, readPolicy } from '../../src/cli/policy-file.ts';
import { ConfigError } from '../../src/config.ts';
import { impersonatedAs } from '../../src/core/impersonate.ts';
import { type Intent, intentNames } from '../../src/core/intent.ts';
import { decide } from '../../src/core/policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubewhy-policy-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const example = 'deploy/policy.example.yaml';

function written(text: string): string {
  const path = join(folder, 'policy.yaml');
  writeFileSync(path, text);
  return path;
}

function problems(text: string): readonly string[] {
  try {
    readPolicy(written(text));
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((problem) => problem.replace(/^KUBEWHY_POLICY: \S+: /, ''));
  }
}

describe('the example', () => {
  const policy = readPolicy(example);
  const ask = (intent: Intent['intent'], more: Partial<Intent>, where: { channel: string; cluster: string; groups?: readonly string[] }) =>
    decide(policy, {
      userId: 'U1',
      groups: [],
      intent: { intent, kind: 'pod', name: 'web', namespace: null, symptom: null, locale: 'en', ...more },
      ...where,
    });

  it('does what its comments say', () => {
    expect(ask('logs', { namespace: 'shop-eu' }, { channel: 'C0SHOPTEAM1', cluster: 'prod-eu' }).allowed).toBe(true);
    expect(ask('logs', { namespace: 'payments' }, { channel: 'C0SHOPTEAM1', cluster: 'prod-eu' }).allowed).toBe(false);
    expect(ask('why', { namespace: 'payments' }, { channel: 'D1', cluster: 'staging' }).allowed).toBe(true);
    expect(ask('logs', { namespace: 'payments' }, { channel: 'D1', cluster: 'staging' }).allowed).toBe(false);
    expect(ask('audit', { kind: null, name: null }, { channel: 'D1', cluster: 'staging' }).allowed).toBe(false);
    expect(ask('audit', { kind: null, name: null }, { channel: 'D1', cluster: 'staging', groups: ['S0PLATFORM1'] }).allowed).toBe(true);
    expect(ask('why', {}, { channel: 'C0ELSEWHERE', cluster: 'staging' })).toMatchObject({
      refusal: { missing: 'person', contact: '#platform-help' },
    });
  });

  it('is described a rule a line', () => {
    expect(describePolicy(policy)[0]).toBe('in C0SHOPTEAM1: everyone may ask all but audit; clusters: prod-*, staging; namespaces: shop, shop-*');
  });

  it('names every kind of question', () => {
    const text = readFileSync(example, 'utf8').replace(/\n# +/g, ' ');
    const listed = /kinds of questions: ([a-z, ]+)\./.exec(text)?.[1]?.split(', ') ?? [];
    expect(listed.toSorted()).toEqual(intentNames.filter((name) => name !== 'help').toSorted());
  });

  it('has a way to read clusters as people, which works when it is put in force', () => {
    const text = readFileSync(example, 'utf8');
    const open = text.slice(text.indexOf('# impersonate:')).replaceAll(/^# /gm, '');
    const { impersonate } = readPolicy(written(`${text}\n${open}`));
    expect(impersonate && impersonatedAs(impersonate, { id: 'U1', name: 'mina', email: 'mina@example.com' })).toEqual({
      user: 'mina@example.com',
      groups: ['kubewhy-people'],
    });
    expect(impersonate?.unattended).toEqual({ user: 'kubewhy-unattended', groups: [] });
  });
});

describe('a mistake is a sentence that names its place', () => {
  it.each([
    ['rules: 3', 'rules must be a list of rules.'],
    ['', 'the file must be a mapping with rules.'],
    ['rules: []\ncontakt: x', 'the file has "contakt", which means nothing there.'],
    ['rules: [{ users: U1 }]', 'rules[0].channels must be a list of channels.'],
    ['rules: [{ channels: "#shop" }]', 'rules[0].channels[0] must be the id of a Slack channel (C…, not its name), a pattern with *, or direct.'],
    ['rules: [{ channels: C1, namespace: shop }]', 'rules[0] has "namespace", which means nothing there.'],
    ['rules: [{ channels: C1, groups: [platform] }]', 'rules[0].groups[0] must be the id of a Slack user group (S…).'],
    ['rules: [{ channels: C1 }]\nimpersonate: { user: "{{mail}}" }', 'impersonate.user may only contain {{email}}, {{name}}, {{id}}.'],
    ['rules: [', 'is no YAML: '],
  ])('%s', (text, sentence) => {
    const [first = '', ...others] = problems(text);
    expect(first.startsWith(sentence), first).toBe(true);
    expect(others).toEqual([]);
  });

  it('an intent that is none, with those that there are', () => {
    expect(problems('rules: [{ channels: C1, intents: [lgos, "w*"] }]')).toEqual([
      `rules[0].intents[0] is "lgos", which is no kind of question; there are ${intentNames.join(', ')}.`,
    ]);
  });

  it('a file that is not there', () => {
    expect(() => readPolicy('/nowhere/policy.yaml')).toThrow('/nowhere/policy.yaml: cannot be read (ENOENT)');
  });
});

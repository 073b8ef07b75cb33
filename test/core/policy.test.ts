import { describe, expect, it } from 'vitest';
import { fitsOne } from '../../src/core/glob.ts';
import { impersonatedAs } from '../../src/core/impersonate.ts';
import type { Intent } from '../../src/core/intent.ts';
import { type Asked, decide, groupsOf, type Policy, type PolicyRule } from '../../src/core/policy.ts';

const unlimited = { users: null, groups: null, clusters: null, namespaces: null, intents: null };
const rule = (more: Partial<PolicyRule>): PolicyRule => ({ channels: ['C1'], ...unlimited, ...more });
const policy = (...rules: readonly Partial<PolicyRule>[]): Policy => ({ contact: '#help', rules: rules.map(rule), impersonate: null });
const asks = (intent: Intent['intent'], more: Partial<Intent> = {}): Intent => ({
  intent,
  kind: null,
  name: null,
  namespace: null,
  symptom: null,
  locale: 'en',
  ...more,
});
const why = asks('why', { kind: 'pod', name: 'web-0', namespace: 'shop' });
const asked = (more: Partial<Asked> = {}): Asked => ({ channel: 'C1', userId: 'U1', groups: [], intent: why, cluster: 'prod-eu', ...more });
const missing = (rules: Policy, one: Partial<Asked>) => {
  const decision = decide(rules, asked(one));
  return decision.allowed ? null : decision.refusal.missing;
};

describe('who may ask', () => {
  it('nothing but help outside the channels that are listed, whom to ask being said', () => {
    const rules = policy({ channels: ['C1'] });
    expect(decide(rules, asked({ channel: 'C2' }))).toEqual({
      allowed: false,
      refusal: { missing: 'channel', what: null, may: [], contact: '#help' },
    });
    expect(missing(rules, { channel: 'C2', intent: asks('help') })).toBeNull();
    expect(missing(rules, { channel: 'C2', intent: asks('runbook') })).toBe('channel');
    expect(missing(rules, {})).toBeNull();
  });

  it('a channel id is no part of another one', () => {
    expect(missing(policy({ channels: ['C1'] }), { channel: 'C12' })).toBe('channel');
    expect(missing(policy({ channels: ['*'] }), { channel: 'C12' })).toBeNull();
  });

  it('direct messages are a place of their own', () => {
    expect(missing(policy({ channels: ['direct'] }), { channel: 'D1' })).toBeNull();
    expect(missing(policy({ channels: ['direct'] }), {})).toBe('channel');
  });

  it('users, or members of user groups, or nobody', () => {
    const rules = policy({ users: ['U1'], groups: ['S1'] });
    expect(missing(rules, {})).toBeNull();
    expect(missing(rules, { userId: 'U2' })).toBe('person');
    expect(missing(rules, { userId: 'U2', groups: ['S1'] })).toBeNull();
    expect(missing(rules, { userId: null })).toBe('person');
    expect(missing(policy({}), { userId: null })).toBeNull();
    expect(groupsOf(policy({ groups: ['S1'] }, { channels: ['C2'], groups: ['S2'] }), 'C1')).toEqual(['S1']);
  });
});

describe('what may be asked', () => {
  it('kinds of questions; audit only by its name', () => {
    expect(missing(policy({ intents: ['list'] }), {})).toBe('intent');
    expect(missing(policy({ intents: ['w*'] }), {})).toBeNull();
    expect(missing(policy({ intents: ['*'] }), { intent: asks('audit') })).toBe('intent');
    expect(missing(policy({}), { intent: asks('audit') })).toBe('intent');
    expect(missing(policy({ intents: ['*', 'audit'] }), { intent: asks('audit') })).toBeNull();
  });

  it('clusters', () => {
    const rules = policy({ clusters: ['prod-*'] });
    expect(missing(rules, {})).toBeNull();
    expect(decide(rules, asked({ cluster: 'staging' }))).toMatchObject({ refusal: { missing: 'cluster', what: 'staging', may: ['prod-*'] } });
    expect(missing(rules, { cluster: 'staging', intent: asks('explain') })).toBeNull();
  });

  it('rights of two rules do not mix: logs in staging and why in prod are not logs in prod', () => {
    const rules = policy({ clusters: ['staging'] }, { clusters: ['prod-eu'], intents: ['why'], namespaces: ['shop'] });
    const logs = asks('logs', { kind: 'pod', name: 'web-0', namespace: 'shop' });
    expect(missing(rules, { intent: logs })).toBe('cluster');
    expect(missing(rules, { intent: logs, cluster: 'staging' })).toBeNull();
    expect(missing(rules, { intent: { ...why, namespace: 'payments' } })).toBe('namespace');
    expect(missing(rules, { intent: { ...why, namespace: 'payments' }, cluster: 'staging' })).toBeNull();
  });

  it('namespaces, that of the other end of a trace too', () => {
    const rules = policy({ namespaces: ['shop', 'shop-*'] });
    expect(missing(rules, {})).toBeNull();
    expect(decide(rules, asked({ intent: { ...why, namespace: 'payments' } }))).toMatchObject({
      refusal: { missing: 'namespace', what: 'payments', may: ['shop', 'shop-*'] },
    });
    expect(missing(rules, { intent: asks('health', { kind: 'namespace', name: 'payments' }) })).toBe('namespace');
    const trace = asks('trace', { name: 'web', namespace: 'shop', to: { kind: null, name: 'db', namespace: 'payments' } });
    expect(missing(rules, { intent: trace })).toBe('namespace');
    expect(missing(rules, { intent: asks('use', { namespace: 'payments' }) })).toBe('namespace');
  });

  it('a question about all namespaces needs the right to all', () => {
    const rules = policy({ namespaces: ['shop', 'shop-*'] });
    const wide = [
      asks('health'),
      asks('check', { area: 'dns' }),
      asks('list', { kind: 'pod' }),
      asks('events'),
      asks('changes'),
      asks('top'),
      asks('digest'),
    ];
    for (const intent of [...wide, asks('list', { kind: 'pod', namespace: 'shop', allNamespaces: true }), asks('why', { kind: 'cluster' })])
      expect(missing(rules, { intent }), intent.intent).toBe('all-namespaces');
    for (const intent of wide) expect(missing(policy({ namespaces: ['*'] }), { intent }), intent.intent).toBeNull();
  });

  it('with one namespace, it is about that one', () => {
    const rules = policy({ namespaces: ['shop'] });
    for (const intent of [asks('health'), asks('list', { kind: 'pod', allNamespaces: true }), asks('why', { name: 'web' })]) {
      const decision = decide(rules, asked({ intent }));
      expect(decision).toMatchObject({ allowed: true, intent: { namespace: 'shop' }, scope: { namespaces: ['shop'] } });
      expect(decision).not.toHaveProperty('intent.allNamespaces');
    }
    expect(missing(rules, { intent: asks('why', { kind: 'cluster' }) })).toBe('all-namespaces');
  });

  it('a name without a namespace is looked for where the asker may look; nodes are in none', () => {
    const rules = policy({ namespaces: ['shop', 'shop-*'] });
    const scope = { clusters: null, namespaces: ['shop', 'shop-*'] };
    for (const intent of [asks('why', { name: 'web' }), asks('list', { kind: 'node' }), asks('why', { kind: 'node', name: 'n1' })])
      expect(decide(rules, asked({ intent }))).toEqual({ allowed: true, intent, scope });
    expect(missing(rules, { intent: asks('digest', { action: 'list' }) })).toBeNull();
  });
});

it.each([
  ['shop', ['shop'], true],
  ['shopping', ['shop'], false],
  ['shop-a', ['shop-*'], true],
  ['my-shop', ['shop*'], false],
  ['a-b-c', ['a*b*c'], true],
  ['ac', ['a*b*c'], false],
  ['aba', ['ab*ba'], false],
  ['x.y', ['x?y', 'x[.]y'], false],
  ['anything', ['*'], true],
])('%s fits %j: %s', (name, patterns, fits) => {
  expect(fitsOne(name, patterns)).toBe(fits);
});

describe('as whom a cluster is read', () => {
  const template = { user: '{{email}}', groups: ['people', 'slack:{{name}}'], unattended: null };
  const mina = { id: 'U1', name: 'mina', email: 'mina@example.com' };

  it('is filled in from the profile', () => {
    expect(impersonatedAs(template, mina)).toEqual({ user: 'mina@example.com', groups: ['people', 'slack:mina'] });
  });

  it('is nobody where the profile lacks it, or cannot be sent', () => {
    expect(impersonatedAs(template, { ...mina, email: null })).toEqual({ missing: 'email' });
    expect(impersonatedAs(template, { ...mina, name: '미나' })).toEqual({ missing: 'name' });
    expect(impersonatedAs(template, { ...mina, name: 'a\r\nimpersonate-group: system:masters' })).toEqual({ missing: 'name' });
  });

  it('is never one of Kubernetes own by what people call themselves', () => {
    const open = { user: '{{email}}', groups: ['{{name}}'], unattended: null };
    expect(impersonatedAs(open, { ...mina, name: 'system:masters' })).toEqual({ missing: 'name' });
    expect(impersonatedAs({ ...open, groups: ['system:authenticated'] }, mina)).toMatchObject({ groups: ['system:authenticated'] });
  });
});

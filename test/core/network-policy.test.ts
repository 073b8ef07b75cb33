import { describe, expect, it } from 'vitest';
import { inCidr } from '../../src/core/cidr.ts';
import type { NetworkPolicy } from '../../src/core/kinds.ts';
import { type PolicyPod, reaches } from '../../src/core/network-policy.ts';

const pod = (name: string, labels: Record<string, string>, more: Partial<PolicyPod> = {}): PolicyPod => ({
  name,
  namespace: 'shop',
  labels,
  namespaceLabels: { 'kubernetes.io/metadata.name': more.namespace ?? 'shop' },
  addresses: ['10.244.1.5'],
  ports: [],
  hostNetwork: false,
  ...more,
});
const web = pod('web-0', { app: 'web' });
const db = pod('db-0', { app: 'db' }, { addresses: ['10.244.2.7'], ports: [{ name: 'pg', port: 5432, protocol: 'TCP' }] });
const policy = (name: string, spec: NonNullable<NetworkPolicy['spec']>, namespace = 'shop'): NetworkPolicy => ({
  metadata: { name, namespace },
  spec,
});
const tcp = (port: number | null) => ({ port, protocol: 'TCP' });
const denyIngress = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] });

describe('a pod without policies', () => {
  it('is reached by everyone', () => {
    expect(reaches(web, db, tcp(5432), [])).toMatchObject({ allowed: true, egress: { isolatedBy: [] }, ingress: { isolatedBy: [] } });
    expect(reaches(web, db, tcp(5432), [policy('other', { podSelector: { matchLabels: { app: 'cart' } } })]).allowed).toBe(true);
    expect(reaches(web, db, tcp(5432), [policy('deny', { podSelector: {} }, 'billing')]).allowed, 'policies hold in their own namespace').toBe(true);
  });
});

describe('ingress', () => {
  it('is closed by a policy without rules, and the policy is named', () => {
    expect(reaches(web, db, tcp(5432), [denyIngress])).toMatchObject({ allowed: false, ingress: { allowed: false, isolatedBy: ['deny'], by: null } });
  });

  it('is opened by any one policy: they add up, and the rule is named', () => {
    const allow = policy('allow-web', {
      podSelector: { matchLabels: { app: 'db' } },
      ingress: [{ from: [{ podSelector: { matchLabels: { app: 'cart' } } }] }, { from: [{ podSelector: { matchLabels: { app: 'web' } } }] }],
    });
    expect(reaches(web, db, tcp(5432), [denyIngress, allow]).ingress).toEqual({
      allowed: true,
      isolatedBy: ['deny', 'allow-web'],
      by: { policy: 'allow-web', rule: 1 },
    });
  });

  it('an empty rule admits all; a rule without peers but with ports admits all on those', () => {
    expect(reaches(web, db, tcp(1), [policy('all', { podSelector: {}, ingress: [{}] })]).allowed).toBe(true);
    const onPort = policy('port', { podSelector: {}, ingress: [{ ports: [{ port: 5432 }] }] });
    expect(reaches(web, db, tcp(5432), [onPort]).allowed).toBe(true);
    expect(reaches(web, db, tcp(80), [onPort]).allowed).toBe(false);
    expect(reaches({ address: '192.0.2.1' }, db, tcp(5432), [onPort]).allowed).toBe(true);
  });

  it('named ports are those of the pod, ranges are inclusive, protocols count', () => {
    const named = policy('named', { podSelector: {}, ingress: [{ ports: [{ port: 'pg' }] }] });
    expect(reaches(web, db, tcp(5432), [named]).allowed).toBe(true);
    expect(reaches(web, db, tcp(5433), [named]).allowed).toBe(false);
    const range = policy('range', { podSelector: {}, ingress: [{ ports: [{ port: 8000, endPort: 8010 }] }] });
    expect([7999, 8000, 8010, 8011].map((port) => reaches(web, db, tcp(port), [range]).allowed)).toEqual([false, true, true, false]);
    const udp = policy('udp', { podSelector: {}, ingress: [{ ports: [{ port: 53, protocol: 'UDP' }] }] });
    expect(reaches(web, db, tcp(53), [udp]).allowed).toBe(false);
    expect(reaches(web, db, { port: 53, protocol: 'UDP' }, [udp]).allowed).toBe(true);
  });

  it('podSelector alone means the own namespace; with namespaceSelector both must fit; namespaceSelector alone means all its pods', () => {
    const outside = pod('web-1', { app: 'web' }, { namespace: 'front' });
    const from = (peer: object) => policy('p', { podSelector: {}, ingress: [{ from: [peer] }] });
    const app = { podSelector: { matchLabels: { app: 'web' } } };
    const front = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'front' } } };
    expect(reaches(outside, db, tcp(1), [from(app)]).allowed).toBe(false);
    expect(reaches(outside, db, tcp(1), [from(front)]).allowed).toBe(true);
    expect(reaches(outside, db, tcp(1), [from({ ...app, ...front })]).allowed).toBe(true);
    expect(reaches(pod('x', { app: 'x' }, { namespace: 'front' }), db, tcp(1), [from({ ...app, ...front })]).allowed).toBe(false);
    expect(reaches(web, db, tcp(1), [from(front)]).allowed).toBe(false);
    expect(reaches(web, db, tcp(1), [from({ namespaceSelector: {} })]).allowed).toBe(true);
  });

  it('expressions of selectors hold', () => {
    const notIn = policy('p', {
      podSelector: {},
      ingress: [{ from: [{ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } }] }],
    });
    expect(reaches(web, db, tcp(1), [notIn]).allowed).toBe(false);
    expect(reaches(pod('cart-0', { app: 'cart' }), db, tcp(1), [notIn]).allowed).toBe(true);
  });

  it('blocks of addresses, with exceptions, for outsiders and pods', () => {
    const block = policy('block', { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['10.244.0.0/16'] } }] }] });
    expect(reaches({ address: '10.1.2.3' }, db, tcp(1), [block]).allowed).toBe(true);
    expect(reaches({ address: '10.244.9.9' }, db, tcp(1), [block]).allowed).toBe(false);
    expect(reaches({ address: '192.0.2.1' }, db, tcp(1), [block]).allowed).toBe(false);
    expect(reaches(web, db, tcp(1), [block]).allowed).toBe(false);
  });

  it('a pod always reaches itself, and a pod on the node network is not isolated', () => {
    expect(reaches(db, db, tcp(5432), [denyIngress]).allowed).toBe(true);
    expect(reaches(web, { ...db, hostNetwork: true }, tcp(1), [denyIngress]).allowed).toBe(true);
  });
});

describe('egress', () => {
  const onlyDb = policy('only-db', {
    podSelector: { matchLabels: { app: 'web' } },
    policyTypes: ['Egress'],
    egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port: 'pg' }] }],
  });

  it('must let it out as well; a named port is the port of the other side', () => {
    expect(reaches(web, db, tcp(5432), [onlyDb]).allowed).toBe(true);
    expect(reaches(web, db, tcp(5433), [onlyDb])).toMatchObject({
      allowed: false,
      egress: { allowed: false, isolatedBy: ['only-db'] },
      ingress: { allowed: true },
    });
    expect(reaches(web, db, tcp(5432), [onlyDb, denyIngress])).toMatchObject({
      allowed: false,
      egress: { allowed: true },
      ingress: { allowed: false },
    });
  });

  it('forgets DNS easily', () => {
    const dns = pod('coredns', { 'k8s-app': 'kube-dns' }, { namespace: 'kube-system' });
    expect(reaches(web, dns, { port: 53, protocol: 'UDP' }, [onlyDb]).allowed).toBe(false);
    const withDns = policy('dns', {
      podSelector: {},
      policyTypes: ['Egress'],
      egress: [{ to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }], ports: [{ port: 53, protocol: 'UDP' }] }],
    });
    expect(reaches(web, dns, { port: 53, protocol: 'UDP' }, [onlyDb, withDns]).egress.by).toEqual({ policy: 'dns', rule: 0 });
  });

  it('egress rules without policyTypes isolate both ways', () => {
    const both = policy('both', { podSelector: { matchLabels: { app: 'web' } }, egress: [{ to: [{ ipBlock: { cidr: '0.0.0.0/0' } }] }] });
    expect(reaches(web, db, tcp(1), [both]).allowed).toBe(true);
    expect(reaches(db, web, tcp(1), [both]).ingress).toMatchObject({ allowed: false, isolatedBy: ['both'] });
  });
});

describe('inCidr', () => {
  it.each([
    ['10.1.2.3', '10.1.2.0/24', true],
    ['10.1.3.3', '10.1.2.0/24', false],
    ['10.1.2.3', '0.0.0.0/0', true],
    ['10.1.2.3', '10.1.2.3/32', true],
    ['fd00::1:5', 'fd00::/64', true],
    ['fd00:1::5', 'fd00::/64', false],
    ['::1', '::/0', true],
    ['10.1.2.3', '::/0', false],
    ['db', '10.0.0.0/8', false],
    ['10.1.2.3', '10.0.0.0', false],
  ])('%s in %s: %s', (address, cidr, inside) => expect(inCidr(address, cidr)).toBe(inside));
});

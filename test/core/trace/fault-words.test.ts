import { describe, expect, it } from 'vitest';
import { faultSteps } from '../../../src/core/trace/fault-steps.ts';
import { type FaultPlace, faultWords } from '../../../src/core/trace/fault-words.ts';
import type { Fault, Via } from '../../../src/core/trace/path.ts';
import { drawPath } from '../../../src/core/words/trace-drawing.ts';
import { hungParticle } from '../hung-particle.ts';

const to = { kind: 'service', name: 'db', namespace: 'shop' } as const;
const from = { kind: 'deployment', name: 'api', namespace: 'shop' } as const;
const pod = { kind: 'pod', name: 'db-0', namespace: 'shop' } as const;
const plugin = { plugin: 'Calico', enforces: true } as const;
const unknown = { plugin: null, enforces: null } as const;
const login = { type: 'login-differs', variable: 'DB_USER', value: 'shopp', server: 'POSTGRES_USER', expects: 'shop' } as const;

const faults: readonly Fault[] = [
  { type: 'class-missing', class: 'ngnix', near: ['nginx'] },
  { type: 'no-address' },
  { type: 'service-missing', near: ['dbs'], use: null },
  { type: 'service-missing', near: [], use: 'db.data.svc.cluster.local' },
  { type: 'service-missing', near: [], use: null },
  { type: 'port-missing', asked: '3306', has: ['pg (5432/TCP)'], isTargetPort: true },
  { type: 'selects-nothing', selector: 'app=dbb', near: { name: 'db-0', has: 'app=db' } },
  { type: 'selects-nothing', selector: 'app=dbb', near: null },
  { type: 'scaled-to-zero', kind: 'deployment', name: 'db' },
  { type: 'no-endpoints' },
  { type: 'named-port-missing', port: 'pg (5432/TCP)', target: 'sql', declared: ['pg (5432/TCP)'] },
  { type: 'named-port-missing', port: 'pg (5432/TCP)', target: 'sql', declared: [] },
  { type: 'target-undeclared', port: 'pg (5432/TCP)', target: 5433, declared: ['pg (5432/TCP)'] },
  { type: 'not-ready', ready: 0, pods: 2, states: [{ status: 'CrashLoopBackOff', count: 2 }] },
  { type: 'not-ready', ready: 1, pods: 2, states: [{ status: 'Pending', count: 1 }] },
  { type: 'not-ready', ready: 0, pods: 0, states: [] },
  { type: 'restarting', pod: 'db-0', container: 'pg', restarts: 7, exitCode: 137 },
  { type: 'policy', direction: 'ingress', policies: ['a'], namespace: 'shop', port: '5432/TCP', ...plugin },
  {
    type: 'policy',
    direction: 'ingress',
    policies: ['a'],
    namespace: 'shop',
    port: '80/TCP',
    allows: [{ peers: 'app=caller', ports: '8080/TCP' }],
    ...plugin,
  },
  { type: 'policy', direction: 'egress', policies: ['a'], namespace: 'shop', port: '80/TCP', allows: [], ...plugin },
  { type: 'policy', direction: 'egress', policies: ['a', 'b'], namespace: 'shop', port: '5432/TCP', ...unknown },
  { type: 'dns-policy', policies: ['a'], namespace: 'shop', ...plugin },
  { ...login, what: 'user' },
  { ...login, what: 'database' },
  { ...login, what: 'password', variable: null, value: null, expects: null },
];
const ways: readonly Via[] = [
  { type: 'start' },
  { type: 'route', route: null, port: '80' },
  { type: 'route', route: 'shop.example/', port: null },
  { type: 'selector' },
  { type: 'name', by: 'env', name: 'DB_HOST', container: 'app', host: 'db', port: 5432 },
  { type: 'name', by: 'configmap', name: 'conf/app.yaml', container: null, host: 'db', port: null },
  { type: 'name', by: 'args', name: null, container: 'app', host: 'db', port: null },
  { type: 'name', by: 'log', name: null, container: 'app', host: 'db', port: null },
  { type: 'asked', port: '5432' },
];
const places = ways.flatMap((via): FaultPlace[] => [
  { to, from, via, pod },
  { to, from: null, via, pod: null },
]);

describe.each(faults.map((fault) => [fault.type, fault] as const))('%s', (_, fault) => {
  it('is said in both languages, wherever it is', () => {
    for (const place of places) {
      const said = faultWords(fault, place);
      const steps = faultSteps(fault, place);
      expect(said.en.replace(/`[^`]*`/g, '')).not.toMatch(/[가-힣]/);
      expect(said.ko).toMatch(/[가-힣]/);
      for (const text of [said.en, said.ko, ...steps.flatMap(({ text, command = '-' }) => [text.en, text.ko, command])]) {
        expect(text).not.toMatch(/undefined|\bNaN\b|\[object|\bnull\b| {2}/);
        expect(text.trim()).not.toBe('');
      }
      expect([said.ko, ...steps.map(({ text }) => text.ko)].join('\n')).not.toMatch(hungParticle);
      expect(said.en).toMatch(/^[A-Z`]/);
    }
  });

  it('is drawn in a few words', () => {
    for (const via of ways) {
      const hop = { id: 0, parent: null, role: 'service', ref: to, via, state: 'broken', ports: [], selector: null, ready: null, pod: null } as const;
      const faults = [{ fault, level: 'broken', proof: [{ ref: to, path: 'spec', value: null }] }] as const;
      for (const locale of ['en', 'ko'] as const) {
        const drawn = drawPath({ start: to, hops: [{ ...hop, faults, external: null, passes: [], again: false }], gaps: [], cut: false }, locale);
        expect(drawn).toMatch(/^✖ service\/db .*← \S/);
        expect(drawn).not.toMatch(/undefined|null|\[object/);
      }
    }
  });
});

import type { Answer } from '../../../src/core/answer.ts';
import type { Hop } from '../../../src/core/trace/path.ts';

const at = '2026-11-21T11:40:00Z';
const cost = { requests: 9, ms: 210 };
const ref = (kind: 'service' | 'deployment' | 'pod' | 'networkpolicy', name: string) => ({ kind, name, namespace: 'shop' }) as const;
const well = { state: 'ok', faults: [], ports: [], selector: null, ready: null, pod: null, external: null, passes: [], again: false } as const;

const web: Hop = {
  ...well,
  id: 0,
  parent: null,
  role: 'service',
  ref: ref('service', 'web'),
  via: { type: 'start' },
  ports: ['http (80/TCP) → 8080'],
  selector: 'app=web',
  ready: { ready: 2, total: 2 },
};
const pods: Hop = {
  ...well,
  id: 1,
  parent: 0,
  role: 'pods',
  ref: ref('deployment', 'web'),
  via: { type: 'selector' },
  ready: { ready: 2, total: 2 },
  pod: ref('pod', 'web-1'),
};
const missing: Hop = {
  ...well,
  id: 2,
  parent: 1,
  role: 'service',
  ref: ref('service', 'dbb'),
  via: { type: 'name', by: 'env', name: 'DB_HOST', container: 'app', host: 'dbb', port: 5432 },
  state: 'broken',
  faults: [
    {
      fault: { type: 'service-missing', near: ['db'], use: null },
      level: 'broken',
      proof: [{ ref: ref('pod', 'web-1'), path: 'spec.containers[name=app].env[name=DB_HOST].value', value: 'dbb' }],
    },
  ],
};
const closed: Hop = {
  ...well,
  id: 1,
  parent: 0,
  role: 'service',
  ref: ref('service', 'db'),
  via: { type: 'asked', port: '5432' },
  state: 'broken',
  faults: [
    {
      fault: { type: 'policy', direction: 'ingress', policies: ['db-in'], namespace: 'shop', port: '5432/TCP', plugin: 'Calico', enforces: true },
      level: 'broken',
      proof: [{ ref: ref('networkpolicy', 'db-in'), path: 'spec.policyTypes', value: 'Ingress' }],
    },
  ],
};
const start: Hop = { ...pods, id: 0, parent: null, via: { type: 'start' } };
const open: Hop = { ...closed, state: 'ok', faults: [], passes: [{ direction: 'ingress', policy: 'db-in', rule: 0 }] };

/** The walk of an application, and whether A reaches B. */
export const traceAnswers: { readonly [name: string]: Answer } = {
  trace: {
    type: 'trace',
    cluster: 'prod',
    at,
    path: { start: web.ref, hops: [web, pods, missing], gaps: [], cut: true },
    to: null,
    port: null,
    cost,
  },
  'trace-closed': {
    type: 'trace',
    cluster: 'prod',
    at,
    path: { start: start.ref, hops: [start, closed], gaps: [], cut: false },
    to: closed.ref,
    port: '5432',
    cost,
  },
  'trace-open': {
    type: 'trace',
    cluster: 'prod',
    at,
    path: { start: start.ref, hops: [start, open], gaps: [], cut: false },
    to: open.ref,
    port: '5432',
    cost,
  },
};

/** A way whose every name is somebody else's text. */
export function hostileHops(evil: string): Hop[] {
  const to = { kind: 'service', name: evil, namespace: evil } as const;
  const via = { type: 'name', by: 'env', name: evil, container: evil, host: evil, port: null } as const;
  const fault = { type: 'service-missing', near: [evil], use: null } as const;
  const faults = [{ fault, level: 'broken', proof: [{ ref: to, path: evil, value: evil }] }] as const;
  return [
    { ...web, ref: to, ports: [evil], selector: evil },
    { ...missing, id: 1, parent: 0, ref: to, via, faults },
  ];
}

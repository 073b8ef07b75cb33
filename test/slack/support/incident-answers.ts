import type { Answer } from '../../../src/core/answer.ts';
import type { Look, TimelineEntry } from '../../../src/core/on-call/incident/incident.ts';
import type { IncidentStatus } from '../../../src/core/on-call/incident/incident-answer.ts';
import { sampleReport } from './sample-rules.ts';

const minsu = { id: 'U0MINSU01', name: 'minsu' } as const;
const jiyeon = { id: 'U0JIYEON1', name: null } as const;
const cart = { kind: 'deployment', name: 'cart', namespace: 'shop' } as const;
const [cause] = sampleReport.findings;

export const problemLook: Look = {
  at: '2026-11-21T11:40:03.000Z',
  cluster: 'prod',
  verdict: 'problem',
  status: '1/3 ready',
  causes: sampleReport.findings.map(({ id, rule, subject, severity, facts }) => ({ id, rule, subject, severity, facts })),
  moreCauses: 1,
  gaps: 0,
  firstSign: '2026-11-21T11:31:00.000Z',
  failure: null,
};
const healthyLook: Look = {
  ...problemLook,
  at: '2026-11-21T11:52:00.000Z',
  verdict: 'healthy',
  status: '3/3 ready',
  causes: [],
  moreCauses: 0,
  firstSign: null,
};
const awayLook: Look = {
  ...healthyLook,
  verdict: 'away',
  status: null,
  failure: { type: 'failure', code: 'refused', cluster: 'prod', what: 'https://10.0.0.1:6443', detail: 'connect ECONNREFUSED 10.0.0.1:6443' },
};

const rollout = {
  type: 'rollout',
  at: '2026-11-21T11:49:30Z',
  ref: cart,
  by: 'kubectl-set',
  from: 11,
  to: 12,
  back: true,
  changes: [{ path: 'containers[cart].image', from: 'cart:12', to: 'cart:11' }],
} as const;

export const openStatus: IncidentStatus = {
  id: '20261121114000.prod.cart',
  target: cart,
  cluster: 'prod',
  startedAt: '2026-11-21T11:40:00.000Z',
  startedBy: minsu,
  settled: { look: problemLook, since: '2026-11-21T11:31:00.000Z' },
  last: problemLook,
  known: problemLook,
  problemSince: '2026-11-21T11:31:00.000Z',
  onIt: [jiyeon, minsu],
  recent: {
    at: '2026-11-21T11:40:03Z',
    entries: [{ type: 'edited', at: '2026-11-21T11:30:40Z', ref: { kind: 'configmap', name: 'cart', namespace: 'shop' }, by: 'helm' }],
    more: 2,
    partial: true,
  },
  recovery: null,
  lacks: [
    { what: 'pin', code: 'missing_scope', scope: 'pins:write' },
    { what: 'invite', code: 'user_is_restricted', scope: null },
  ],
  closed: null,
  pace: { looks: 'often', at: '2026-11-21T11:40:04.000Z', quietSince: '2026-11-21T11:40:00.000Z' },
};

const closedStatus: IncidentStatus = {
  ...openStatus,
  settled: { look: healthyLook, since: '2026-11-21T11:51:00.000Z' },
  last: healthyLook,
  known: healthyLook,
  problemSince: null,
  recovery: {
    problemSince: '2026-11-21T11:31:00.000Z',
    problemAt: '2026-11-21T11:49:58.000Z',
    healthyAt: '2026-11-21T11:51:00.000Z',
    changes: [rollout],
    unread: false,
  },
  lacks: [],
  closed: { at: '2026-11-21T11:53:20.000Z', by: jiyeon },
};

const timeline: readonly TimelineEntry[] = [
  { type: 'state', at: '2026-11-21T11:31:00.000Z', look: problemLook },
  { type: 'started', at: '2026-11-21T11:40:00.000Z', by: minsu },
  { type: 'acknowledged', at: '2026-11-21T11:41:10.000Z', by: { ...jiyeon, name: 'jiyeon' } },
  {
    type: 'diagnosis',
    at: '2026-11-21T11:43:00.000Z',
    by: minsu,
    about: { kind: 'pod', name: 'cart-1', namespace: 'shop' },
    asked: 'why cart-1',
    look: problemLook,
  },
  { type: 'note', at: '2026-11-21T11:48:00.000Z', by: minsu, text: 'rolling back | # [x](http://evil) <!channel> `rm -rf`', pinned: false },
  { type: 'note', at: '2026-11-21T11:48:30.000Z', by: minsu, text: 'graph of the errors', pinned: true },
  { type: 'change', at: rollout.at, change: rollout },
  { type: 'state', at: '2026-11-21T11:51:00.000Z', look: healthyLook },
  { type: 'closed', at: '2026-11-21T11:53:20.000Z', by: { ...jiyeon, name: 'jiyeon' } },
];

const incident = 'incident' as const;
const seldom = { looks: 'seldom', at: '2026-11-21T13:41:00.000Z', quietSince: '2026-11-21T11:41:00.000Z' } as const;
const { target, startedAt } = openStatus;

/** One answer of each kind that incidents give. */
export const incidentAnswers: { readonly [name: string]: Answer } = {
  'incident-status': { type: incident, view: 'status', status: openStatus },
  'incident-first': {
    type: incident,
    view: 'status',
    status: {
      ...openStatus,
      target: { ...cart, kind: null },
      settled: null,
      last: null,
      pace: null,
      problemSince: null,
      onIt: [],
      recent: null,
      lacks: [],
    },
  },
  'incident-away': {
    type: incident,
    view: 'status',
    status: { ...openStatus, settled: { look: awayLook, since: awayLook.at }, last: awayLook, lacks: [] },
  },
  'incident-unsettled': {
    type: incident,
    view: 'status',
    status: { ...openStatus, last: healthyLook, lacks: [], recent: { at: healthyLook.at, entries: [rollout], more: 0, partial: false } },
  },
  'incident-recovered': { type: incident, view: 'status', status: { ...closedStatus, closed: null } },
  'incident-done': { type: incident, view: 'status', status: closedStatus },
  'incident-seldom': { type: incident, view: 'status', status: { ...openStatus, pace: seldom, lacks: [] } },
  'incident-left': {
    type: incident,
    view: 'status',
    status: { ...openStatus, pace: { ...seldom, looks: 'never', at: '2026-11-28T11:41:00.000Z' }, lacks: [] },
  },
  'incident-quiet': { type: incident, view: 'quiet', target, status: { ...openStatus, pace: seldom } },
  'incident-changed': {
    type: incident,
    view: 'changed',
    target,
    status: { ...closedStatus, closed: null },
    from: { look: problemLook, since: startedAt },
  },
  'incident-cause-changed': {
    type: incident,
    view: 'changed',
    target,
    status: openStatus,
    from: { look: { ...problemLook, causes: [cause as never] }, since: startedAt },
  },
  'incident-closed': { type: incident, view: 'closed', status: closedStatus, timeline },
  'incident-closed-broken': {
    type: incident,
    view: 'closed',
    status: { ...openStatus, closed: closedStatus.closed, lacks: [] },
    timeline: timeline.slice(0, 2),
  },
  'incident-closed-alone': {
    type: incident,
    view: 'closed',
    status: { ...closedStatus, recovery: { problemSince: null, problemAt: null, healthyAt: '2026-11-21T11:51:00.000Z', changes: [], unread: false } },
    timeline: [],
  },
  'incident-opened': { type: incident, view: 'opened', target, startedAt, existing: false, channel: null },
  'incident-existing': { type: incident, view: 'opened', target, startedAt, existing: true, channel: 'C0INCIDENT' },
  'incident-noted': { type: incident, view: 'noted', target },
  'incident-closing': { type: incident, view: 'closing', target },
  'incident-reopened': { type: incident, view: 'reopened', target },
  'incident-none': { type: incident, view: 'none', name: null },
  'incident-none-named': { type: incident, view: 'none', name: 'web' },
  'incident-no-text': { type: incident, view: 'no-text' },
  'incident-outside': { type: incident, view: 'outside' },
  'incident-list': {
    type: incident,
    view: 'list',
    open: [
      { target, cluster: 'prod', startedAt, settled: openStatus.settled, onIt: [jiyeon], closed: null, isLeft: false, channel: 'C0INCIDENT' },
      { target, cluster: 'prod', startedAt, settled: openStatus.settled, onIt: [], closed: null, isLeft: true, channel: null },
    ],
    closed: [
      { target, cluster: null, startedAt, settled: closedStatus.settled, onIt: [], closed: closedStatus.closed, isLeft: false, channel: null },
    ],
  },
};

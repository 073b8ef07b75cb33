import type { Answer } from '../../../src/core/answer.ts';
import type { Intent } from '../../../src/core/intent.ts';
import { alertAnswers } from './alert-answers.ts';
import { digestAnswers } from './digest-answers.ts';
import { explanationAnswers } from './explanation-answers.ts';
import { feedAnswers } from './feed-answers.ts';
import { incidentAnswers } from './incident-answers.ts';
import { probeAnswers } from './probe-answers.ts';
import { questionAnswers } from './question-answers.ts';
import { healthyReport, sampleReport } from './sample-rules.ts';
import { traceAnswers } from './trace-answers.ts';
import { watchAnswers } from './watch-answers.ts';

const pod = (name: string) => ({ kind: 'pod', name, namespace: 'shop' }) as const;
const refused = {
  facet: 'events',
  subject: pod('web-0'),
  why: 'forbidden',
  detail: 'events is forbidden: User "kubewhy" cannot list resource "events" in API group "" in the namespace "shop"',
} as const;
const why: Intent = { intent: 'why', kind: 'pod', name: 'web', namespace: 'shop', symptom: null, locale: 'en' };

const lookedFor = {
  at: '2026-11-21T11:38:00Z',
  who: { id: 'alertmanager', name: 'Alertmanager' },
  where: { medium: 'slack', team: null, channel: 'C1' },
  question: { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' },
  cluster: 'prod',
  as: null,
  outcome: 'answered',
  answer: 'report',
  verdict: 'problem',
  causes: ['pod/insufficient-resources'],
  code: null,
  missing: null,
  read: { pod: 2 },
  ms: 412,
} as const;

/** One answer of each kind. */
export const answers: { readonly [name: string]: Answer } = {
  report: { type: 'report', report: sampleReport },
  healthy: { type: 'report', report: healthyReport },
  unknown: {
    type: 'report',
    report: { ...sampleReport, verdict: 'unknown', state: { condition: 'failing', status: 'CrashLoopBackOff' }, findings: [], gaps: [refused] },
  },
  list: {
    type: 'table',
    cluster: 'prod',
    kind: 'pod',
    namespace: 'shop',
    filter: 'failing',
    columns: ['NAME', 'READY', 'STATUS', 'RESTARTS', 'AGE'],
    rows: [
      { cells: ['web-0', '0/1', 'CrashLoopBackOff', '12', '3h'], ref: pod('web-0'), tone: 'bad' },
      { cells: ['cart-7d', '1/2', 'Running', '0', '5m'], ref: pod('cart-7d'), tone: 'warn' },
    ],
    total: 14,
    countOnly: false,
    gaps: [],
  },
  count: {
    type: 'table',
    cluster: 'prod',
    kind: 'pod',
    namespace: null,
    filter: null,
    columns: [],
    rows: [],
    total: 0,
    countOnly: true,
    gaps: [refused],
  },
  logs: {
    type: 'logs',
    cluster: 'prod',
    ref: pod('web-0'),
    previous: true,
    logs: [{ container: 'web', init: false, lines: ['starting', 'panic: no such host: db.shop.svc'] }],
    otherContainers: ['sidecar'],
    gaps: [],
  },
  events: {
    type: 'events',
    cluster: 'prod',
    at: '2026-11-21T11:40:00Z',
    target: pod('web-0'),
    namespace: 'shop',
    events: [
      {
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container web in pod web-0',
        count: 12,
        firstAt: '2026-11-21T11:00:00Z',
        lastAt: '2026-11-21T11:39:00Z',
        component: 'kubelet',
        host: 'worker-1',
        about: pod('web-0'),
        fieldPath: 'spec.containers{web}',
      },
    ],
    gaps: [],
  },
  'not-found': {
    type: 'not-found',
    cluster: 'prod',
    kind: 'pod',
    name: 'web-00',
    namespace: 'shop',
    similar: [pod('web-0')],
    elsewhere: [{ kind: 'deployment', name: 'web-00', namespace: 'dev' }],
    gaps: [refused],
  },
  'not-found-node': { type: 'not-found', cluster: 'prod', kind: 'node', name: 'worker-9', namespace: null, similar: [], elsewhere: [], gaps: [] },
  ...alertAnswers,
  ...traceAnswers,
  failure: { type: 'failure', code: 'x509-expired', cluster: 'prod', what: null, detail: 'x509: certificate has expired or is not yet valid' },
  'queue-away': { type: 'failure', code: 'queue-away', cluster: null, what: null, detail: null },
  choice: { type: 'choice', choices: [why, { ...why, kind: 'deployment' }] },
  clusters: {
    type: 'clusters',
    clusters: [
      { name: 'prod', server: 'https://10.0.0.1:6443', chosen: true, failure: null, version: 'v1.34.1' },
      { name: 'staging', server: 'https://10.0.1.1:6443', chosen: false, failure: 'refused', version: null },
    ],
  },
  setting: { type: 'setting', setting: 'listen', value: 'on' },
  help: { type: 'help' },
  runbook: {
    type: 'runbook',
    runbook: {
      id: 'crictl',
      coverage: ['runbook/crictl'],
      title: { en: 'Containers of a node with crictl', ko: 'crictl로 노드의 컨테이너 보기' },
      aliases: ['crictl', '크라이컨트롤'],
      summary: { en: 'It asks the runtime itself.', ko: '런타임에 직접 묻습니다.' },
      parts: [
        {
          title: { en: 'Look', ko: '확인' },
          steps: [
            { kind: 'look', text: { en: 'List the pods.', ko: '파드 목록을 확인합니다.' }, command: 'sudo crictl pods', output: 'POD ID   CREATED' },
            {
              kind: 'change',
              text: { en: 'Set the endpoint.', ko: '엔드포인트를 설정합니다.' },
              file: 'timeout: 10',
              undo: { en: 'Delete it.', ko: '파일을 지웁니다.' },
            },
          ],
          table: {
            columns: [
              { en: 'Command', ko: '명령' },
              { en: 'Shows', ko: '내용' },
            ],
            rows: [
              [
                { en: 'ps', ko: 'ps' },
                { en: 'containers', ko: '컨테이너' },
              ],
            ],
          },
          notes: [{ en: 'The kubelet deletes what it did not make.', ko: 'kubelet은 자신이 만들지 않은 것을 지웁니다.' }],
        },
      ],
      docs: ['https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/'],
    },
  },
  runbooks: {
    type: 'runbooks',
    outcome: 'none',
    asked: 'dnss',
    nearest: [{ id: 'dns-from-a-pod', title: { en: 'DNS, seen from a pod', ko: '파드에서 본 DNS' } }],
    topics: [
      { id: 'crictl', title: { en: 'crictl', ko: 'crictl' } },
      { id: 'dns-from-a-pod', title: { en: 'DNS, seen from a pod', ko: '파드에서 본 DNS' } },
    ],
  },
  'not-permitted': {
    type: 'failure',
    code: 'not-permitted',
    cluster: 'prod',
    what: null,
    detail: null,
    refusal: { missing: 'namespace', what: 'payments', may: ['shop', 'shop-*'], contact: '#platform-help' },
  },
  audit: {
    type: 'audit',
    entries: [
      {
        at: '2026-11-21T11:38:00Z',
        who: { id: 'U1', name: 'mina' },
        pressedBy: { id: 'U2', name: null },
        where: { medium: 'slack', team: 'T1', channel: 'C1' },
        question: { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: 'pending', locale: 'en' },
        cluster: 'prod',
        as: 'mina@example.com',
        outcome: 'answered',
        answer: 'report',
        verdict: 'problem',
        causes: ['pod/insufficient-resources'],
        code: null,
        missing: null,
        read: { pod: 2, event: 1, node: 1 },
        ms: 412,
      },
      {
        at: '2026-11-21T11:30:00Z',
        who: { id: 'U2', name: null },
        where: { medium: 'slack', team: 'T1', channel: 'C1' },
        question: { intent: 'logs', kind: 'pod', name: 'api-0', namespace: 'payments', symptom: null, locale: 'ko' },
        cluster: 'prod',
        as: null,
        outcome: 'refused',
        answer: 'failure',
        verdict: null,
        causes: [],
        code: 'not-permitted',
        missing: 'namespace',
        read: {},
        ms: 0,
      },
    ],
    more: 3,
    own: false,
    names: { U2: 'jiho' },
  },
  'audit-own-accord': {
    type: 'audit',
    entries: [
      { ...lookedFor, occasion: { of: 'alert', event: 'look' }, times: 12 },
      { ...lookedFor, who: { id: 'U1', name: 'mina' }, occasion: { of: 'watch', event: 'end' }, verdict: 'healthy', causes: [], read: {} },
    ],
    more: 0,
    own: false,
    names: {},
  },
  ...questionAnswers,
  ...explanationAnswers,
  ...probeAnswers,
  ...digestAnswers,
  ...incidentAnswers,
  ...watchAnswers,
  ...feedAnswers,
};

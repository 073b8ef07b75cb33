import type { Answer } from '../../../src/core/answer.ts';
import type { AlertAnswer, AlertSummaryAnswer, SameCause } from '../../../src/core/on-call/alert/alert-answer.ts';
import type { Alert } from '../../../src/core/on-call/alert/notification.ts';
import type { Report } from '../../../src/core/report.ts';
import { healthyReport, sampleReport } from './sample-rules.ts';

const pod = { kind: 'pod', name: 'pod-x', namespace: 'shop' } as const;
const other = { kind: 'deployment', name: 'cart', namespace: 'shop' } as const;
const alert: Alert = {
  fingerprint: 'ff6a54939f855b15',
  name: 'KubePodNotReady',
  status: 'firing',
  severity: 'critical',
  startsAt: '2026-11-21T11:20:00.000Z',
  endsAt: null,
  labels: { alertname: 'KubePodNotReady', namespace: 'shop', pod: 'pod-x', severity: 'critical' },
  annotations: {
    summary: 'Pod has been in a non-ready state for more than 15 minutes.',
    runbook_url: 'https://runbooks.example/kubepodnotready',
    dashboard_url: 'javascript:alert(1)',
  },
  generatorUrl: 'http://prometheus:9090/graph?g0.expr=up',
  target: { cluster: null, about: { ref: pod } },
};
const second: Alert = {
  ...alert,
  fingerprint: '2f44b576bfcc5485',
  severity: 'warning',
  name: 'KubeDeploymentReplicasMismatch',
  labels: { alertname: 'KubeDeploymentReplicasMismatch', namespace: 'shop', deployment: 'cart' },
  target: { cluster: 'prod', about: { ref: other } },
};
const minsu = { id: 'U1', name: 'minsu' };
const caused: SameCause = {
  names: ['KubePodCrashLooping'],
  severity: 'warning',
  target: { cluster: null, about: { ref: other } },
  count: 2,
  status: 'firing',
};

const firing: AlertAnswer = {
  type: 'alert',
  thread: '0123456789abcdef/20261121T112000000Z',
  status: 'firing',
  since: alert.startsAt,
  resolvedAt: null,
  alerts: [alert],
  more: 0,
  diagnosis: {
    looks: [{ target: { cluster: null, about: { ref: pod } }, instead: null, answer: { type: 'report', report: sampleReport } }],
    left: [],
  },
  alsoCaused: [],
  acknowledged: null,
  silence: null,
};
const cartReport: Report = { ...sampleReport, target: other, findings: sampleReport.findings.slice(0, 1), gaps: [] };

const several: AlertAnswer = {
  ...firing,
  alerts: [alert, second, { ...alert, fingerprint: '3', status: 'resolved', endsAt: '2026-11-21T11:30:00.000Z' }],
  more: 3,
  diagnosis: {
    looks: [
      ...(firing.diagnosis?.looks ?? []),
      { target: { cluster: 'prod', about: { ref: other } }, instead: null, answer: { type: 'report', report: cartReport } },
      {
        target: { cluster: 'eu', about: { area: 'dns' } },
        instead: null,
        answer: { type: 'failure', code: 'unknown-cluster', cluster: 'eu', what: 'eu', detail: null, choices: ['prod'] },
      },
    ],
    left: [{ cluster: null, about: { ref: { kind: 'node', name: 'worker-2' } } }],
  },
  alsoCaused: [caused, { ...caused, names: ['TargetDown'], count: 1, status: 'resolved' }],
  acknowledged: { by: minsu, at: '2026-11-21T11:25:00.000Z' },
  silence: { by: minsu, until: '2026-11-21T12:25:00.000Z', alertmanager: { silences: 1 } },
};

const unmapped: AlertAnswer = {
  ...firing,
  alerts: [{ ...alert, name: 'SalesLow', severity: 'warning', labels: { alertname: 'SalesLow', team: 'shop' }, target: null }],
  diagnosis: { looks: [], left: [] },
};

const summary: AlertSummaryAnswer = {
  type: 'alert-summary',
  thread: 'burst/C1-20261121T112000000Z',
  since: alert.startsAt,
  resolvedAt: null,
  groups: { total: 14, firing: 13 },
  causes: [
    {
      cluster: 'prod',
      at: sampleReport.at,
      finding: sampleReport.findings[0] as Report['findings'][number],
      groups: Array.from({ length: 12 }, (_, index) => ({ ...caused, target: { cluster: null, about: { ref: { ...pod, name: `web-${index}` } } } })),
    },
  ],
  unexplained: [{ ...caused, names: ['OrdersSlow'], status: 'resolved' }],
  notLooked: [{ ...caused, names: ['SalesLow'], target: null, count: 1 }],
  acknowledged: null,
  silence: { by: minsu, until: '2026-11-21T12:25:00.000Z', alertmanager: { failed: 'HTTP 403: `no`' } },
};

/** Alerts, as they stand in a channel and its threads. */
export const alertAnswers: { readonly [name: string]: Answer } = {
  alert: firing,
  'alert-several': several,
  'alert-unmapped': unmapped,
  'alert-strayed': { ...firing, strayed: { channel: 'C0SHOP0001', code: 'not_in_channel' } },
  'alert-early': { ...firing, diagnosis: null },
  'alert-looks-well': {
    ...firing,
    diagnosis: {
      looks: [
        {
          target: { cluster: null, about: { ref: { ...pod, name: 'pod-x-7d4b9c5f6d-x2x4z' } } },
          instead: { cluster: null, about: { ref: pod } },
          answer: { type: 'report', report: healthyReport },
        },
      ],
      left: [],
    },
  },
  'alert-resolved': {
    ...firing,
    status: 'resolved',
    resolvedAt: '2026-11-21T12:02:00.000Z',
    alerts: [{ ...alert, status: 'resolved', endsAt: '2026-11-21T12:02:00.000Z' }],
    acknowledged: { by: { id: 'U1', name: null }, at: '2026-11-21T11:25:00.000Z' },
  },
  'alert-summary': summary,
  'alert-summary-resolved': { ...summary, groups: { total: 14, firing: 0 }, resolvedAt: '2026-11-21T12:02:00.000Z', silence: null },
  'alert-note-joined': { type: 'alert-note', note: { type: 'joined', alerts: [alert, second] } },
  'alert-note-same-cause': { type: 'alert-note', note: { type: 'same-cause', alerts: [second] } },
  'alert-note-changed': { type: 'alert-note', note: { type: 'changed', reports: [sampleReport], others: [] } },
  'alert-note-lost': {
    type: 'alert-note',
    note: { type: 'changed', reports: [], others: several.diagnosis?.looks.slice(2) ?? [] },
  },
  'alert-note-resolved': { type: 'alert-note', note: { type: 'resolved', seconds: 754 } },
  'alert-note-again': { type: 'alert-note', note: { type: 'again' } },
  'alert-note-acknowledged': { type: 'alert-note', note: { type: 'acknowledged', by: minsu } },
  'alert-note-silenced': {
    type: 'alert-note',
    note: { type: 'silenced', silence: { by: minsu, until: '2026-11-21T12:25:00.000Z', alertmanager: null } },
  },
  'alert-note-over': { type: 'alert-note', note: { type: 'over' } },
};

/** Alerts in which every text is somebody else's. */
export function hostileAlerts(evil: string): readonly Answer[] {
  const ref = { ...pod, name: evil, namespace: evil };
  const target = { cluster: evil, about: { ref } };
  const texts = { [evil]: evil, runbook_url: `https://a.example/${evil}`, plain: evil };
  const bad: Alert = { ...alert, name: evil, labels: { ...texts, alertname: evil }, annotations: texts, generatorUrl: `http://p/${evil}`, target };
  const by = { id: evil, name: evil };
  const line: SameCause = { ...caused, names: [evil], target };
  const answer: AlertAnswer = {
    ...several,
    alerts: [bad, { ...bad, fingerprint: '2', target: null }],
    alsoCaused: [line],
    acknowledged: { by, at: alert.startsAt },
    silence: { by, until: alert.startsAt, alertmanager: { failed: evil } },
    diagnosis: {
      looks: [{ target, instead: null, answer: { type: 'failure', code: 'unknown-cluster', cluster: evil, what: evil, detail: evil } }],
      left: [target],
    },
  };
  return [
    answer,
    { ...summary, unexplained: [line] },
    { type: 'alert-note', note: { type: 'joined', alerts: [bad] } },
    { type: 'alert-note', note: { type: 'acknowledged', by } },
  ];
}

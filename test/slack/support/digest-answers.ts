import type { Answer, HealthAnswer } from '../../../src/core/answer.ts';
import type { Digest } from '../../../src/core/on-call/digest/digest.ts';
import type { DigestAnswer, DigestsAnswer, DigestTiming, ListedDigest } from '../../../src/core/on-call/digest/digest-answer.ts';
import type { Finding } from '../../../src/core/report.ts';
import { questionAnswers } from './question-answers.ts';
import { healthyReport, sampleReport } from './sample-rules.ts';

const web = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
const cause = sampleReport.findings[0] as Finding;
const health = questionAnswers['health-problem'] as HealthAnswer;
const { at } = sampleReport;

const digest: Digest = {
  id: 'C1-x',
  spot: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: null },
  cron: '0 9 * * 1-5',
  timeZone: 'Asia/Seoul',
  cluster: null,
  namespace: null,
  locale: 'en',
  asker: { id: 'U1', name: 'minsu' },
  paused: false,
  since: '2026-11-01T00:00:00.000Z',
};
const timing: DigestTiming = { digest, dueAt: at, at, nextAt: '2026-11-23T00:00:00.000Z', manual: false, missed: 0, failures: 0 };

const problem: DigestAnswer = {
  type: 'digest',
  health,
  from: '2026-11-20T11:40:03.000Z',
  lines: [
    {
      keys: ['a'],
      severity: 'critical',
      cause: cause.id,
      looked: true,
      parts: [{ ref: web, status: '0/3 ready', failingPods: 3 }],
      since: '2026-11-19T11:40:03.000Z',
      state: 'still',
      insteadOf: null,
    },
    {
      keys: ['b'],
      severity: 'warning',
      cause: null,
      looked: false,
      parts: [{ ref: { kind: 'job', name: 'load', namespace: 'shop' }, status: 'Failed', failingPods: 0 }],
      since: at,
      state: 'new',
      insteadOf: null,
    },
    {
      keys: ['c'],
      severity: 'critical',
      cause: cause.id,
      looked: true,
      parts: [{ ref: { ...web, name: 'cart' }, status: '1/2 ready', failingPods: 1 }],
      since: at,
      state: 'new',
      insteadOf: 'container/oom-killed',
    },
  ],
  capacity: {
    by: 'node',
    rows: [
      { name: 'node-1', nodes: 1, cpu: 0.99, memory: 0.4, pods: 0.2, cpuUsed: 0.31, memoryUsed: 0.55 },
      { name: 'node-7', nodes: 1, cpu: 0.5, memory: 0.1, pods: 0.1, cpuUsed: null, memoryUsed: null },
    ],
    more: 3,
  },
  top: [{ ref: web, pods: 3, cpu: 1.5, memory: 3 * 2 ** 30, cpuUsed: 0.2, memoryUsed: null }],
  restarts: {
    rows: [{ ref: web, container: 'web', containers: 3, reason: 'OOMKilled', exitCode: 137, at: '2026-11-21T09:00:00.000Z' }],
    more: 2,
    total: 7,
    outOfMemory: 3,
  },
  certificates: [
    { of: 'api-server', name: 'CN=kube-apiserver', validTo: '2026-12-01T00:00:00.000Z', soon: true },
    { of: 'kubewhy', name: 'kubewhy', validTo: '2027-11-01T00:00:00.000Z', soon: false },
  ],
  drain: {
    rows: [
      { ref: { kind: 'pod', name: 'debug', namespace: 'shop' }, why: 'no-controller', pods: 1, name: null },
      { ref: web, why: 'budget', pods: 3, name: 'web-pdb' },
      { ref: { kind: 'statefulset', name: 'db', namespace: 'shop' }, why: 'local-volume', pods: 1, name: 'data-db-0' },
      { ref: { ...web, name: 'admin' }, why: 'single', pods: 1, name: null },
    ],
    more: 1,
    emptyDir: 2,
  },
  trend: {
    since: '2026-11-20T11:40:03.000Z',
    fixed: [{ rule: cause.rule, refs: [{ ...web, name: 'api' }], since: '2026-11-18T11:40:03.000Z' }],
    unseen: [{ rule: null, refs: [{ ...web, name: 'mail', namespace: 'office' }], since: '2026-11-20T11:40:03.000Z' }],
  },
  runs: [3, 5, 2].map((critical, index) => ({ at: `2026-11-${19 + index}T00:00:00.000Z`, verdict: 'problem', critical, warning: index })),
  timing: { ...timing, dueAt: '2026-11-21T09:20:00.000Z', missed: 2, failures: 1 },
};

const quiet: DigestAnswer = {
  ...problem,
  health: { ...health, report: { ...healthyReport, at, target: { kind: 'cluster', name: 'prod' } }, broken: [], left: [], unexplained: [] },
  lines: [],
  capacity: null,
  top: null,
  restarts: { rows: [], more: 0, total: 0, outOfMemory: 0 },
  certificates: [],
  trend: { since: '2026-11-20T11:40:03.000Z', fixed: [], unseen: [] },
  timing,
};

const listed: ListedDigest = { digest, nextAt: '2026-11-23T00:00:00.000Z', lastAt: '2026-11-20T00:00:00.000Z', lastVerdict: 'problem' };
const other: ListedDigest = {
  digest: { ...digest, id: 'C1-y', cron: '7 */6 * * *', namespace: 'shop', cluster: 'staging', paused: true },
  nextAt: null,
  lastAt: null,
  lastVerdict: null,
};
const digests = (outcome: DigestsAnswer['outcome'], more: Partial<DigestsAnswer> = {}): DigestsAnswer => {
  return { type: 'digests', outcome, digests: [listed], what: null, clusters: [], ...more };
};

/** What digests say, and what is said about them. */
export const digestAnswers: { readonly [name: string]: Answer } = {
  digest: problem,
  'digest-first': { ...problem, trend: null, runs: [], timing: null },
  'digest-quiet': quiet,
  'digest-asked': { ...quiet, timing: { ...timing, manual: true } },
  'digest-failed': {
    type: 'digest-failed',
    failure: { type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: 'connect ECONNREFUSED 10.0.0.1:6443' },
    timing: { ...timing, failures: 2 },
    since: '2026-11-20T00:00:00.000Z',
  },
  digests: digests('list', { digests: [listed, other] }),
  'digests-none': digests('list', { digests: [] }),
  'digests-how': digests('how', { digests: [] }),
  'digests-added': digests('added', { digests: [{ ...other, digest: { ...other.digest, paused: false }, nextAt: '2026-11-21T15:07:00.000Z' }] }),
  'digests-known': digests('known'),
  'digests-paused': digests('paused', { digests: [{ ...listed, digest: { ...digest, paused: true }, nextAt: null }] }),
  'digests-resumed': digests('resumed'),
  'digests-removed': digests('removed'),
  'digests-coming': digests('coming'),
  'digests-which': digests('which', { digests: [listed, other] }),
  'digests-not-found': digests('none', { digests: [] }),
  'digests-not-cron': digests('not-cron', { digests: [], what: '0 9 30 2 *' }),
  'digests-too-often': digests('too-often', { digests: [], what: '* * * * *' }),
  'digests-too-many': digests('too-many', { digests: [listed, other] }),
  'digests-unknown-cluster': digests('unknown-cluster', { digests: [], what: 'prdo', clusters: ['prod', 'staging'] }),
};

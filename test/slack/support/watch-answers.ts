import type { Answer } from '../../../src/core/answer.ts';
import type { Look } from '../../../src/core/on-call/watch/look.ts';
import type { WatchAnswer, WatchBrief } from '../../../src/core/on-call/watch/watch-answer.ts';
import { sampleReport } from './sample-rules.ts';

const web = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
const brief: WatchBrief = {
  id: 'C1.1_2e_1.prod.deployment_2f_shop_2f_web',
  cluster: 'prod',
  target: web,
  asker: { id: 'U1', name: 'minsu' },
  startedAt: '2026-11-21T11:40:00Z',
  until: '2026-11-22T11:40:00Z',
  untilHealthy: true,
};
const at = '2026-11-21T11:52:00Z';
const look = (outcome: Look['outcome'], more: Partial<Look> = {}): Look => ({
  outcome,
  key: outcome,
  status: null,
  causes: [],
  partial: false,
  failure: null,
  at,
  ...more,
});
const [first, second] = sampleReport.findings.map((finding) => ({ key: finding.id, finding }));
if (!first || !second) throw new Error('the sample has two findings');
const problem = look('problem', { status: '0/3 ready', causes: [first, second] });
const healthy = look('healthy', { status: '3/3 ready' });
const line = (event: WatchAnswer['event'], now: Look, more: Partial<WatchAnswer> = {}): WatchAnswer => ({
  type: 'watch',
  event,
  watch: brief,
  look: now,
  before: problem,
  since: '2026-11-21T11:40:00Z',
  held: '2026-11-21T11:51:00Z',
  at,
  over: false,
  ...more,
});

/** What a watch says, and the lists of watches. */
export const watchAnswers: { readonly [name: string]: Answer } = {
  'watch-started': line('started', problem, { before: null, since: null }),
  'watch-started-well': line('started', healthy, {
    before: null,
    since: null,
    watch: { ...brief, until: '2026-11-21T12:10:00Z', untilHealthy: false },
  }),
  'watch-well': line('well', healthy, { before: null, since: null, over: true }),
  'watch-fixed': line('fixed', healthy, { over: true }),
  'watch-changed': line('changed', problem, { before: look('problem', { causes: [first] }) }),
  'watch-changed-less': line('changed', look('problem', { causes: [second] })),
  'watch-broken': line('broken', look('unknown', { status: '1/3 ready' }), { before: healthy }),
  'watch-gone': line('gone', look('gone'), { over: true }),
  'watch-away': line('away', look('away', { failure: 'refused' })),
  'watch-back': line('back', problem),
  'watch-over': line('over', look('progressing', { status: '2/3 ready' }), { over: true }),
  'watch-stopped': line('stopped', problem, { over: true }),
  watches: {
    type: 'watches',
    why: 'list',
    asked: null,
    watches: [
      { ...brief, look: problem },
      { ...brief, id: 'b', look: look('away') },
    ],
    most: 20,
  },
  'watches-none': { type: 'watches', why: 'none-such', asked: 'cart', watches: [], most: 20 },
  'watches-full': { type: 'watches', why: 'full', asked: null, watches: [{ ...brief, look: healthy }], most: 20 },
};

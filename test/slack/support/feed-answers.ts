import type { Answer } from '../../../src/core/answer.ts';
import type { FeedBrief, FeedProblem } from '../../../src/core/on-call/feed/feed-answer.ts';
import type { Finding } from '../../../src/core/report.ts';
import { sampleReport } from './sample-rules.ts';

const web = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
const since = '2026-11-21T11:40:00Z';
const at = '2026-11-21T11:52:00Z';
const problem: FeedProblem = {
  ref: web,
  status: '0/3 ready',
  cause: sampleReport.findings[0] as Finding,
  affected: [{ kind: 'service', name: 'web', namespace: 'shop' }],
  since,
  end: null,
};
const fixed: FeedProblem = { ...problem, end: { at, how: 'fixed' } };
const changed: FeedProblem = { ...problem, end: { at, how: 'changed' } };
const feed = { type: 'feed', cluster: 'prod', namespace: null, at } as const;
const away = { type: 'feed-away', cluster: 'prod', namespace: 'shop', failure: 'timeout', since, at } as const;
const brief: FeedBrief = {
  id: 'C1.prod.shop',
  cluster: 'prod',
  namespace: 'shop',
  asker: { id: 'U1', name: 'minsu' },
  startedAt: since,
  open: 2,
  away: false,
};
const numbered = (index: number): FeedProblem => ({ ...problem, ref: { ...web, name: `web-${index}` } });

/** What a feed tells, and what is said when it is turned on or off. */
export const feedAnswers: { readonly [name: string]: Answer } = {
  'feed-problem': { ...feed, problems: [problem] },
  'feed-fixed': { ...feed, problems: [fixed] },
  'feed-changed': { ...feed, problems: [changed] },
  'feed-many': { ...feed, problems: [fixed, changed, ...Array.from({ length: 21 }, (_, index) => numbered(index))] },
  'feed-away': { ...away, until: null },
  'feed-back': { ...away, until: at },
  'no-entry-feed': { type: 'no-entry', what: 'feed', cluster: 'prod', namespace: 'shop', channel: 'C0SHOP0001', code: 'not_in_channel' },
  'no-entry-digest': { type: 'no-entry', what: 'digest', cluster: null, namespace: null, channel: 'C0OPS00001', code: 'is_archived' },
  'no-entry-watch': { type: 'no-entry', what: 'watch', cluster: 'prod', namespace: null, channel: 'C0OPS00001', code: 'restricted_action' },
  'feeds-on': { type: 'feeds', event: 'on', feeds: [brief], most: 5 },
  'feeds-status': { type: 'feeds', event: 'status', feeds: [brief, { ...brief, namespace: null, away: true }], most: 5 },
  'feeds-off': { type: 'feeds', event: 'off', feeds: [brief], most: 5 },
  'feeds-none': { type: 'feeds', event: 'none', feeds: [], most: 5 },
  'feeds-full': { type: 'feeds', event: 'full', feeds: [brief], most: 5 },
};

import type { Asker } from '../../jobs.ts';
import { auditEvent, type Told } from '../audit-looks.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { FeedAnswer, FeedAwayAnswer } from './feed-answer.ts';
import { briefOf, type Feed, mostInChannel } from './feeds.ts';

type Audits = Pick<OnCallDeps, 'audit' | 'now'>;

/** Keeps that a feed was turned on or off; `by`: who did it. */
export async function auditSwitch(feed: Feed, event: 'start' | 'end', by: Asker, deps: Audits): Promise<void> {
  const answer = { type: 'feeds', event: event === 'start' ? 'on' : 'off', feeds: [briefOf(feed)], most: mostInChannel } as const;
  await audit(feed, event, by, { answer }, deps);
}

/** Keeps what a feed told at one time, in one line. */
export async function auditTold(feed: Feed, answers: readonly (FeedAnswer | FeedAwayAnswer)[], deps: Audits): Promise<void> {
  const [answer] = answers;
  if (!answer) return;
  const open = answers.flatMap((one) => (one.type === 'feed' ? one.problems : [])).filter(({ end }) => end === null);
  const isAway = answers.some((one) => one.type === 'feed-away' && one.until === null);
  const verdict = isAway ? 'unknown' : open.length > 0 ? 'problem' : 'healthy';
  await audit(feed, 'change', feed.asker, { answer, verdict, causes: open.map(({ cause }) => cause.rule) }, deps);
}

async function audit({ cluster, namespace, locale, spot }: Feed, event: 'start' | 'change' | 'end', asker: Asker, told: Told, deps: Audits) {
  const question = { intent: 'feed', kind: null, name: null, namespace, symptom: null, locale, cluster } as const;
  await auditEvent('feed', event, { asker, spot, cluster, question }, told, deps);
}

import type { Asker } from '../../jobs.ts';
import { auditEvent } from '../audit-looks.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { Outcome } from './look.ts';
import type { WatchAnswer } from './watch-answer.ts';
import { questionOf, type Watch } from './watches.ts';

const verdicts: { readonly [O in Outcome]?: 'problem' | 'healthy' } = { problem: 'problem', healthy: 'healthy', progressing: 'healthy' };

/** Keeps that a watch began, told something or ended. `by`: who ended it, where that is not the one who made it. */
export async function auditWatch(watch: Watch, answer: WatchAnswer, deps: Pick<OnCallDeps, 'audit' | 'now'>, by?: Asker): Promise<void> {
  const { target, cluster, locale, spot, asker } = watch;
  const event = answer.event === 'started' ? 'start' : answer.over ? 'end' : 'change';
  const question = { ...questionOf(target, cluster, locale), intent: 'watch' } as const;
  const causes = answer.look.causes.map(({ finding }) => finding.rule);
  const verdict = verdicts[answer.look.outcome] ?? 'unknown';
  await auditEvent('watch', event, { asker: by ?? asker, spot, cluster, question }, { answer, verdict, causes }, deps);
}

import type { Locale } from '../../core/locale.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { failure, tellDefect, tellFailure } from '../tell.ts';

/** Runs a listener's work. Whatever goes wrong, the person is told something and the log has the cause. A store that is away is no defect. */
export async function guarded(
  deps: Dependencies,
  where: Pick<Question, 'channel' | 'threadTs' | 'userId' | 'responseUrl'>,
  locale: Locale,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(await isStoreAway(deps, where.channel))) return tellDefect(deps, where, error, locale);
    deps.log.warn({ err: error, channel: where.channel }, 'the store is away');
    await tellFailure(deps, where, failure('queue-away'), locale);
  }
}

function isStoreAway({ state }: Dependencies, channel: string): Promise<boolean> {
  return state.settings(channel).then(
    () => false,
    () => true,
  );
}

/** The moment that Slack gave a message: `1732190403.000200`. */
export function momentOf(ts: string): string {
  const milliseconds = Number(ts) * 1000;
  return new Date(Number.isFinite(milliseconds) ? milliseconds : 0).toISOString();
}

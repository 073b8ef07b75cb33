import type { FailureAnswer } from '../../core/answer.ts';
import type { Locale } from '../../core/locale.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { defect, failure, tellFailure } from '../tell.ts';

/** Runs a listener's work. Whatever goes wrong, the person is told something and the log has the cause. */
export async function guarded(
  deps: Dependencies,
  where: Pick<Question, 'channel' | 'threadTs' | 'userId' | 'responseUrl'>,
  locale: Locale,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    await tellFailure(deps, where, await reasonOf(deps, where.channel, error), locale);
  }
}

/** What to tell a person of an error, which goes into the log. A store that is away is no defect. */
export async function reasonOf(deps: Dependencies, channel: string, error: unknown): Promise<FailureAnswer> {
  if (!(await isStoreAway(deps, channel))) return defect(deps, channel, error);
  deps.log.warn({ err: error, channel }, 'the store is away');
  return failure('queue-away');
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

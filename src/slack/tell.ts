import { randomBytes } from 'node:crypto';
import type { FailureAnswer, FailureCode } from '../core/answer.ts';
import type { Locale } from '../core/locale.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { respond } from './private-answer.ts';
import type { Message } from './render/message.ts';
import { render } from './render/render.ts';
import { Sender } from './send.ts';
import { slackCode } from './slack-error.ts';

type Where = Pick<Question, 'channel' | 'threadTs' | 'userId' | 'responseUrl' | 'placeholderTs'>;

/** An answer that says why there is none; of no cluster and about nothing, unless said. */
export function failure(code: FailureCode, more: Partial<FailureAnswer> = {}): FailureAnswer {
  return { type: 'failure', code, cluster: null, what: null, detail: null, ...more };
}

/** Says at once why there is no answer, with neither queue nor store: they may be what is away. Never rejects. */
export async function tellFailure(deps: Dependencies, where: Where, answer: FailureAnswer, locale: Locale): Promise<void> {
  const { headline } = render(answer, deps.catalog, locale, { files: false });
  await tell(deps, where, headline);
}

/** A message of ours to a person: into the placeholder, privately, or into the thread, whichever can be. Never rejects. */
async function tell(deps: Dependencies, where: Where, message: Message): Promise<void> {
  const { channel, threadTs, userId, responseUrl, placeholderTs } = where;
  const sender = new Sender(deps.client, { isClassic: async () => false, becomesClassic: async () => {} }, deps.log);
  const ways: (() => Promise<unknown>)[] = [
    ...(placeholderTs ? [() => sender.send(message, { channel, ts: placeholderTs })] : []),
    ...(responseUrl ? [() => respond(responseUrl, message, deps.log)] : []),
    ...(threadTs ? [() => sender.send(message, { channel, threadTs })] : []),
    () => sender.send(message, { channel: userId }),
  ];
  for (const way of ways) {
    try {
      await way();
      return;
    } catch (error) {
      deps.log.warn({ err: error, code: slackCode(error), channel }, 'a person could not be told');
    }
  }
}

/** A defect, or an outage that nobody foresaw: logged with a reference that the person can quote. */
export function defect({ log }: Pick<Dependencies, 'log'>, channel: string, error: unknown): FailureAnswer {
  const reference = randomBytes(4).toString('hex');
  log.error({ err: error, code: slackCode(error), reference, channel }, 'a listener failed');
  return failure('internal', { reference });
}

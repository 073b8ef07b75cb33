import type { Intent } from '../../core/intent.ts';
import { intentWords } from '../../core/words/intent-words.ts';
import { enqueue, say } from '../ask.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { onCallContext } from '../on-call-context.ts';
import { pressed } from './pressed.ts';

/** One of several readings: its button carries the intent. The message with the buttons becomes the placeholder. */
export function choose(deps: Dependencies) {
  return pressed(deps, async (press) => {
    const intent = JSON.parse(press.value) as Intent;
    const settings = await deps.state.settings(press.channel);
    const locale = settings.locale ?? deps.locale ?? intent.locale;
    const { responseUrl, ts, ...who } = press;
    const question: Question = {
      ...who,
      text: intentWords(intent, locale),
      addressed: true,
      askedAt: deps.clock().toISOString(),
      threadTs: press.isPrivate ? null : press.threadTs,
      ...(press.isPrivate || ts === null ? {} : { placeholderTs: ts }),
      ...(press.isPrivate && responseUrl ? { responseUrl } : {}),
    };
    const onCall = await deps.onCall.answer(intent, onCallContext(deps, question, settings, locale));
    if (onCall) return say(deps, question, onCall, locale, intent);
    await enqueue(deps, question, intent, settings, locale);
  });
}

import type { Intent } from '../../core/intent.ts';
import { intentWords } from '../../core/words/intent-words.ts';
import { answerPermitted } from '../ask.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { permitted } from '../permitted.ts';
import { pressed, refusePress } from './pressed.ts';

/** One of several readings: its button carries the intent. The message with the buttons becomes the placeholder. */
export function choose(deps: Dependencies) {
  return pressed(deps, async (press) => {
    const intent = JSON.parse(press.value) as Intent;
    const settings = await deps.state.settings(press.channel, press.userId);
    const locale = settings.locale ?? deps.locale ?? intent.locale;
    const permit = await permitted(deps, press, intent, settings.cluster ?? null, refusePress(deps, press, locale));
    if (!permit) return;
    const { responseUrl, ts, ...who } = press;
    const question: Question = {
      ...who,
      text: intentWords(permit.intent, locale),
      addressed: true,
      askedAt: deps.clock().toISOString(),
      threadTs: press.isPrivate ? null : press.threadTs,
      ...(press.isPrivate || ts === null ? {} : { placeholderTs: ts }),
      ...(press.isPrivate && responseUrl ? { responseUrl } : {}),
    };
    await answerPermitted(deps, question, permit, settings, locale);
  });
}

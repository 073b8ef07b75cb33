import type { Intent } from '../../core/intent.ts';
import { intentWords } from '../../core/words/intent-words.ts';
import { answerPermitted } from '../ask.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { permitted } from '../permitted.ts';
import { answerOf, pressed, refusePress, whisper } from './pressed.ts';

/** "Show logs" of what an answer is about: a new question in the same thread. */
export function logs(deps: Dependencies) {
  return pressed(deps, async (press) => {
    const stored = await answerOf(deps, press, press.value);
    if (!stored) return;
    const { answer, locale, check } = stored;
    const target = answer.type === 'report' ? answer.report.target : null;
    if (!target) return whisper(deps, press, 'noTarget', locale);
    const cluster = answer.type === 'report' ? answer.report.cluster : undefined;
    const { kind, name, namespace = null } = target;
    const intent: Intent = { intent: 'logs', kind, name, namespace, symptom: null, locale, ...(cluster === undefined ? {} : { cluster }) };
    const permit = await permitted(deps, press, intent, check.cluster, refusePress(deps, press, locale));
    if (!permit) return;
    const { responseUrl, threadTs: _, ...who } = press;
    const question: Question = {
      ...who,
      text: intentWords(intent, locale),
      addressed: true,
      askedAt: deps.clock().toISOString(),
      threadTs: press.isPrivate ? null : check.place.threadTs,
      ...(press.isPrivate && responseUrl ? { responseUrl } : {}),
    };
    await answerPermitted(deps, question, permit, { cluster: check.cluster ?? undefined }, locale);
  });
}

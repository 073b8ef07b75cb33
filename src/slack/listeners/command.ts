import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { ask } from '../ask.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { languageOf, withoutMention } from '../typed-text.ts';
import { guarded } from './guard.ts';

/** `/k8s …`: acknowledged at once, answered in a message that says who asked what. */
export function command(deps: Dependencies) {
  return async ({ ack, command: said }: SlackCommandMiddlewareArgs & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const question: Question = {
      team: said.team_id ?? null,
      channel: said.channel_id,
      userId: said.user_id,
      userName: said.user_name ?? null,
      text: withoutMention(said.text ?? '', deps.bot.userId) || 'help',
      addressed: true,
      askedAt: deps.clock().toISOString(),
      threadTs: null,
      responseUrl: said.response_url,
      triggerId: said.trigger_id,
    };
    await guarded(deps, question, deps.locale ?? languageOf(question.text), () => ask(deps, question));
  };
}

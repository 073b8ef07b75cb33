import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { ask } from '../ask.ts';
import { type SlackFile, withAttachment } from '../attached-text.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { firstTime } from '../first-time.ts';
import { languageOf, withoutMention } from '../typed-text.ts';
import { guarded, momentOf } from './guard.ts';

/** `@kubewhy …` in a channel. */
export function mention(deps: Dependencies) {
  return async ({ event, body, context }: SlackEventMiddlewareArgs<'app_mention'> & AllMiddlewareArgs): Promise<void> => {
    if (event.bot_id || !event.user || 'edited' in event) return;
    const text = withoutMention(event.text, deps.bot.userId);
    const question: Question = {
      team: body.team_id ?? null,
      channel: event.channel,
      userId: event.user,
      userName: null,
      text: text === '' ? 'help' : text,
      addressed: true,
      askedAt: momentOf(event.ts),
      threadTs: event.thread_ts ?? event.ts,
    };
    await guarded(deps, question, deps.locale ?? languageOf(text), async () => {
      if (await firstTime(deps, `${event.channel}/${event.ts}`, context.retryNum))
        await ask(deps, await withAttachment(deps, question, (event as { files?: readonly SlackFile[] }).files));
    });
  };
}

import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import type { Intent } from '../../core/intent.ts';
import { answerPermitted, say } from '../ask.ts';
import { attachedText, type SlackFile } from '../attached-text.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { firstTime } from '../first-time.ts';
import { messageText } from '../message-text.ts';
import { permitted } from '../permitted.ts';
import { languageOf } from '../typed-text.ts';
import { guarded } from './guard.ts';

/** "Explain this" in the menu of any message: what its text or its file means, answered in its thread. */
export function explainThis(deps: Dependencies) {
  return async ({ ack, shortcut, context }: SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const { message, channel, user, team, response_url: responseUrl, trigger_id: triggerId } = shortcut;
    const text = messageText(message);
    const question: Question = {
      team: team?.id ?? null,
      channel: channel.id,
      userId: user.id,
      userName: user.name ?? null,
      text: 'explain',
      addressed: true,
      askedAt: deps.clock().toISOString(),
      threadTs: (message.thread_ts as string | undefined) ?? message.ts ?? null,
      responseUrl,
      triggerId,
    };
    await guarded(deps, question, deps.locale ?? languageOf(text), async () => {
      if (!(await firstTime(deps, `shortcut/${triggerId}`, context.retryNum))) return;
      const settings = await deps.state.settings(channel.id, user.id);
      const locale = settings.locale ?? deps.locale ?? languageOf(text);
      const read = (await attachedText(deps, message.files as readonly SlackFile[] | undefined)) ?? text;
      const intent: Intent = { intent: 'explain', kind: null, name: null, namespace: null, symptom: null, locale, text: read };
      const permit = await permitted(deps, question, intent, settings.cluster ?? null, (refusal) => say(deps, question, refusal, locale, intent));
      if (permit) await answerPermitted(deps, question, permit, settings, locale);
    });
  };
}

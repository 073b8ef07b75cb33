import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Dependencies, Question } from '../dependencies.ts';
import { firstTime } from '../first-time.ts';
import { onCallContext } from '../on-call-context.ts';
import { slackCode } from '../slack-error.ts';
import { withoutMarkup } from '../typed-text.ts';
import { momentOf } from './guard.ts';

/** What we need of a pinned message. */
interface PinnedMessage {
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly text?: string;
}

/** A message that a person pins belongs to the time line of the incident that stands there. Nobody waits for an answer. */
export function pin(deps: Dependencies) {
  return async ({ event, body, context }: SlackEventMiddlewareArgs<'pin_added'> & AllMiddlewareArgs): Promise<void> => {
    const { message } = event.item as { readonly message?: PinnedMessage };
    if (event.user === deps.bot.userId || !message?.ts || !message.text?.trim()) return;
    try {
      if (!(await firstTime(deps, `pin/${event.channel_id}/${message.ts}/${event.event_ts}`, context.retryNum))) return;
      const settings = await deps.state.settings(event.channel_id);
      const question: Question = {
        team: body.team_id ?? null,
        channel: event.channel_id,
        userId: event.user,
        userName: null,
        text: '',
        addressed: false,
        askedAt: momentOf(event.event_ts),
        threadTs: message.thread_ts ?? message.ts,
      };
      // nobody asked anything: what may not be is left alone
      const intent = { intent: 'incident', kind: null, name: null, namespace: null, symptom: null, action: 'press', locale: 'en' } as const;
      if (!(await deps.access.permit({ channel: event.channel_id, userId: event.user, intent, cluster: settings.cluster ?? null })).allowed) return;
      const where = onCallContext(deps, question, settings, settings.locale ?? deps.locale ?? 'en');
      await deps.onCall.press('incident-pinned', JSON.stringify({ text: withoutMarkup(message.text), ts: message.ts }), where);
    } catch (error) {
      deps.log.warn({ err: error, code: slackCode(error), channel: event.channel_id }, 'a pinned message could not be recorded');
    }
  };
}

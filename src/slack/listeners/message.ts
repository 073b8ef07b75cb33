import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { ask } from '../ask.ts';
import { type SlackFile, withAttachment } from '../attached-text.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { firstTime } from '../first-time.ts';
import { languageOf, withoutMention } from '../typed-text.ts';
import { guarded, momentOf } from './guard.ts';

/** What we need of a message event, whichever of its many forms it has. */
interface Said {
  readonly channel: string;
  readonly channel_type?: string;
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user?: string;
  readonly text?: string;
  readonly subtype?: string;
  readonly bot_id?: string;
  readonly files?: readonly SlackFile[];
}

/** New messages of people: plain, also sent to the channel from a thread, or with a file. Edits, joins and topics are none. */
const spoken = new Set([undefined, 'thread_broadcast', 'file_share']);

/** Direct messages, follow-ups in threads that the bot is in, and plain messages where it was told to listen. */
export function message(deps: Dependencies) {
  return async ({ event, body, context }: SlackEventMiddlewareArgs<'message'> & AllMiddlewareArgs): Promise<void> => {
    const said = event as Said;
    if (!spoken.has(said.subtype) || said.bot_id || !said.user || said.user === deps.bot.userId || !(said.text?.trim() || said.files?.length)) return;
    const direct = said.channel_type === 'im';
    const mentioned = (said.text ?? '').includes(`<@${deps.bot.userId}`);
    const text = withoutMention(said.text ?? '', deps.bot.userId);
    const question: Question = {
      team: body.team_id ?? null,
      channel: said.channel,
      userId: said.user,
      userName: null,
      text: text === '' ? 'help' : text,
      addressed: direct || mentioned,
      askedAt: momentOf(said.ts),
      threadTs: said.thread_ts ?? said.ts,
    };
    if (!question.addressed && !(await listensTo(deps, said))) return;
    await guarded(deps, question, deps.locale ?? languageOf(text), async () => {
      if (await firstTime(deps, `${said.channel}/${said.ts}`, context.retryNum)) await ask(deps, await withAttachment(deps, question, said.files));
    });
  };
}

/** Where nobody called the bot: in its own threads, and in channels that opted in. With the store away it keeps silent. */
async function listensTo({ state, log }: Dependencies, { channel, thread_ts: threadTs }: Said): Promise<boolean> {
  try {
    if (threadTs !== undefined && (await state.thread(channel, threadTs)) !== null) return true;
    return (await state.settings(channel)).listen ?? false;
  } catch (error) {
    log.warn({ err: error, channel }, 'the store is away');
    return false;
  }
}

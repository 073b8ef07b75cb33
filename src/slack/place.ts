import type { Intent } from '../core/intent.ts';
import type { Place } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import { inviteHint } from '../core/words/labels.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { respond } from './private-answer.ts';
import { escapeText, type Message } from './render/message.ts';
import { progressMessage } from './render/progress.ts';
import { Sender } from './send.ts';
import { isNoEntry, slackCode } from './slack-error.ts';
import { privateThread } from './state.ts';
import { shownText } from './typed-text.ts';

/**
 * Posts the placeholder, which is where the answer goes: for a slash command a new message that says who asked what, else a reply in the
 * thread. Where the bot may not write, only the asker gets the answer.
 */
export async function openPlace(deps: Dependencies, question: Question, intent: Intent, locale: Locale): Promise<Place> {
  const { team, channel, threadTs, userId, text, responseUrl } = question;
  const base = { medium: 'slack', team, channel } as const;
  const asked = threadTs === null ? { asked: { userId, text: shownText(text) } } : {};
  const message = progressMessage(intent, locale, asked);
  const sender = new Sender(deps.client, deps.state.blockLevels(team), deps.log);
  const to = { channel, ...(threadTs === null ? {} : { threadTs }), ...(question.placeholderTs ? { ts: question.placeholderTs } : {}) };
  try {
    const ts = await sender.send(message, to);
    return { ...base, threadTs: threadTs ?? ts, placeholderTs: ts, ...(responseUrl ? { responseUrl } : {}) };
  } catch (error) {
    deps.log.info({ code: slackCode(error), channel, err: slackCode(error) ? undefined : error }, 'no placeholder could be posted');
    if (responseUrl) return openPrivately(deps, question, message, locale, isNoEntry(error));
    if (threadTs === null) throw error;
    return { ...base, threadTs, placeholderTs: null };
  }
}

async function openPrivately(
  deps: Dependencies,
  question: Question,
  { text, blocks, key }: Message,
  locale: Locale,
  outside: boolean,
): Promise<Place> {
  const { team, channel, responseUrl = '', triggerId, askedAt } = question;
  const hint = inviteHint(deps.bot.name, locale);
  const note: Message = outside
    ? {
        key,
        text: `${text}\n${escapeText(hint)}`,
        blocks: [...blocks, { type: 'context', elements: [{ type: 'plain_text', text: hint, emoji: false }] }],
      }
    : { key, text, blocks };
  await respond(responseUrl, note, deps.log);
  return { medium: 'slack', team, channel, threadTs: privateThread(triggerId ?? askedAt), placeholderTs: null, responseUrl };
}

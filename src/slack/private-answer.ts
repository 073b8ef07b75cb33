import type { Logger } from 'pino';
import { type ReplyJob, RetryLater, Unrecoverable } from '../core/jobs.ts';
import type { SlackMessengerOptions } from './post.ts';
import { classic } from './render/classic.ts';
import type { Message } from './render/message.ts';
import { render } from './render/render.ts';
import { messageProblems } from './render/validate.ts';
import { Sender } from './send.ts';
import { answerKey, nextAnswer, type SlackState } from './state.ts';

/** A response_url takes five messages; the first said that the answer comes privately. */
const most = 4;
/** In place of a `ts`: such a message has none that we learn. */
const sent = 'private';

/**
 * Answers only the asker, where the bot is no member. What does not fit into a response_url's few messages goes on in a direct message.
 * Such messages cannot be read back: each is remembered as soon as it is sent, and a crash in that instant may show one twice.
 */
export async function deliverPrivately(reply: ReplyJob, state: SlackState, options: SlackMessengerOptions): Promise<void> {
  const { check, answer } = reply;
  const { place, intent, asker } = check;
  const key = answerKey(check);
  const stored = await state.answer(key);
  const retried = stored?.check.askedAt === check.askedAt;
  const next = nextAnswer(reply, stored, retried);
  const parts = retried ? { ...next.parts } : {};
  const wording = { question: intent, previous: next.previous, now: options.clock().toISOString(), answerKey: key, files: false };
  const { headline, thread } = render(answer, options.catalog, next.locale, wording);
  for (const [index, message] of [headline, ...thread].entries()) {
    if (parts[message.key]?.ts === sent) continue;
    const where = { url: place.responseUrl as string, team: place.team, userId: asker.id, direct: thread.length >= most && index >= most - 1 };
    await sendPrivately(message, where, state, options);
    parts[message.key] = { ts: sent, digest: '' };
    await state.saveAnswer(key, { ...next, parts });
  }
  await state.saveAnswer(key, { ...next, parts, done: true });
}

export interface PrivateWhere {
  readonly url: string;
  readonly team: string | null;
  readonly userId: string;
  /** Not where it was asked, but in the direct message with the bot: the url's few messages are for others. */
  readonly direct: boolean;
}

/** One of several private messages. */
export async function sendPrivately(
  message: Message,
  { url, team, userId, direct }: PrivateWhere,
  state: SlackState,
  { client, log }: Pick<SlackMessengerOptions, 'client' | 'log'>,
): Promise<void> {
  const sendDirectly = () => new Sender(client, state.blockLevels(team), log).send(message, { channel: userId });
  if (direct) return void (await sendDirectly());
  try {
    await respond(url, (await state.refuses(team, 'blocks')) ? classic(message) : message, log);
  } catch (error) {
    // the address lives for half an hour and five messages
    if (!(error instanceof Unrecoverable)) throw error;
    await sendDirectly();
  }
}

/** One message that only the asker sees. */
export async function respond(url: string, message: Message, log: Logger, replace = false): Promise<void> {
  const bodies = [message, classic(message), { ...message, blocks: [] }].filter(
    (one) => messageProblems(one).length === 0 || one.blocks.length === 0,
  );
  for (const { text, blocks } of bodies) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: replace, text, ...(blocks.length > 0 ? { blocks } : {}), mrkdwn: false }),
      signal: AbortSignal.timeout(10_000),
    });
    const said = await response.text();
    if (response.ok && !/"ok":\s*false/.test(said)) return;
    if (response.status === 429) throw new RetryLater(Number(response.headers.get('retry-after') ?? 1) * 1000);
    if (response.status === 404 || response.status === 410 || /expired_url|used_url/.test(said))
      throw new Unrecoverable(`the private address is used up: ${response.status}`);
    if (!/blocks/.test(said)) throw new Error(`Slack did not take a private answer: ${response.status} ${said.slice(0, 100)}`);
    log.warn({ said: said.slice(0, 200), key: message.key }, 'Slack refuses the blocks of a private answer');
  }
  throw new Unrecoverable('Slack takes no form of a private answer');
}

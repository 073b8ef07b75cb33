import { createHash, randomUUID } from 'node:crypto';
import { type CheckJob, type ReplyJob, RetryLater } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { Ref } from '../core/ref.ts';
import type { SlackMessengerOptions } from './post.ts';
import { fileName, partMetadata, readPostedParts } from './posted-parts.ts';
import { deliverPrivately } from './private-answer.ts';
import type { Message } from './render/message.ts';
import { progressMessage } from './render/progress.ts';
import { type Rendered, render } from './render/render.ts';
import { Sender } from './send.ts';
import { isLostMessage, isNoEntry, isNoFiles, slackCode } from './slack-error.ts';
import { answerKey, askedOf, isDirect, latest, nextAnswer, type SlackState, type StoredAnswer } from './state.ts';

class FilesRefused extends Error {}

/** Makes Slack show answers, and keeps what it shows in step with what is stored. */
export class Poster {
  readonly #options: SlackMessengerOptions;
  readonly #state: SlackState;

  constructor(options: SlackMessengerOptions, state: SlackState) {
    this.#options = options;
    this.#state = state;
  }

  async deliver(reply: ReplyJob): Promise<void> {
    const { place } = reply.check;
    if (place.placeholderTs === null && place.responseUrl) return deliverPrivately(reply, this.#state, this.#options);
    const key = answerKey(reply.check);
    try {
      const done = await this.#alone(key, async (holder) => {
        const stored = await this.#state.answer(key);
        const retried = stored?.check.askedAt === reply.check.askedAt;
        if (stored && retried && stored.done && stored.answer.type === reply.answer.type) return;
        await this.#show(key, nextAnswer(reply, stored, retried), retried, holder);
      });
      if (!done) throw new RetryLater(1000);
    } catch (error) {
      if (!isNoEntry(error) || !place.responseUrl) throw error;
      await deliverPrivately(reply, this.#state, this.#options);
    }
  }

  /** The headline of an answer that has no place yet, without buttons. */
  preview({ check, answer }: ReplyJob): Message {
    const { intent, locale } = check;
    return render(answer, this.#options.catalog, locale, { question: intent, now: this.#options.clock().toISOString() }).headline;
  }

  /** Says a stored answer in another language, in place. */
  async speak(key: string, locale: Locale): Promise<'spoken' | 'gone' | 'busy'> {
    let found = false;
    const done = await this.#alone(key, async (holder) => {
      const stored = await this.#state.answer(key);
      found = stored !== null;
      if (stored) await this.#show(key, { ...stored, locale, done: false }, !stored.done, holder);
    });
    return !done ? 'busy' : found ? 'spoken' : 'gone';
  }

  /** Two who show one answer at once would post it twice. False: another is at it. */
  async #alone(key: string, work: (holder: string) => Promise<void>): Promise<boolean> {
    const holder = randomUUID();
    if (!(await this.#state.takeTurn(key, holder))) return false;
    try {
      await work(holder);
      return true;
    } finally {
      await this.#state.endTurn(key, holder);
    }
  }

  /** Makes the thread show this answer: posts what is missing, updates what differs, takes away what is over. */
  async #show(key: string, answer: StoredAnswer, retried: boolean, holder: string): Promise<void> {
    const { place, askedAt } = answer.check;
    const files = !(await this.#state.refuses(place.team, 'files'));
    const rendered = this.#render(key, answer, files);
    const wanted = [rendered.headline, ...rendered.thread];
    const known = retried
      ? await readPostedParts(
          this.#options.client,
          { channel: place.channel, threadTs: place.threadTs, answer: key, files: wanted.filter(({ file }) => file) },
          this.#options.log,
        )
      : {};
    let now: StoredAnswer = { ...answer, parts: { ...answer.parts, ...known } };
    await this.#state.saveAnswer(key, now);
    try {
      for (const message of wanted) {
        now = await this.#put(key, now, message);
        if (!(await this.#state.keepTurn(key, holder))) throw new RetryLater(1000);
      }
    } catch (error) {
      if (!(error instanceof FilesRefused)) throw error;
      this.#options.log.warn({ code: slackCode(error.cause) }, 'files cannot be uploaded: long answers are split over messages');
      await this.#state.rememberRefusal(place.team, 'files');
      return this.#show(key, now, retried, holder);
    }
    now = await this.#takeAway(now, new Set(wanted.map((message) => message.key)));
    await this.#state.saveAnswer(key, { ...now, done: true });
    await this.#remember(answer);
    this.#options.log.debug({ key, askedAt, parts: wanted.length }, 'answer is posted');
  }

  /** What the thread, or the direct message, is about from now on. */
  async #remember({ check, answer }: StoredAnswer): Promise<void> {
    const { place, intent } = check;
    const { kind, name, namespace = null } = answer.type === 'report' && answer.report.target ? answer.report.target : intent;
    const cluster = answer.type === 'report' ? answer.report.cluster : check.cluster;
    const target = { kind, name, namespace, ...(cluster === null ? {} : { cluster }) };
    await this.#state.rememberThread(place.channel, place.threadTs, target);
    if (isDirect(place.channel)) await this.#state.rememberThread(place.channel, latest, target);
  }

  #render(key: string, { check, answer, locale, previous }: StoredAnswer, files: boolean): Rendered {
    return render(answer, this.#options.catalog, locale, {
      ...askedOf(check),
      question: check.intent,
      previous,
      now: this.#options.clock().toISOString(),
      answerKey: key,
      files,
    });
  }

  /** One part: nothing if it is there as it is, else an update or a new message. Remembered at once. */
  async #put(key: string, answer: StoredAnswer, message: Message): Promise<StoredAnswer> {
    const digest = message.file ? 'file' : digestOf(message);
    const there = answer.parts[message.key];
    if (there?.digest === digest) return answer;
    const ts = message.file ? await this.#upload(key, answer, message) : await this.#send(key, answer, message, digest, there?.ts);
    const next = { ...answer, parts: { ...answer.parts, [message.key]: { ts, digest } } };
    await this.#state.saveAnswer(key, next);
    return next;
  }

  async #send(key: string, { check }: StoredAnswer, message: Message, digest: string, ts: string | undefined): Promise<string> {
    const { channel, threadTs, team } = check.place;
    const sender = new Sender(this.#options.client, this.#state.blockLevels(team), this.#options.log);
    const metadata = partMetadata(key, message, digest);
    if (ts === undefined) return sender.send(message, { channel, threadTs }, metadata);
    try {
      return await sender.send(message, { channel, ts }, metadata);
    } catch (error) {
      if (!isLostMessage(error)) throw error;
      // somebody deleted it: said again, in the thread if that is not what was deleted
      return sender.send(message, { channel, ...(ts === threadTs ? {} : { threadTs }) }, metadata);
    }
  }

  async #upload(key: string, { check }: StoredAnswer, { file }: Message): Promise<string> {
    const { channel, threadTs } = check.place;
    const { name = 'answer.txt', content = '' } = file ?? {};
    try {
      await this.#options.client.filesUploadV2({ channel_id: channel, thread_ts: threadTs, filename: fileName(key, name), title: name, content });
    } catch (error) {
      throw isNoFiles(error) ? new FilesRefused('files cannot be uploaded', { cause: error }) : error;
    }
    return 'file';
  }

  /** Details of an earlier, longer answer. */
  async #takeAway(answer: StoredAnswer, wanted: ReadonlySet<string>): Promise<StoredAnswer> {
    const parts = { ...answer.parts };
    for (const [key, { ts }] of Object.entries(parts)) {
      if (!key.startsWith('details-') || wanted.has(key)) continue;
      try {
        await this.#options.client.chat.delete({ channel: answer.check.place.channel, ts });
      } catch (error) {
        if (slackCode(error) === null) throw error;
        this.#options.log.warn({ code: slackCode(error), key }, 'an outdated part could not be deleted');
      }
      delete parts[key];
    }
    return { ...answer, parts };
  }

  async restore(answer: StoredAnswer): Promise<void> {
    const { channel, placeholderTs } = answer.check.place;
    if (placeholderTs === null) return;
    const { headline } = this.#render(answerKey(answer.check), answer, true);
    const simple = { isClassic: async () => false, becomesClassic: async () => {} };
    await new Sender(this.#options.client, simple, this.#options.log).send(headline, { channel, ts: placeholderTs });
  }

  /** Live progress in the placeholder. What goes wrong here is nobody's concern but the log's. */
  async progress(check: CheckJob, looked: readonly Ref[]): Promise<void> {
    const { place, intent, locale } = check;
    if (place.placeholderTs === null) return;
    try {
      const stored = await this.#state.answer(answerKey(check));
      if (stored?.check.askedAt === check.askedAt) return;
      const sender = new Sender(this.#options.client, this.#state.blockLevels(place.team), this.#options.log);
      await sender.send(progressMessage(intent, locale, { ...askedOf(check), looked }), { channel: place.channel, ts: place.placeholderTs });
    } catch (error) {
      this.#options.log.debug({ err: error }, 'progress could not be shown');
    }
  }
}

function digestOf({ text, blocks }: Message): string {
  return createHash('sha256')
    .update(JSON.stringify([text, blocks]))
    .digest('hex')
    .slice(0, 16);
}

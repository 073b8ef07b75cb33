import { randomUUID } from 'node:crypto';
import { type CheckJob, type ReplyJob, RetryLater, Unrecoverable, WaitAlone } from '../core/jobs.ts';
import { type AnnouncedPlace, announcedPlace, rememberPlace } from '../core/on-call/announce.ts';
import type { SlackMessengerOptions } from './post.ts';
import { announcedMetadata, findAnnounced } from './posted-parts.ts';
import type { Poster } from './poster.ts';
import { Sender } from './send.ts';
import { answerKey, type SlackState } from './state.ts';

const untilPostedMs = 2000;
/** What has no thread by then gets none: its first message could not be posted. */
const longestWaitMs = 10 * 60_000;
const day = 86_400;
type Announced = NonNullable<CheckJob['announced']>;

/** Messages of the bot's own accord: posted once under their key, then kept up to date in place as any answer is. */
export class Announcements {
  readonly #options: SlackMessengerOptions;
  readonly #state: SlackState;
  readonly #poster: Poster;

  constructor(options: SlackMessengerOptions, state: SlackState, poster: Poster) {
    this.#options = options;
    this.#state = state;
    this.#poster = poster;
  }

  /** Rejects to be tried again: with RetryLater while another worker is at it, or the thread that it goes into is not posted. */
  async deliver(reply: ReplyJob, announced: Announced): Promise<void> {
    if (isPerson(reply.check.place.channel))
      return void ((await announcedPlace(this.#options.store, announced.key)) ?? (await this.#alone(reply, announced)));
    const place = (await announcedPlace(this.#options.store, announced.key)) ?? (await this.#alone(reply, announced));
    const check = placed(reply.check, place);
    const stored = await this.#state.answer(answerKey(check));
    if (stored && stored.check.askedAt > check.askedAt) return;
    await this.#poster.deliver({ ...reply, check });
  }

  /** Two who post the first message at once would post it twice. */
  async #alone(reply: ReplyJob, announced: Announced): Promise<AnnouncedPlace> {
    const turn = `announce/${announced.key}`;
    const holder = randomUUID();
    if (!(await this.#state.takeTurn(turn, holder))) throw new RetryLater(1000);
    try {
      return (await announcedPlace(this.#options.store, announced.key)) ?? (await this.#post(reply, announced, () => this.#keep(turn, holder)));
    } finally {
      await this.#state.endTurn(turn, holder);
    }
  }

  /** Slack may be slow: rejects to be tried again where another worker has the turn by now. */
  async #keep(turn: string, holder: string): Promise<void> {
    if (!(await this.#state.keepTurn(turn, holder))) throw new RetryLater(1000);
  }

  async #post(reply: ReplyJob, { key, under }: Announced, keep: () => Promise<void>): Promise<AnnouncedPlace> {
    const { client, log, store } = this.#options;
    const { channel, team, threadTs: given } = reply.check.place;
    const threadTs = under === undefined ? given || null : await this.#threadOf(under);
    await keep();
    // a direct message can be posted to a person, but not read back by their id
    const there = isPerson(channel) ? null : await findAnnounced(client, { channel, threadTs, key, since: reply.check.askedAt }, log);
    await keep();
    const to = { channel, ...(threadTs === null ? {} : { threadTs }) };
    const ts = there ?? (await new Sender(client, this.#state.blockLevels(team), log).send(this.#poster.preview(reply), to, announcedMetadata(key)));
    const place = { channel, ts, threadTs: threadTs ?? ts };
    await rememberPlace(store, key, place);
    return place;
  }

  async #threadOf(key: string): Promise<string> {
    const { store, clock } = this.#options;
    const place = await announcedPlace(store, key);
    if (place) return place.threadTs;
    const since = `announce/waits/${key}`;
    await store.add(since, clock().getTime(), { ttlSeconds: day });
    const waited = clock().getTime() - ((await store.get<number>(since)) ?? 0);
    if (waited > longestWaitMs) throw new Unrecoverable(`there is no thread of ${key}`);
    throw new WaitAlone(untilPostedMs);
  }
}

function isPerson(channel: string): boolean {
  return /^[UW]/.test(channel);
}

function placed(check: CheckJob, { channel, ts, threadTs }: AnnouncedPlace): CheckJob {
  return { ...check, place: { ...check.place, channel, threadTs, placeholderTs: ts } };
}

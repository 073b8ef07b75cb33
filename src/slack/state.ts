import type { Answer } from '../core/answer.ts';
import type { Intent } from '../core/intent.ts';
import type { CheckJob, ReplyJob } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { Report } from '../core/report.ts';
import type { Store } from '../core/store.ts';
import type { BlockLevels } from './send.ts';

const day = 86_400;
const keepFor = { ttlSeconds: 30 * day };

/** What a channel, or a direct message, has chosen. */
export interface ChannelSettings {
  readonly listen?: boolean;
  readonly locale?: Locale | undefined;
  readonly cluster?: string | undefined;
  readonly namespace?: string | undefined;
}

export type ThreadTarget = Pick<Intent, 'kind' | 'name' | 'namespace' | 'cluster'>;

/** A part of an answer that is in Slack. */
export interface PostedPart {
  readonly ts: string;
  /** Of its content: the same content is not sent again. */
  readonly digest: string;
}

/** An answer as it stands in Slack: enough to show it in another language, and to check again. */
export interface StoredAnswer {
  readonly check: CheckJob;
  readonly answer: Answer;
  readonly locale: Locale;
  /** The report before the last "check again". */
  readonly previous: Report | null;
  readonly parts: Readonly<Record<string, PostedPart>>;
  /** All parts are posted. */
  readonly done: boolean;
}

/** The bot's own state, over the Store. Keys are made of Slack's ids. */
export class SlackState {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** What is in force in a channel: its own choice, then that of the person who asks. */
  async settings(channel: string, userId?: string): Promise<ChannelSettings> {
    const [own, personal] = await Promise.all([this.#chosen(channel), userId === undefined ? ({} as ChannelSettings) : this.#chosen(userId)]);
    // a namespace is one of its cluster
    const elsewhere = own.cluster !== undefined && own.cluster !== personal.cluster;
    return { ...personal, ...(elsewhere ? { namespace: undefined } : {}), ...own };
  }

  async #chosen(id: string): Promise<ChannelSettings> {
    return (await this.#store.get<ChannelSettings>(`slack/settings/${id}`)) ?? {};
  }

  async changeSettings(channel: string, change: ChannelSettings): Promise<void> {
    await this.#store.set(`slack/settings/${channel}`, { ...(await this.#chosen(channel)), ...change });
  }

  /** What a thread is about; null: the bot is not in it. `{target: null}`: it is, about nothing in particular. */
  async thread(channel: string, threadTs: string): Promise<{ readonly target: ThreadTarget | null } | null> {
    return this.#store.get(`slack/thread/${channel}/${threadTs}`);
  }

  /** Remembers what a thread is about. An answer about no object (a list) leaves the object that it was about. */
  async rememberThread(channel: string, threadTs: string, target: ThreadTarget): Promise<void> {
    const known = await this.thread(channel, threadTs);
    if (known && target.name === null) return;
    await this.#store.set(`slack/thread/${channel}/${threadTs}`, { target: target.name === null ? null : target }, keepFor);
  }

  /** True for the first who asks: events come again, and a mention comes as two events. */
  first(id: string): Promise<boolean> {
    return this.#store.add(`slack/seen/${id}`, true, { ttlSeconds: day });
  }

  /** False for the second press of a double click. */
  firstPress(id: string): Promise<boolean> {
    return this.#store.add(`slack/pressed/${id}`, true, { ttlSeconds: 3 });
  }

  answer(key: string): Promise<StoredAnswer | null> {
    return this.#store.get<StoredAnswer>(`slack/answer/${key}`);
  }

  async saveAnswer(key: string, answer: StoredAnswer): Promise<void> {
    await this.#store.set(`slack/answer/${key}`, answer, keepFor);
  }

  /** Alone with one answer: two who post it at once would post it twice. Free again by itself when its holder dies. */
  async takeTurn(key: string, holder: string): Promise<boolean> {
    return this.#store.add(`slack/turn/${key}`, holder, { ttlSeconds: 30 });
  }

  /** For another while. False: it took so long that another one has the turn by now. */
  async keepTurn(key: string, holder: string): Promise<boolean> {
    const present = await this.#store.get<string>(`slack/turn/${key}`);
    if (present === null) return this.takeTurn(key, holder);
    if (present === holder) await this.#store.set(`slack/turn/${key}`, holder, { ttlSeconds: 30 });
    return present === holder;
  }

  /** Gives it back, unless another one has it by now. */
  async endTurn(key: string, holder: string): Promise<void> {
    if ((await this.#store.get<string>(`slack/turn/${key}`)) === holder) await this.#store.delete(`slack/turn/${key}`);
  }

  /** What a workspace refused, remembered for a week: new blocks roll out over time. */
  async refuses(team: string | null, what: 'blocks' | 'files'): Promise<boolean> {
    return (await this.#store.get<boolean>(`slack/refuses/${team ?? '-'}/${what}`)) ?? false;
  }

  async rememberRefusal(team: string | null, what: 'blocks' | 'files'): Promise<void> {
    await this.#store.set(`slack/refuses/${team ?? '-'}/${what}`, true, { ttlSeconds: 7 * day });
  }

  blockLevels(team: string | null): BlockLevels {
    return { isClassic: () => this.refuses(team, 'blocks'), becomesClassic: () => this.rememberRefusal(team, 'blocks') };
  }
}

/** In place of a thread: what a direct message was last about. */
export const latest = 'latest';

export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Stands for a thread where only the asker sees the answer. */
export function privateThread(id: string): string {
  return `private-${id}`;
}

/** Names an answer: its placeholder, its private thread, or its thread and moment where there is neither. */
export function answerKey({ place, askedAt }: CheckJob): string {
  if (place.placeholderTs !== null) return `${place.channel}/${place.placeholderTs}`;
  return `${place.channel}/${place.threadTs}${place.threadTs.startsWith(privateThread('')) ? '' : `-${askedAt}`}`;
}

/** Who asked what, for the first message of a thread. What the bot says of its own accord was asked by nobody. */
export function askedOf({ place, asker, text }: CheckJob): { readonly asked?: { readonly userId: string; readonly text: string } } {
  return text !== '' && place.placeholderTs !== null && place.placeholderTs === place.threadTs ? { asked: { userId: asker.id, text } } : {};
}

/** What is to be shown next, and what of it is already there. */
export function nextAnswer({ check, answer }: ReplyJob, stored: StoredAnswer | null, retried: boolean): StoredAnswer {
  const last = stored && 'report' in stored.answer ? (stored.answer.report ?? null) : null;
  const previous = retried ? (stored?.previous ?? null) : check.again ? last : null;
  const { placeholderTs } = check.place;
  // whatever the placeholder shows by now, it is not this answer
  const placeholder: Record<string, PostedPart> = retried || placeholderTs === null ? {} : { headline: { ts: placeholderTs, digest: '' } };
  const locale = retried && stored ? stored.locale : check.locale;
  return { check, answer, locale, previous, parts: { ...stored?.parts, ...placeholder }, done: false };
}

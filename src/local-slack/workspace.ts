import { randomUUID } from 'node:crypto';
import { withIds } from './block-ids.ts';
import { History } from './history.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { createTimestamps } from './timestamps.ts';
import { Views } from './views.ts';
import type { Change, Channel, Message, Person, SharedFile, Snapshot } from './wire.ts';

export const team = { id: 'T0LOCAL', domain: 'local' } as const;
export const appId = 'A0LOCAL';
export const botId = 'B0LOCAL';
const me: Person = { id: 'U0LOCALYOU', name: 'you', isBot: false };
const bot: Person = { id: 'U0LOCALBOT', name: 'kubewhy', isBot: true };
const mostMessages = 500;
/** Of all files together, in bytes. */
const mostFiles = 20_000_000;

export interface WorkspaceOptions {
  readonly now: () => Date;
  /** Why Slack would refuse blocks; empty if it would not. */
  readonly blockProblems: (blocks: readonly object[]) => readonly string[];
  readonly examples: readonly string[];
  readonly isDemo: boolean;
}

type NewMessage = Pick<Message, 'channel' | 'user' | 'text'> & Partial<Omit<Message, 'type' | 'ts'>>;

/** A Slack workspace in memory: one person, one bot, a few channels. Whoever listens hears of each change. */
export class Workspace {
  readonly me = me;
  readonly bot = bot;
  /** Of the person's browser. */
  profile = { timeZone: 'UTC', locale: 'en-US' };
  readonly views: Views;
  readonly blockProblems: WorkspaceOptions['blockProblems'];
  readonly #options: WorkspaceOptions;
  readonly #history = new History(mostMessages);
  readonly #channels = new Map<string, Channel>();
  readonly #files = new Map<string, SharedFile & { readonly content: Buffer }>();
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #nextTs: () => string;

  constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.blockProblems = options.blockProblems;
    this.#nextTs = createTimestamps(() => options.now().getTime());
    this.views = new Views((change) => this.#tell(change));
    for (const [id, name] of [
      ['C0LOCAL01', 'general'],
      ['C0LOCAL02', 'incidents'],
    ] as const)
      this.#channels.set(id, this.#newChannel(id, name, me.id));
    this.#channels.set(directChannel, { ...this.#newChannel(directChannel, bot.name, me.id), isDirect: true });
  }

  /** Calls `listener` with each change from now on; returns how to stop that. */
  onChange(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  snapshot(): Snapshot {
    const { examples, isDemo } = this.#options;
    const { modals, home } = this.views;
    return { me, bot, channels: this.channels(), messages: this.#history.all(), modals, home, examples, isDemo };
  }

  now(): Date {
    return this.#options.now();
  }

  channels(): readonly Channel[] {
    return [...this.#channels.values()];
  }

  /** A channel by its id; of a person, the direct message. Throws `channel_not_found`. */
  channel(id: string): Channel {
    const found = this.#channels.get(id === me.id ? directChannel : id);
    if (!found) throw new SlackRefusal('channel_not_found');
    return found;
  }

  /** Made by the bot. Throws `name_taken` and `invalid_name_specials`. */
  createChannel(name: string): Channel {
    if (!/^[\p{L}\p{N}_-]{1,80}$/u.test(name) || name !== name.toLowerCase()) throw new SlackRefusal('invalid_name_specials');
    if (this.channels().some((channel) => channel.name === name)) throw new SlackRefusal('name_taken');
    // an id that no earlier start gave away: what the bot remembers outlives this workspace
    const id = `C0LOCAL${this.#nextTs().replace('.', '')}`;
    return this.changeChannel(this.#newChannel(id, name, bot.id));
  }

  changeChannel(channel: Channel): Channel {
    this.#channels.set(channel.id, channel);
    this.#tell({ type: 'channel', channel });
    return channel;
  }

  post(message: NewMessage): Message {
    return this.#keep({ mrkdwn: true, ...message, blocks: withIds(message.blocks ?? []), type: 'message', ts: this.#nextTs() });
  }

  /** Throws `message_not_found`. */
  change(channel: string, ts: string, change: Partial<Pick<Message, 'text' | 'blocks' | 'metadata' | 'mrkdwn'>>): Message {
    const message = this.message(channel, ts);
    const blocks = change.blocks ? { blocks: withIds(change.blocks) } : {};
    return this.#keep({ ...message, ...change, ...blocks, edited: { user: message.user, ts: this.#nextTs() } });
  }

  remove(channel: string, ts: string): void {
    if (!this.#history.delete(channel, ts)) throw new SlackRefusal('message_not_found');
    this.#tell({ type: 'gone', channel, ts });
  }

  /** Throws `message_not_found`. */
  message(channel: string, ts: string): Message {
    const found = this.#history.get(channel, ts);
    if (!found) throw new SlackRefusal('message_not_found');
    return found;
  }

  /** What stands in a channel outside of threads, oldest first, without what only one person sees. */
  history(channel: string): readonly Message[] {
    return this.#history.channel(this.channel(channel).id).filter(isPublic);
  }

  /** Throws `thread_not_found`. */
  thread(channel: string, ts: string): readonly Message[] {
    const messages = this.#history.thread(this.channel(channel).id, ts).filter(isPublic);
    if (messages.length === 0) throw new SlackRefusal('thread_not_found');
    return messages;
  }

  keepFile(name: string, content: Buffer): SharedFile {
    const file = { id: `F${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`, name, size: content.length };
    this.#files.set(file.id, { ...file, content });
    let total = [...this.#files.values()].reduce((sum, { size }) => sum + size, 0);
    for (const { id, size } of this.#files.values()) {
      if (total <= mostFiles || id === file.id) break;
      this.#files.delete(id);
      total -= size;
    }
    return file;
  }

  /** null: never there, or forgotten. */
  file(id: string): (SharedFile & { readonly content: Buffer }) | null {
    return this.#files.get(id) ?? null;
  }

  #newChannel(id: string, name: string, creator: string): Channel {
    const created = Math.floor(this.now().getTime() / 1000);
    return { id, name, isDirect: false, topic: '', pins: [], bookmarks: [], creator, created };
  }

  #keep(message: Message): Message {
    for (const { channel, ts } of this.#history.keep(message)) this.#tell({ type: 'gone', channel, ts });
    this.#tell({ type: 'message', message });
    return message;
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

const directChannel = 'D0LOCAL01';

function isPublic({ is_ephemeral }: Message): boolean {
  return is_ephemeral !== true;
}

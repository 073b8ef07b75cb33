import type { Change, Channel, Message, Person, Snapshot, View } from '../wire.ts';

const nobody: Person = { id: '', name: '', isBot: false };
const nothing: Snapshot = { me: nobody, bot: nobody, channels: [], messages: [], modals: [], home: null, examples: [], isDemo: true };

/** What the server told, and where the person looks. */
export class Store {
  #snapshot = nothing;
  readonly #messages = new Map<string, Message>();
  /** The channel in view. */
  channel = '';
  /** The root of the thread in view. */
  thread: string | null = null;
  readonly unread = new Map<string, number>();

  apply(change: Change): void {
    switch (change.type) {
      case 'snapshot':
        this.#snapshot = change.snapshot;
        this.#messages.clear();
        for (const message of change.snapshot.messages) this.#messages.set(keyOf(message), message);
        if (!this.find(this.channel)) this.channel = change.snapshot.channels[0]?.id ?? '';
        return;
      case 'message':
        this.#messages.set(keyOf(change.message), change.message);
        return;
      case 'gone':
        this.#messages.delete(`${change.channel}/${change.ts}`);
        return;
      case 'channel':
        this.#snapshot = { ...this.#snapshot, channels: [...this.channels.filter(({ id }) => id !== change.channel.id), change.channel].sort(byId) };
        return;
      case 'modals':
        this.#snapshot = { ...this.#snapshot, modals: change.modals };
        return;
      case 'home':
        this.#snapshot = { ...this.#snapshot, home: change.home };
        return;
    }
  }

  get channels(): readonly Channel[] {
    return this.#snapshot.channels;
  }
  get home(): View | null {
    return this.#snapshot.home;
  }
  get modals(): readonly View[] {
    return this.#snapshot.modals;
  }
  get examples(): readonly string[] {
    return this.#snapshot.examples;
  }
  get isDemo(): boolean {
    return this.#snapshot.isDemo;
  }
  get people(): readonly Person[] {
    return [this.#snapshot.me, this.#snapshot.bot];
  }
  get current(): Channel | null {
    return this.find(this.channel);
  }

  find(channel: string): Channel | null {
    return this.channels.find(({ id }) => id === channel) ?? null;
  }

  person(id: string): Person {
    return this.people.find((one) => one.id === id) ?? { ...nobody, id, name: id };
  }

  message(channel: string, ts: string): Message | null {
    return this.#messages.get(`${channel}/${ts}`) ?? null;
  }

  /** In view in the channel: all but replies; what only this person sees stands where it was said. */
  roots(channel: string): readonly Message[] {
    return this.#all((message) => message.channel === channel && !isReply(message));
  }

  replies(channel: string, root: string): readonly Message[] {
    return this.#all((message) => message.channel === channel && message.thread_ts === root && message.ts !== root);
  }

  #all(wanted: (message: Message) => boolean): readonly Message[] {
    return [...this.#messages.values()].filter(wanted).sort((a, b) => Number(a.ts) - Number(b.ts));
  }
}

/** Was it said within a thread? */
export function isReply({ ts, thread_ts }: Message): boolean {
  return thread_ts !== undefined && thread_ts !== ts;
}

function keyOf({ channel, ts }: Message): string {
  return `${channel}/${ts}`;
}

/** As they were made. */
function byId(a: Channel, b: Channel): number {
  return a.id < b.id ? -1 : 1;
}

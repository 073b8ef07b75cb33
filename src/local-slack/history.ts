import type { Message } from './wire.ts';

/** The last messages of all channels. When there are too many, the conversation that has been silent longest is forgotten. */
export class History {
  readonly #most: number;
  readonly #messages = new Map<string, Message>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Keeps a new or changed message, and returns those that are forgotten for it. */
  keep(message: Message): readonly Message[] {
    this.#messages.set(keyOf(message.channel, message.ts), message);
    const forgotten: Message[] = [];
    while (this.#messages.size > this.#most) forgotten.push(...this.#forgetOne(rootOf(message)));
    return forgotten;
  }

  get(channel: string, ts: string): Message | null {
    return this.#messages.get(keyOf(channel, ts)) ?? null;
  }

  delete(channel: string, ts: string): boolean {
    return this.#messages.delete(keyOf(channel, ts));
  }

  /** Of all channels, oldest first. */
  all(): readonly Message[] {
    return [...this.#messages.values()].sort((a, b) => compareTs(a.ts, b.ts));
  }

  /** Of one channel, outside of threads, oldest first. */
  channel(channel: string): readonly Message[] {
    return this.all().filter((message) => message.channel === channel && isRoot(message));
  }

  /** A message and its replies, oldest first. */
  thread(channel: string, ts: string): readonly Message[] {
    return this.all().filter((message) => message.channel === channel && (message.ts === ts || message.thread_ts === ts));
  }

  #forgetOne(busy: string): readonly Message[] {
    const latest = new Map<string, string>();
    for (const message of this.all()) latest.set(rootOf(message), message.ts);
    const [silent] = [...latest].filter(([root]) => root !== busy).sort(([, a], [, b]) => compareTs(a, b))[0] ?? [];
    const replies = this.all().filter((message) => rootOf(message) === busy && !isRoot(message));
    const gone = silent === undefined ? replies.slice(0, 1) : this.all().filter((message) => rootOf(message) === silent);
    for (const { channel, ts } of gone) this.delete(channel, ts);
    return gone;
  }
}

/** Not a reply within a thread. */
export function isRoot({ ts, thread_ts }: Message): boolean {
  return thread_ts === undefined || thread_ts === ts;
}

/** For sorting by time, the oldest first. */
export function compareTs(a: string, b: string): number {
  return Number(a) - Number(b);
}

function rootOf({ channel, ts, thread_ts }: Message): string {
  return keyOf(channel, thread_ts ?? ts);
}

function keyOf(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

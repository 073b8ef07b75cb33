import type { Answer } from './answer.ts';
import type { Intent } from './intent.ts';
import type { Locale } from './locale.ts';
import type { Rights } from './policy.ts';
import type { Ref } from './ref.ts';

/** Names of the BullMQ queues. */
export const queueNames = { checks: 'checks', replies: 'replies', tasks: 'tasks' } as const;

/** Where an answer goes. A terminal's channel is `terminal`. */
export interface Place {
  readonly medium: 'slack' | 'terminal';
  readonly team: string | null;
  readonly channel: string;
  /** The thread that the answer goes into: a message's own `ts` when it starts one. */
  readonly threadTs: string;
  /** The placeholder that becomes the headline; null: none could be posted. */
  readonly placeholderTs: string | null;
  /** Where the bot is not a member: the asker's private reply address (valid 30 minutes, 5 times). */
  readonly responseUrl?: string;
}

export interface Asker {
  readonly id: string;
  readonly name: string | null;
}

/** A question for a worker. Its job id is made of the place, so that a redelivery adds nothing. */
export interface CheckJob {
  readonly intent: Intent;
  readonly place: Place;
  readonly asker: Asker;
  readonly locale: Locale;
  /** Name of the cluster to ask; null: the default. */
  readonly cluster: string | null;
  /** What was typed, shortened and redacted: for the log. */
  readonly text: string;
  /** RFC 3339, of the message itself (its `ts`), not of when it arrived: a redelivery has the same, the next message of the thread has not. */
  readonly askedAt: string;
  /** Set where this is "check again": the place of the stored answer that it is compared with. */
  readonly again?: boolean;
  /** Who asked for it again, where that is not the asker: their rights count. */
  readonly pressedBy?: Asker;
  /** What the policy lets the asker see. Absent: not decided, so a worker that has a policy decides. */
  readonly rights?: Rights;
  /** Nobody asked: the bot says it of its own accord (core/on-call/announce). `under`: in the thread of that announcement. */
  readonly announced?: { readonly key: string; readonly under?: string };
}

/** An answer for a person. One job updates one placeholder and posts one thread. */
export interface ReplyJob {
  readonly check: CheckJob;
  readonly answer: Answer;
}

/** The outside of an answer: Slack, or a terminal. */
export interface Messenger {
  /** Posts the whole answer once, however often it is called for the same place and question. Rejects to be retried. */
  deliver(reply: ReplyJob): Promise<void>;
  /** Shows what is being looked at. Never rejects. */
  progress(check: CheckJob, looked: readonly Ref[]): Promise<void>;
}

/** Told to wait by the other side (Slack's 429): the queue tries again after that time, without counting an attempt. */
export class RetryLater extends Error {
  override readonly name = 'RetryLater';
  readonly milliseconds: number;
  constructor(milliseconds: number) {
    super(`asked to wait ${milliseconds} ms`);
    this.milliseconds = milliseconds;
  }
}

/** Something of ours has to come first, for this alone: it holds up nothing else that goes to the same place. */
export class WaitAlone extends RetryLater {}

/** Trying again cannot help (channel gone, token revoked): fails the job at once. */
export class Unrecoverable extends Error {
  override readonly name: string = 'Unrecoverable';
}

/** The bot cannot write there, until somebody lets it. */
export class NoEntry extends Unrecoverable {
  override readonly name = 'NoEntry';
  /** Slack's own. */
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(`Slack says ${code}`, options);
    this.code = code;
  }
}

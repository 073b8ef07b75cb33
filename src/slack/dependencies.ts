import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Access } from '../core/access.ts';
import type { AuditTrail } from '../core/audit.ts';
import type { ParseContext, Parsed } from '../core/intent.ts';
import type { CheckJob } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { Homes } from '../core/on-call/home/home-content.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { AnyRule } from '../core/rule.ts';
import type { SlackMessenger } from './post.ts';
import type { SlackState } from './state.ts';

/** What listeners work with. */
export interface Dependencies {
  readonly client: WebClient;
  readonly bot: { readonly userId: string; readonly name: string };
  readonly state: SlackState;
  readonly messenger: SlackMessenger;
  readonly parse: (text: string, context: ParseContext) => Parsed;
  /** Rejects if the queue is away. */
  readonly enqueueCheck: (job: CheckJob) => Promise<unknown>;
  /** Decides who may ask what: see permitted.ts. */
  readonly access: Access;
  readonly audit: AuditTrail;
  /** Rejects if the store or the queue is away. */
  readonly onCall: OnCall;
  readonly homes: Homes;
  /** Names of the clusters that can be asked. */
  readonly clusters: () => readonly string[];
  /** The language of answers where neither the channel nor the question says; null: that of the question. */
  readonly locale: Locale | null;
  readonly catalog: readonly AnyRule[];
  readonly log: Logger;
  readonly clock: () => Date;
}

/** One sentence of a person, wherever it was said. */
export interface Question {
  readonly team: string | null;
  readonly channel: string;
  readonly userId: string;
  readonly userName: string | null;
  readonly text: string;
  /** It is meant for the bot whatever it says; otherwise only a clear question is. */
  readonly addressed: boolean;
  /** RFC 3339: the same for a redelivery. */
  readonly askedAt: string;
  /** The thread that it was said in or begins; null: a slash command, which is in none. */
  readonly threadTs: string | null;
  /** A slash command's, or a button's on a private answer. */
  readonly responseUrl?: string;
  /** Unique for a slash command. */
  readonly triggerId?: string;
  /** A message of ours that becomes the placeholder. */
  readonly placeholderTs?: string;
}

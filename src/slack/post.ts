import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { type Messenger, RetryLater } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { AnyRule } from '../core/rule.ts';
import type { Store } from '../core/store.ts';
import { Announcements } from './announcements.ts';
import { Poster } from './poster.ts';
import { forQueue } from './slack-error.ts';
import { SlackState, type StoredAnswer } from './state.ts';

export interface SlackMessengerOptions {
  readonly client: WebClient;
  readonly store: Store;
  readonly catalog: readonly AnyRule[];
  readonly log: Logger;
  readonly clock: () => Date;
}

export interface SlackMessenger extends Messenger {
  /** Says a stored answer in another language: no cluster is asked. */
  speak(key: string, locale: Locale): Promise<'spoken' | 'gone' | 'busy'>;
  /** Shows an answer's headline as it was, without the store. */
  restore(answer: StoredAnswer): Promise<void>;
}

/** Answers as Slack threads, each part exactly once to the eye. */
export function createSlackMessenger(options: SlackMessengerOptions): SlackMessenger {
  const state = new SlackState(options.store);
  const poster = new Poster(options, state);
  const announcements = new Announcements(options, state, poster);
  return {
    async deliver(reply) {
      try {
        const { announced } = reply.check;
        await (announced ? announcements.deliver(reply, announced) : poster.deliver(reply));
      } catch (error) {
        throw forQueue(error);
      }
    },
    progress: (check, looked) => poster.progress(check, looked),
    restore: (answer) => poster.restore(answer),
    async speak(key, locale) {
      try {
        return await poster.speak(key, locale);
      } catch (error) {
        if (forQueue(error) instanceof RetryLater) return 'busy';
        throw error;
      }
    },
  };
}

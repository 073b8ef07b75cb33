import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { type Locale, locales } from '../core/locale.ts';
import { remembered } from './remembered.ts';
import { slackCode } from './slack-error.ts';

const freshMs = 10 * 60_000;

/** The language in which each person uses Slack; null: one that we do not speak, or that cannot be read. Never rejects. */
export function openProfileLanguages(client: WebClient, log: Logger, now: () => number): (userId: string) => Promise<Locale | null> {
  const language = remembered(
    async (userId) => {
      // `ko-KR`: told only to those who ask for it, with the scope `users:read`
      const { user } = await client.users.info({ user: userId, include_locale: true });
      return locales.find((locale) => user?.locale?.split('-')[0] === locale) ?? null;
    },
    { ms: freshMs, now },
  );
  return async (userId) => {
    try {
      return await language(userId);
    } catch (error) {
      log.warn({ code: slackCode(error), err: slackCode(error) ? undefined : error }, 'the language of a person could not be read');
      return null;
    }
  };
}

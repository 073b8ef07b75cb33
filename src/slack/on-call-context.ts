import type { Locale } from '../core/locale.ts';
import type { OnCallContext } from '../core/on-call/on-call.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { slackCode } from './slack-error.ts';
import type { ChannelSettings } from './state.ts';

/** Who asked, and where, in the words of on-call. */
export function onCallContext(deps: Dependencies, question: Question, settings: ChannelSettings, locale: Locale): OnCallContext {
  const { team, channel, threadTs, userId, userName, askedAt } = question;
  return {
    spot: { medium: 'slack', team, channel, threadTs },
    asker: { id: userId, name: userName },
    locale,
    cluster: settings.cluster ?? null,
    at: askedAt,
    timeZone: () => timeZoneOf(deps, userId),
  };
}

/** Of the person's profile; UTC where it cannot be read. */
async function timeZoneOf({ client, log }: Dependencies, userId: string): Promise<string> {
  try {
    return (await client.users.info({ user: userId })).user?.tz ?? 'UTC';
  } catch (error) {
    log.warn({ code: slackCode(error), err: slackCode(error) ? undefined : error }, 'the time zone of a person could not be read');
    return 'UTC';
  }
}

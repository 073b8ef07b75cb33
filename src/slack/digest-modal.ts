import type { Locale } from '../core/locale.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { onCallContext } from './on-call-context.ts';
import { digestModal } from './render/digest-modal.ts';
import { slackCode } from './slack-error.ts';
import type { ChannelSettings } from './state.ts';

/** Where the modal was opened, as it carries it. */
export type DigestModalOpened = Pick<Question, 'team' | 'channel' | 'threadTs' | 'responseUrl'> & { readonly locale: Locale };

/** Opens the modal that sets a digest. False: Slack did not (the press was more than three seconds ago). */
export async function openDigestModal(deps: Dependencies, question: Question, settings: ChannelSettings, locale: Locale): Promise<boolean> {
  const { team, channel, threadTs, responseUrl, triggerId } = question;
  if (!triggerId) return false;
  const opened: DigestModalOpened = { team, channel, threadTs, locale, ...(responseUrl ? { responseUrl } : {}) };
  const timeZone = await onCallContext(deps, question, settings, locale).timeZone();
  const { cluster = null, namespace = null } = settings;
  const view = digestModal({ clusters: deps.clusters(), cluster, namespace, timeZone, carried: JSON.stringify(opened) }, locale);
  try {
    await deps.client.views.open({ trigger_id: triggerId, view });
    return true;
  } catch (error) {
    if (slackCode(error) === null) throw error;
    deps.log.warn({ code: slackCode(error) }, 'a modal could not be opened');
    return false;
  }
}

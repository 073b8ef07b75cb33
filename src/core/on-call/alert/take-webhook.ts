import type { Locale } from '../../locale.ts';
import type { Store } from '../../store.ts';
import type { Tasks } from '../tasks.ts';
import { inboxIn } from './inbox.ts';
import { stamp } from './keys.ts';
import type { Notification, Webhook } from './notification.ts';
import { type Redaction, readWebhook } from './read-webhook.ts';
import type { AlertSettings } from './settings.ts';

export interface Intake {
  readonly store: Store;
  readonly tasks: Tasks;
  readonly settings: AlertSettings;
  /** The language of a channel. */
  readonly localeOf: (channel: string) => Promise<Locale>;
  readonly now: () => Date;
  /** Never the same twice. */
  readonly newId: () => string;
  /** Letters and digits, the same for the same text. */
  readonly digest: (text: string) => string;
  readonly redaction: Redaction;
}

/** Puts what Alertmanager told where workers take it up. Rejects unless all of it is kept: Alertmanager then tells it again. */
export async function takeWebhook(webhook: Webhook, intake: Intake): Promise<void> {
  const { store, tasks, settings, localeOf, now, newId, digest, redaction } = intake;
  const receivedAt = now().toISOString();
  for (const part of readWebhook(webhook, settings, redaction)) {
    const group = digest(`${webhook.receiver}\n${webhook.groupKey}\n${part.channel}`);
    const routed = settings.routes.find(({ channel, locale }) => channel === part.channel && locale !== null);
    const notification: Notification = { ...part, locale: routed?.locale ?? (await localeOf(part.channel)), group, receivedAt };
    const id = `${stamp(receivedAt)}-${newId()}`;
    await inboxIn(store).set(`${group}/${id}`, notification);
    await tasks.add({ type: 'alert', id: `group/${group}` }, { key: id });
  }
}

import { createHash, randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { openAlertmanager } from '../alertmanager/alertmanager-api.ts';
import { type AlertsServer, startAlertsServer } from '../alertmanager/alerts-server.ts';
import { redact, redactValue } from '../cluster/redact.ts';
import type { Variables } from '../config.ts';
import type { Alertmanager } from '../core/on-call/alert/alertmanager.ts';
import type { AlertSettings } from '../core/on-call/alert/settings.ts';
import { takeWebhook } from '../core/on-call/alert/take-webhook.ts';
import type { Backend } from '../jobs/backend.ts';
import { openTasks } from '../jobs/tasks.ts';
import { SlackState } from '../slack/state.ts';
import { readAlertSettings } from './alerts-file.ts';
import { PersonalError } from './personal-error.ts';
import type { Runtime } from './runtime.ts';

/** How alerts become targets and channels; null: alerts are not taken. Throws a ConfigError if the file cannot be used. */
export function alertSettings({ KUBEWHY_ALERTS_PORT, KUBEWHY_ALERTS_CONFIG, KUBEWHY_ALERTS_CHANNEL }: Variables): AlertSettings | null {
  if (KUBEWHY_ALERTS_PORT === undefined || KUBEWHY_ALERTS_CHANNEL === undefined) return null;
  return readAlertSettings(KUBEWHY_ALERTS_CONFIG, KUBEWHY_ALERTS_CHANNEL);
}

/** Takes Alertmanager's webhooks, where that is configured. Rejects with a PersonalError if its port is taken. */
export async function openAlerts(backend: Backend, { config }: Pick<Runtime, 'config'>, log: Logger): Promise<AlertsServer | null> {
  const { KUBEWHY_ALERTS_PORT: port, KUBEWHY_ALERTS_TOKEN: token } = config;
  const settings = alertSettings(config);
  if (settings === null || port === undefined || token === undefined) return null;
  const state = new SlackState(backend.store);
  const intake = {
    store: backend.store,
    tasks: openTasks(backend),
    settings,
    localeOf: async (channel: string) => (await state.settings(channel)).locale ?? config.KUBEWHY_LOCALE ?? 'en',
    now: () => new Date(),
    newId: randomUUID,
    digest: (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    redaction: { text: redact, named: redactValue },
  };
  return startAlertsServer({ port, token, log, take: (webhook) => takeWebhook(webhook, intake) }).catch((error: Error) => {
    throw new PersonalError(`alerts cannot be taken on port ${port} (${error.message}): set another KUBEWHY_ALERTS_PORT`, 2);
  });
}

/** Alertmanager's own API, for silences; nothing where it is not configured. */
export function alertmanagerOf({ KUBEWHY_ALERTMANAGER_URL: url }: Variables): { readonly alertmanager?: Alertmanager } {
  return url === undefined ? {} : { alertmanager: openAlertmanager(url, redact) };
}

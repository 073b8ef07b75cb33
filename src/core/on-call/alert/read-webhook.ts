import type { Severity } from '../../rule.ts';
import { mapTarget } from './map-target.ts';
import { type Alert, byUrgency, type Labels, type Notification, type Webhook, type WebhookAlert } from './notification.ts';
import { type AlertSettings, matches } from './settings.ts';

/** More of one group are counted, not kept. */
const mostAlerts = 100;
const mostLabels = 40;
const longest = { label: 300, annotation: 1500, url: 500 } as const;

/** Takes passwords, tokens and keys out of what others wrote. */
export interface Redaction {
  readonly text: (text: string) => string;
  /** Of a text that has a name (`db_password`), which may say that all of it is secret. */
  readonly named: (name: string, text: string) => string;
}

/** What Alertmanager told, by channel: alerts that are ignored are gone, the others know what they are about. The group is yet to be named. */
export function readWebhook(
  webhook: Webhook,
  settings: AlertSettings,
  redaction: Redaction,
): readonly Omit<Notification, 'group' | 'receivedAt' | 'locale'>[] {
  const wanted = webhook.alerts.filter(({ labels }) => !settings.ignore.some((match) => matches(match, labels)));
  const channels = new Map<string, WebhookAlert[]>();
  for (const alert of wanted) {
    const { channel } = settings.routes.find(({ match }) => matches(match, alert.labels)) ?? settings;
    channels.set(channel, [...(channels.get(channel) ?? []), alert]);
  }
  return [...channels].map(([channel, told]) => {
    const alerts = told.map((alert) => readAlert(alert, settings, redaction)).toSorted(byUrgency);
    const more = Math.max(0, alerts.length - mostAlerts) + webhook.truncatedAlerts;
    return { channel, alerts: alerts.slice(0, mostAlerts), more };
  });
}

function readAlert(alert: WebhookAlert, settings: AlertSettings, { text, named }: Redaction): Alert {
  const { status, labels, annotations, startsAt, endsAt, fingerprint } = alert;
  // a label `secret` holds the name of a Secret, which is none
  const shown = shortened(labels, longest.label, (name, value) => (/secret$/i.test(name) ? text(value) : named(name, value)));
  const hidden = Object.entries(labels).filter(([name, value]) => name in shown && shown[name] !== value);
  const target = mapTarget(labels, settings);
  return {
    fingerprint: fingerprint || fingerprintOf(labels),
    name: short(text(labels.alertname ?? 'alert'), longest.label),
    status,
    severity: severityOf(labels, settings),
    startsAt,
    endsAt: status === 'resolved' ? endsAt : null,
    labels: shown,
    ...(hidden.length > 0 ? { hidden: Object.fromEntries(hidden) } : {}),
    annotations: shortened(annotations, longest.annotation, named),
    generatorUrl: webAddress(alert.generatorURL && text(alert.generatorURL)),
    target: target?.cluster ? { ...target, cluster: text(target.cluster) } : target,
  };
}

function severityOf(labels: Labels, { severity }: AlertSettings): Severity {
  const label = severity.labels.find((name) => labels[name]);
  const value = (label === undefined ? '' : (labels[label] ?? '')).toLowerCase();
  return (['critical', 'warning', 'info'] as const).find((one) => severity[one].includes(value)) ?? 'warning';
}

/** Other senders of this format leave it out. */
function fingerprintOf(labels: Labels): string {
  return JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => a.localeCompare(b))).slice(0, 1000);
}

function shortened(texts: Labels, most: number, redact: Redaction['named']): Labels {
  return Object.fromEntries(
    Object.entries(texts)
      .slice(0, mostLabels)
      .map(([name, text]) => [short(name, longest.label), short(redact(name, text), most)]),
  );
}

function short(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** Only http(s): what is shown may be followed. */
export function webAddress(text: string | undefined): string | null {
  return text !== undefined && /^https?:\/\/[^\s]+$/.test(text) ? short(text, longest.url) : null;
}

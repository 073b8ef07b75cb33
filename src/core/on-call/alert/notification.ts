import type { Area } from '../../intent.ts';
import type { Locale } from '../../locale.ts';
import type { Ref } from '../../ref.ts';
import type { Severity } from '../../rule.ts';

export type Labels = Readonly<Record<string, string>>;

/** The body of Alertmanager's webhook, version 4: what of it is used. */
export interface Webhook {
  readonly receiver: string;
  readonly groupKey: string;
  /** Alerts that Alertmanager left out (`max_alerts`). */
  readonly truncatedAlerts: number;
  readonly alerts: readonly WebhookAlert[];
}
export interface WebhookAlert {
  readonly status: 'firing' | 'resolved';
  readonly labels: Labels;
  readonly annotations: Labels;
  /** RFC 3339. */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** What is looked at because of an alert. */
export interface AlertTarget {
  /** null: the default cluster. */
  readonly cluster: string | null;
  readonly about: { readonly ref: Ref } | { readonly area: Area };
}

/** One alert, as it is kept. Its texts are others' words, without secrets and shortened. */
export interface Alert {
  readonly fingerprint: string;
  readonly name: string;
  readonly status: 'firing' | 'resolved';
  readonly severity: Severity;
  /** RFC 3339. */
  readonly startsAt: string;
  /** null: firing. */
  readonly endsAt: string | null;
  readonly labels: Labels;
  /** Labels as they are, where `labels` hides or shortens them: what Alertmanager knows the alert by. Never shown. */
  readonly hidden?: Labels;
  readonly annotations: Labels;
  /** null: none, or not http(s). */
  readonly generatorUrl: string | null;
  /** null: no label names anything that can be looked at. */
  readonly target: AlertTarget | null;
}

/** What Alertmanager told of one group, for one channel. */
export interface Notification {
  /** Names the group for good: letters and digits. */
  readonly group: string;
  readonly channel: string;
  readonly locale: Locale;
  /** RFC 3339. */
  readonly receivedAt: string;
  readonly alerts: readonly Alert[];
  /** Alerts of the group that are not among them. */
  readonly more: number;
}

/** The same for the same thing. */
export function targetKey({ cluster, about }: AlertTarget): string {
  const what = 'ref' in about ? `${about.ref.kind}/${about.ref.namespace ?? ''}/${about.ref.name}` : `check/${about.area}`;
  return `${cluster ?? ''} ${what}`;
}

const rank: { readonly [S in Severity]: number } = { critical: 0, warning: 1, info: 2 };

/** The worst first, then the oldest. */
export function byUrgency(a: Alert, b: Alert): number {
  return rank[a.severity] - rank[b.severity] || Date.parse(a.startsAt) - Date.parse(b.startsAt) || a.fingerprint.localeCompare(b.fingerprint);
}

export function worstSeverity(alerts: readonly Pick<Alert, 'severity'>[]): Severity {
  return alerts.map(({ severity }) => severity).toSorted((a, b) => rank[a] - rank[b])[0] ?? 'warning';
}

import type { Answer } from '../../answer.ts';
import type { Locale } from '../../locale.ts';
import type { Report } from '../../report.ts';
import { stamp } from './keys.ts';
import type { Alert, AlertTarget, Notification } from './notification.ts';

/** One time that a group fires, from its first alert until all are resolved: one message and its thread. */
export interface AlertPlace {
  readonly group: string;
  readonly episode: string;
}

/** What was seen of one target. */
export interface Look {
  readonly target: AlertTarget;
  /** Looked at in its place, because it is gone. */
  readonly instead: AlertTarget | null;
  readonly answer: Answer;
}

export interface Diagnosis {
  /** RFC 3339. */
  readonly at: string;
  readonly looks: readonly Look[];
  /** There were too many. */
  readonly left: readonly AlertTarget[];
}

/** One line in the thread of an alert. */
export type AlertNote =
  | { readonly type: 'joined'; readonly alerts: readonly Pick<Alert, 'name' | 'target' | 'severity'>[] }
  | { readonly type: 'same-cause'; readonly alerts: readonly Pick<Alert, 'name' | 'target' | 'severity'>[] }
  | { readonly type: 'changed'; readonly reports: readonly Report[] /** Of which there is no report any more. */; readonly others: readonly Look[] }
  | { readonly type: 'resolved'; readonly seconds: number }
  | { readonly type: 'again' };

/** Whether it has a message of its own. */
export type Role =
  | { readonly type: 'own' }
  /** Its causes are told by that group already. */
  | { readonly type: 'follower'; readonly of: string }
  /** One of so many that a summary tells them all. */
  | { readonly type: 'burst'; readonly burst: string /** It is among those that are looked at. */; readonly looked: boolean };

/** Where something should have been posted, and why it could not be, in Slack's word. */
export interface Strayed {
  readonly channel: string;
  readonly code: string;
}

/** What is known of one group of alerts. */
export interface AlertGroup extends AlertPlace {
  readonly channel: string;
  /** The channel that it belongs in, and could not be posted in; absent: this one. */
  readonly strayed?: Strayed;
  readonly locale: Locale;
  /** RFC 3339: when the first of its alerts began. */
  readonly since: string;
  /** When Alertmanager last told of it. */
  readonly heardAt: string;
  /** null: something fires. */
  readonly resolvedAt: string | null;
  readonly alerts: readonly Alert[];
  readonly more: number;
  /** It is to be looked at. */
  readonly due: boolean;
  readonly diagnosis: Diagnosis | null;
  /** The last in which something was wrong: what it was, when all is well again. */
  readonly lastProblem: Diagnosis | null;
  readonly role: Role;
  /** What its message says; null: it has none. */
  readonly said: Said | null;
  /** Lines that are not posted yet. */
  readonly notes: readonly { readonly note: AlertNote; readonly at: string }[];
}

export interface Said {
  /** The same for the same content. */
  readonly signature: string;
  readonly at: string;
  /** In the queue of replies. */
  readonly done: boolean;
  readonly status: 'firing' | 'resolved';
  /** What people did by then. */
  readonly presses: string;
}

/** Fired again so soon, it is the same trouble: its message turns red again. */
const reopenMs = 30 * 60_000;
const mostKept = 200;

/** A group after a notification; null: nothing that was ever said. One that arrives late, or again, changes nothing. */
export function applyNotification(before: AlertGroup | null, notification: Notification): AlertGroup | null {
  if (before && notification.receivedAt < before.heardAt) return before;
  const firing = notification.alerts.filter(({ status }) => status === 'firing');
  if (!before || isOver(before, notification)) return firing.length > 0 ? begin(notification) : before;
  const alerts = mergeAlerts(before, notification);
  const fires = alerts.some(({ status }) => status === 'firing');
  const resolvedAt = fires ? null : (before.resolvedAt ?? endOf(alerts, notification.receivedAt));
  const next: AlertGroup = {
    ...before,
    locale: notification.locale,
    heardAt: notification.receivedAt,
    since: before.resolvedAt !== null && fires ? earliest(firing) : before.since,
    resolvedAt,
    alerts,
    more: notification.more,
    due: before.due || fires,
  };
  const notes = newsOf(before, next).map((note) => ({ note, at: notification.receivedAt }));
  return { ...next, notes: [...before.notes, ...notes.filter((note) => !before.notes.some((known) => isSame(known, note)))] };
}

function isOver({ resolvedAt }: AlertGroup, { receivedAt }: Notification): boolean {
  return resolvedAt !== null && Date.parse(receivedAt) - Date.parse(resolvedAt) > reopenMs;
}

function begin({ group, channel, locale, receivedAt, alerts, more }: Notification): AlertGroup {
  const firing = alerts.filter(({ status }) => status === 'firing');
  return {
    group,
    episode: stamp(receivedAt),
    channel,
    locale,
    since: earliest(firing),
    heardAt: receivedAt,
    resolvedAt: null,
    alerts,
    more,
    due: true,
    diagnosis: null,
    lastProblem: null,
    role: { type: 'own' },
    said: null,
    notes: [],
  };
}

/** What is told anew replaces what was known. Alertmanager tells of all that fires: what it no longer names is resolved, unless it left some out. */
function mergeAlerts(before: AlertGroup, { alerts, more, receivedAt }: Notification): readonly Alert[] {
  const told = new Set(alerts.map(({ fingerprint }) => fingerprint));
  const others = before.alerts
    .filter(({ fingerprint }) => !told.has(fingerprint))
    .map((alert): Alert => (alert.status === 'firing' && more === 0 ? { ...alert, status: 'resolved', endsAt: receivedAt } : alert));
  const all = [...alerts, ...others];
  return all.length <= mostKept
    ? all
    : [...all.filter(({ status }) => status === 'firing'), ...all.filter(({ status }) => status !== 'firing')].slice(0, mostKept);
}

function newsOf(before: AlertGroup, { alerts, since, resolvedAt }: AlertGroup): readonly AlertNote[] {
  if (resolvedAt !== null) return before.resolvedAt === null ? [{ type: 'resolved', seconds: secondsBetween(since, resolvedAt) }] : [];
  if (before.resolvedAt !== null) return [{ type: 'again' }];
  const fired = new Set(before.alerts.flatMap(({ fingerprint, status }) => (status === 'firing' ? [fingerprint] : [])));
  const joined = alerts.filter(({ fingerprint, status }) => status === 'firing' && !fired.has(fingerprint));
  return joined.length > 0 ? [{ type: 'joined', alerts: joined.map(({ name, target, severity }) => ({ name, target, severity })) }] : [];
}

function isSame(a: AlertGroup['notes'][number], b: AlertGroup['notes'][number]): boolean {
  return a.at === b.at && a.note.type === b.note.type;
}

function earliest(alerts: readonly Alert[]): string {
  return alerts.map(({ startsAt }) => startsAt).toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? '';
}

/** When the last of them ended; some senders do not say when. */
function endOf(alerts: readonly Alert[], otherwise: string): string {
  const ends = alerts.flatMap(({ startsAt, endsAt }) => (endsAt !== null && Date.parse(endsAt) >= Date.parse(startsAt) ? [endsAt] : []));
  return ends.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1) ?? otherwise;
}

export function secondsBetween(from: string, to: string): number {
  return Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
}

export function firingOf({ alerts }: Pick<AlertGroup, 'alerts'>): readonly Alert[] {
  return alerts.filter(({ status }) => status === 'firing');
}

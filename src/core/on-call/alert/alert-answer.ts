import type { Asker } from '../../jobs.ts';
import type { Finding } from '../../report.ts';
import type { Severity } from '../../rule.ts';
import type { AlertGroup, AlertNote, Diagnosis, Strayed } from './group.ts';
import { type Alert, type AlertTarget, worstSeverity } from './notification.ts';

export interface Acknowledged {
  readonly by: Asker;
  readonly at: string;
}

export interface Silence {
  readonly by: Asker;
  /** RFC 3339. */
  readonly until: string;
  /** null: Alertmanager is not configured, so it was not told; `failed`: it refused, with its words. */
  readonly alertmanager: { readonly silences: number } | { readonly failed: string } | null;
}

/** Another group of alerts with the same cause, told here. */
export interface SameCause {
  readonly names: readonly string[];
  readonly severity: Severity;
  readonly target: AlertTarget | null;
  readonly count: number;
  readonly status: 'firing' | 'resolved';
}

/** One group of alerts, and why. */
export interface AlertAnswer {
  readonly type: 'alert';
  /** What its buttons carry. */
  readonly thread: string;
  readonly status: 'firing' | 'resolved';
  readonly since: string;
  readonly resolvedAt: string | null;
  readonly alerts: readonly Alert[];
  /** Alerts that are not among them. */
  readonly more: number;
  /** null: not looked at yet. */
  readonly diagnosis: Pick<Diagnosis, 'looks' | 'left'> | null;
  readonly alsoCaused: readonly SameCause[];
  readonly acknowledged: Acknowledged | null;
  readonly silence: Silence | null;
  /** It belongs in another channel. */
  readonly strayed?: Strayed;
}

/** A line in the thread of an alert, or for one who pressed a button of it. */
export interface AlertNoteAnswer {
  readonly type: 'alert-note';
  readonly note:
    | AlertNote
    | { readonly type: 'acknowledged'; readonly by: Asker }
    | { readonly type: 'silenced'; readonly silence: Silence }
    | { readonly type: 'over' };
}

/** Many groups of alerts at once, by what causes them. */
export interface AlertSummaryAnswer {
  readonly type: 'alert-summary';
  readonly thread: string;
  readonly since: string;
  readonly resolvedAt: string | null;
  readonly groups: { readonly total: number; readonly firing: number };
  /** The cause of the most first, causes on nodes before others. */
  readonly causes: readonly { readonly cluster: string; readonly at: string; readonly finding: Finding; readonly groups: readonly SameCause[] }[];
  /** Looked at, and no cause is known. */
  readonly unexplained: readonly SameCause[];
  /** Not looked at: nothing names what they are about, or there were too many. */
  readonly notLooked: readonly SameCause[];
  readonly acknowledged: Acknowledged | null;
  readonly silence: Silence | null;
  /** It belongs in another channel. */
  readonly strayed?: Strayed;
}

/** One group as a line of others. */
export function sameCause({ alerts, resolvedAt }: Pick<AlertGroup, 'alerts' | 'resolvedAt'>): SameCause {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const told = firing.length > 0 ? firing : alerts;
  return {
    names: [...new Set(told.map(({ name }) => name))],
    severity: worstSeverity(told),
    target: told.find(({ target }) => target !== null)?.target ?? null,
    count: told.length,
    status: resolvedAt === null ? 'firing' : 'resolved',
  };
}

import type { Asker } from '../../jobs.ts';
import type { Closing, IncidentTarget, Lack, Look, RecentChanges, Recovery, Settled, TimelineEntry } from './incident.ts';
import type { Pace } from './pace.ts';

/** An incident as it stands. */
export interface IncidentStatus {
  readonly id: string;
  readonly target: IncidentTarget;
  readonly cluster: string | null;
  readonly startedAt: string;
  readonly startedBy: Asker;
  /** null: nobody looked yet. */
  readonly settled: Settled | null;
  readonly last: Look | null;
  /** The last look at which the cluster answered. */
  readonly known: Look | null;
  readonly problemSince: string | null;
  readonly onIt: readonly Asker[];
  readonly recent: RecentChanges | null;
  readonly recovery: Recovery | null;
  readonly lacks: readonly Lack[];
  readonly closed: Closing | null;
  /** How often it is looked at; null: nobody looked yet. */
  readonly pace: Pace | null;
}

export interface IncidentLine {
  readonly target: IncidentTarget;
  readonly cluster: string | null;
  readonly startedAt: string;
  readonly settled: Settled | null;
  readonly onIt: readonly Asker[];
  readonly closed: Closing | null;
  /** Nobody closed it, and it is not looked at any more. */
  readonly isLeft: boolean;
  /** In Slack. */
  readonly channel: string | null;
}

/** What incidents answer. */
export type IncidentAnswer = { readonly type: 'incident' } & (
  | { readonly view: 'status'; readonly status: IncidentStatus }
  /** `channel`: the one of its own that it goes on in. `existing`: it was open already. */
  | {
      readonly view: 'opened';
      readonly target: IncidentTarget;
      readonly startedAt: string;
      readonly existing: boolean;
      readonly channel: string | null;
    }
  /** Two states that both held. */
  | { readonly view: 'changed'; readonly target: IncidentTarget; readonly status: IncidentStatus; readonly from: Settled }
  /** Nothing has changed for long: can it be closed? */
  | { readonly view: 'quiet'; readonly target: IncidentTarget; readonly status: IncidentStatus }
  | { readonly view: 'closed'; readonly status: IncidentStatus; readonly timeline: readonly TimelineEntry[] }
  | { readonly view: 'noted'; readonly target: IncidentTarget }
  | { readonly view: 'closing'; readonly target: IncidentTarget }
  | { readonly view: 'reopened'; readonly target: IncidentTarget }
  /** `name`: what was named, and is no open incident. */
  | { readonly view: 'none'; readonly name: string | null }
  | { readonly view: 'no-text' }
  /** The bot may not write where it was to be opened. */
  | { readonly view: 'outside' }
  | { readonly view: 'list'; readonly open: readonly IncidentLine[]; readonly closed: readonly IncidentLine[] }
);

import type { FailureCode } from '../../answer.ts';
import type { Asker } from '../../jobs.ts';
import type { Ref } from '../../ref.ts';
import type { Finding } from '../../report.ts';

/** A problem, as it is told. */
export interface FeedProblem {
  readonly ref: Ref;
  readonly status: string | null;
  readonly cause: Finding;
  readonly affected: readonly Ref[];
  /** RFC 3339. */
  readonly since: string;
  /** `changed`: the workload has another cause now. null: it is still so. */
  readonly end: { readonly at: string; readonly how: 'fixed' | 'changed' } | null;
}

/** One message of a feed: one problem, or many that came at once. */
export interface FeedAnswer {
  readonly type: 'feed';
  readonly cluster: string;
  /** null: all namespaces. */
  readonly namespace: string | null;
  readonly problems: readonly FeedProblem[];
  readonly at: string;
}

/** A feed cannot look at its cluster; `until`: could not. */
export interface FeedAwayAnswer {
  readonly type: 'feed-away';
  readonly cluster: string;
  readonly namespace: string | null;
  readonly failure: FailureCode;
  readonly since: string;
  readonly until: string | null;
  readonly at: string;
}

/** A feed, as far as a person needs to know. */
export interface FeedBrief {
  readonly id: string;
  readonly cluster: string;
  readonly namespace: string | null;
  readonly asker: Asker;
  readonly startedAt: string;
  /** Problems that were told and are not fixed. */
  readonly open: number;
  /** Its cluster does not answer. */
  readonly away: boolean;
}

/** The feeds of a channel, after what was asked for. `covered`: one that is on shows it already; `none`: there is none to turn off. */
export interface FeedsAnswer {
  readonly type: 'feeds';
  readonly event: 'on' | 'off' | 'status' | 'covered' | 'none' | 'full';
  /** Those that it is about; of `status` all. */
  readonly feeds: readonly FeedBrief[];
  readonly most: number;
}

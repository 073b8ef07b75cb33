import type { Asker } from '../../jobs.ts';
import type { Ref } from '../../ref.ts';
import type { Look } from './look.ts';
import type { WatchEventType } from './watch-state.ts';

/** A watch, as far as a person needs to know. */
export interface WatchBrief {
  readonly id: string;
  readonly cluster: string;
  readonly target: Ref;
  readonly asker: Asker;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly until: string;
  /** Ends as soon as it is well; otherwise when the time is over. */
  readonly untilHealthy: boolean;
}

/** One line about a watch. `well`: nothing to wait for, so none was made. */
export interface WatchAnswer {
  readonly type: 'watch';
  readonly event: WatchEventType | 'started' | 'already' | 'well' | 'stopped';
  readonly watch: WatchBrief;
  readonly look: Look;
  readonly before: Look | null;
  /** RFC 3339: since when it had been as it was before, and since when it is as it is now. */
  readonly since: string | null;
  readonly held: string | null;
  readonly at: string;
  /** The watch is over with this. */
  readonly over: boolean;
}

/** The watches of a channel: as a list, or because what was asked for could not be done. */
export interface WatchesAnswer {
  readonly type: 'watches';
  /** `none-such`: the one that was to be stopped is not there; `which`: several could be meant; `full`: no more are possible. */
  readonly why: 'list' | 'none-such' | 'which' | 'full';
  /** The name that was said. */
  readonly asked: string | null;
  readonly watches: readonly (WatchBrief & { readonly look: Look })[];
  readonly most: number;
}

import type { Answer } from '../../answer.ts';
import type { IntentName } from '../../intent.ts';
import type { Verdict } from '../../report.ts';

/** How a cluster was when somebody's App Home was last brought up to date. */
export interface ClusterVerdict {
  readonly cluster: string;
  /** null: it was not looked at yet, or the person may not ask for its health. */
  readonly verdict: Verdict | null;
  /** Causes of what is broken. */
  readonly problems: number;
  /** RFC 3339; null: not yet. */
  readonly at: string | null;
}

/** What a person's App Home shows besides the settings. */
export interface HomeContent {
  readonly clusters: readonly ClusterVerdict[];
  /** Lists of what the bot does of its own accord, each with the question that shows it. */
  readonly lists: readonly { readonly intent: IntentName; readonly answer: Answer }[];
}

/** How much of such a list a person may see; null: not even that there is one. */
export type HomeSight = (intent: IntentName) => Promise<((list: Answer) => Answer) | null>;

/** The way to a person's App Home. */
export interface Homes {
  publish(userId: string): Promise<void>;
}

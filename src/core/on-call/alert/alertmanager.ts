import type { Labels } from './notification.ts';

/** What is written into Alertmanager, and asked of it. Rejects with its words, or the network's. */
export interface Alertmanager {
  /** Silences what carries all of these labels. */
  silence(silence: {
    readonly labels: Labels;
    readonly from: string;
    readonly until: string;
    readonly by: string;
    readonly comment: string;
  }): Promise<void>;
  /** Fingerprints of what fires, silenced or not, and carries all of these labels. */
  firing(labels: Labels): Promise<ReadonlySet<string>>;
}

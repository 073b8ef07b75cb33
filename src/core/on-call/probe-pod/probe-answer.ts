import type { ProbeCheck } from './check.ts';
import type { ProbeOutcome, ProbeRun } from './outcome.ts';

/** A probe that is asked for: from where, and what. */
export interface ProbeRequest {
  readonly cluster: string;
  /** The namespace that its pod runs in. */
  readonly namespace: string;
  readonly check: ProbeCheck;
}

/** Why no probe may run. */
export type ProbeBar = 'off' | 'channel' | 'cluster' | 'namespace' | 'person';

export type ProbeAnswer =
  /** Not understood: what can be asked for. */
  | { readonly type: 'probe'; readonly state: 'usage' }
  | { readonly type: 'probe'; readonly state: 'barred'; readonly bar: ProbeBar; readonly request: ProbeRequest; readonly may: readonly string[] }
  /** Shown before anything is made: what would run. */
  | {
      readonly type: 'probe';
      readonly state: 'offered';
      readonly request: ProbeRequest;
      readonly image: string;
      readonly mayConfirm: readonly string[];
      /** RFC 3339: it names the offer, so that it is taken up once. */
      readonly at: string;
    }
  | { readonly type: 'probe'; readonly state: 'running'; readonly request: ProbeRequest; readonly image: string; readonly by: string }
  | {
      readonly type: 'probe';
      readonly state: 'done';
      readonly request: ProbeRequest;
      readonly by: string;
      readonly run: ProbeRun;
      readonly outcome: ProbeOutcome;
      /** RFC 3339. */
      readonly at: string;
      /** Its pod is gone; false: it could not be deleted, and how to is told. */
      readonly deleted: boolean;
    };

import type { ProbeRun } from './outcome.ts';
import type { ProbeRequest } from './probe-answer.ts';

/** Where probes may run, and who may let them: patterns with `*`. */
export interface ProbeAllowance {
  readonly clusters: readonly string[];
  /** Slack's ids of channels; `terminal` is the chat of `npm start`. */
  readonly channels: readonly string[];
  /** Slack's ids of people who may confirm. */
  readonly users: readonly string[];
  readonly namespaces: readonly string[];
}

/** The one thing of kubewhy that writes: a pod that runs one fixed command, and its end. */
export interface ProbePods {
  readonly image: string;
  readonly allowed: readonly ProbeAllowance[];
  /**
   * Makes the pod of that id (or takes up the one that is there), waits for its end, reads its output, and deletes it. Rejects with a ReadFailure-like
   * error where the cluster refuses or cannot be reached; the pod is deleted then too.
   */
  run(
    id: string,
    request: ProbeRequest,
    signal: AbortSignal,
  ): Promise<{ readonly run: ProbeRun; readonly deleted: boolean /** RFC 3339: when it ended. */; readonly at: string }>;
  /** Deletes the pod of that id, if it is still there. */
  remove(id: string, request: Pick<ProbeRequest, 'cluster' | 'namespace'>): Promise<void>;
}

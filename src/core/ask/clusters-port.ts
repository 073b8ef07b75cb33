import type { ClusterPort } from '../cluster-port.ts';
import type { Impersonated } from '../policy.ts';
import type { Reader } from '../reader.ts';
import type { Ref } from '../ref.ts';

/** A cluster for the length of one question, with the Reader under it for answers that are not diagnoses. */
export interface AskSession extends ClusterPort {
  readonly reader: Reader;
  /** Where a name is looked for first when no namespace was said: that of the kubeconfig context. */
  readonly namespace: string;
}

export interface SessionOptions {
  readonly signal?: AbortSignal | undefined;
  readonly budget?: { readonly requests: number; readonly milliseconds: number } | undefined;
  /** The question is about many objects: what is asked for again and again is listed once, and the rest answered from that. */
  readonly bulk?: boolean | undefined;
  /** Patterns of the namespaces whose objects it shows; null or absent: all. */
  readonly namespaces?: readonly string[] | null | undefined;
  /** On whose behalf the cluster is asked; null or absent: the bot itself. */
  readonly as?: Impersonated | null | undefined;
  /** Told of each read that is sent, by what is read: `pod`, `log`, `/version`. */
  readonly onRead?: ((resource: string) => void) | undefined;
  /** Told of each collector that fails by a defect of ours, by its facet and what it was about; in the evidence it is a gap. */
  readonly onCollectorDefect?: ((facet: string, ref: Ref, error: unknown) => void) | undefined;
}

/** The clusters that may be asked. src/cluster/clusters.ts opens them from a kubeconfig. */
export interface ClustersPort {
  names(): readonly string[];
  /** null: there is none, or none was chosen. */
  readonly defaultName: string | null;
  /** The URL of its API server. */
  server(name: string): string;
  /** Throws a ClusterChoiceFailure. `null`: the default. */
  session(name: string | null, options?: SessionOptions): AskSession;
}

/** No cluster could be chosen: none of that name, or none at all. */
export class ClusterChoiceFailure extends Error {
  override readonly name = 'ClusterChoiceFailure';
  readonly code: 'unknown-cluster' | 'no-cluster';
  readonly what: string | null;
  /** Names that could have been meant. */
  readonly choices: readonly string[];
  constructor(code: 'unknown-cluster' | 'no-cluster', what: string | null, message: string, choices: readonly string[] = []) {
    super(message);
    this.code = code;
    this.what = what;
    this.choices = choices;
  }
}

import type { Kind } from './kinds.ts';
import type { Locale } from './locale.ts';

export const intentNames = [
  'why',
  'list',
  'check',
  'health',
  'digest',
  'logs',
  'events',
  'top',
  'trace',
  'changes',
  'explain',
  'runbook',
  'watch',
  'feed',
  'incident',
  'audit',
  'probe',
  'clusters',
  'use',
  'lang',
  'listen',
  'help',
] as const;
export type IntentName = (typeof intentNames)[number];

export const symptoms = [
  'pending',
  'crashing',
  'not-ready',
  'image-pull',
  'oom',
  'unreachable',
  'no-endpoints',
  'container-creating',
  'terminating',
  'failed',
] as const;
export type Symptom = (typeof symptoms)[number];

export const areas = ['cluster', 'nodes', 'dns', 'network', 'cni', 'kube-proxy', 'control-plane', 'metrics', 'storage', 'windows'] as const;
export type Area = (typeof areas)[number];

/** What only some intents have. A slot that was not said is absent. */
export interface IntentSlots {
  /** Name of a kubeconfig context. */
  readonly cluster?: string;
  readonly allNamespaces?: boolean;
  readonly container?: string;
  readonly previous?: boolean;
  /** Seconds back from now. */
  readonly sinceSeconds?: number;
  /** logs: only lines that look like errors. */
  readonly errorsOnly?: boolean;
  readonly area?: Area;
  /** runbook: the words after "runbook". */
  readonly topic?: string;
  /** explain: the pasted text. */
  readonly text?: string;
  /** list: `failing` is everything that is not well. */
  readonly state?: Symptom | 'failing' | 'running' | 'completed';
  /** list: "how many". */
  readonly count?: boolean;
  readonly labelSelector?: string;
  /** list: only what runs on this node. */
  readonly node?: string;
  /** top: the column to sort by. */
  readonly sort?: 'cpu' | 'memory';
  /** trace: "does A reach B on port P": B and P. */
  readonly to?: { readonly kind: Kind | null; readonly name: string; readonly namespace: string | null };
  readonly port?: string;
  /** audit: so many, the latest. */
  readonly last?: number;
  /** digest, watch, feed, incident, listen: `list`, `pause`, `start`, `on` … */
  readonly action?: string;
  /** digest: cron, five fields. */
  readonly cron?: string;
  /** watch: seconds; without it until healthy. */
  readonly forSeconds?: number;
  /** lang. */
  readonly language?: Locale;
}

/** A question that was understood. */
export interface Intent extends IntentSlots {
  readonly intent: IntentName;
  readonly kind: Kind | null;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly symptom: Symptom | null;
  /** The language it was asked in: the answer's language unless the channel or person chose one. */
  readonly locale: Locale;
}

/** Not for us, or two readings: then the person chooses. */
export type Parsed =
  | Intent
  | { readonly intent: 'none' }
  | { readonly intent: 'choose'; readonly choices: readonly Intent[]; readonly locale: Locale };

/** What a sentence is read with. */
export interface ParseContext {
  /** Slash command, mention, direct message or CLI: whatever is said is meant for us. Otherwise only a clear question is. */
  readonly addressed: boolean;
  /** What the thread is about: "and its logs?" means this. */
  readonly target?: Pick<Intent, 'kind' | 'name' | 'namespace' | 'cluster'> | null;
  /** Names of the clusters that are configured: a bare word that is one of them is a cluster. */
  readonly clusters?: readonly string[];
  /** Namespaces that are known to exist. */
  readonly namespaces?: readonly string[];
  /** Language for sentences without letters of either. */
  readonly locale?: Locale;
}

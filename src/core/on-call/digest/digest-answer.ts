import type { FailureAnswer, HealthAnswer } from '../../answer.ts';
import type { Ref } from '../../ref.ts';
import type { Report, Verdict } from '../../report.ts';
import type { Severity } from '../../rule.ts';
import type { Digest } from './digest.ts';

/** How far a node, or a pool of them, is taken by requests, and used where that is measured. Shares are of what can be allocated. */
export interface CapacityRow {
  readonly name: string;
  readonly nodes: number;
  readonly cpu: number;
  readonly memory: number;
  readonly pods: number;
  readonly cpuUsed: number | null;
  readonly memoryUsed: number | null;
}

export interface CapacityGroups {
  readonly by: 'node' | 'pool';
  /** The fullest first. */
  readonly rows: readonly CapacityRow[];
  readonly more: number;
}

/** A workload and what its pods ask for; use where it is measured. Cores and bytes. */
export interface TopUser {
  readonly ref: Ref;
  readonly pods: number;
  readonly cpu: number;
  readonly memory: number;
  readonly cpuUsed: number | null;
  readonly memoryUsed: number | null;
}

/** Containers of a workload that ended and were started again. */
export interface RestartRow {
  readonly ref: Ref;
  readonly container: string;
  readonly containers: number;
  readonly reason: string;
  readonly exitCode: number | null;
  /** RFC 3339: the last end. */
  readonly at: string;
}

/**
 * Why a drain of its node hurts: nothing makes the pod again, a budget refuses its eviction, its data stay on that node,
 * or it is the only one.
 */
export type DrainReason = 'no-controller' | 'budget' | 'local-volume' | 'single';
export interface DrainRow {
  readonly ref: Ref;
  readonly why: DrainReason;
  readonly pods: number;
  /** The budget, or the volume claim. */
  readonly name: string | null;
}

export interface CertificateRow {
  readonly of: 'api-server' | 'kubewhy';
  readonly name: string;
  /** RFC 3339. */
  readonly validTo: string;
  readonly soon: boolean;
}

/** A cause as a digest tells it, or something not well without one. */
export interface DigestLine {
  /** What it is recognised by in the next digest: the rule, with each subject or workload. */
  readonly keys: readonly string[];
  readonly severity: Severity;
  /** The finding in the report; null: no rule knows why, or nobody looked. */
  readonly cause: string | null;
  /** False: there were too many to look into each. */
  readonly looked: boolean;
  readonly parts: readonly { readonly ref: Ref; readonly status: string | null; readonly failingPods: number }[];
  /** RFC 3339: the digest that saw it first. */
  readonly since: string;
  readonly state: 'new' | 'still';
  /** What broke the same things in the last digest: the rule. */
  readonly insteadOf: string | null;
}

/** What the last digest told and this one does not. */
export interface FixedLine {
  readonly rule: string | null;
  readonly refs: readonly Ref[];
  readonly since: string;
}

export interface Trend {
  /** RFC 3339: the last digest; null: this is the first. */
  readonly since: string | null;
  readonly fixed: readonly FixedLine[];
  /** Told before, and not seen this time because not everything could be read. */
  readonly unseen: readonly FixedLine[];
}

/** Findings of one run. */
export interface RunCount {
  readonly at: string;
  readonly verdict: Verdict;
  readonly critical: number;
  readonly warning: number;
}

/** How a run came about. */
export interface DigestTiming {
  readonly digest: Digest;
  /** RFC 3339. */
  readonly dueAt: string;
  readonly at: string;
  readonly nextAt: string | null;
  /** It was asked for, and did not come by its schedule. */
  readonly manual: boolean;
  /** Runs that nobody was there to do. */
  readonly missed: number;
  /** Digests before this one that failed, one after the other. */
  readonly failures: number;
}

/** The summary that comes on a schedule, or now. */
export interface DigestAnswer {
  readonly type: 'digest';
  readonly health: HealthAnswer;
  /** RFC 3339: from when on restarts are told. */
  readonly from: string;
  /** The worst first. */
  readonly lines: readonly DigestLine[];
  readonly capacity: CapacityGroups | null;
  readonly top: readonly TopUser[] | null;
  readonly restarts: { readonly rows: readonly RestartRow[]; readonly more: number; readonly total: number; readonly outOfMemory: number } | null;
  readonly certificates: readonly CertificateRow[];
  readonly drain: { readonly rows: readonly DrainRow[]; readonly more: number; readonly emptyDir: number } | null;
  /** null: it is compared with nothing, as when it is asked for in a terminal. */
  readonly trend: Trend | null;
  /** Oldest first, this one the last. */
  readonly runs: readonly RunCount[];
  readonly timing: DigestTiming | null;
}

/** A digest that could not be made. */
export interface DigestFailedAnswer {
  readonly type: 'digest-failed';
  readonly failure: FailureAnswer;
  readonly timing: DigestTiming;
  /** RFC 3339: the first of those that failed one after the other. */
  readonly since: string;
}

/** Digests of a channel, and what became of a wish about them. */
export interface DigestsAnswer {
  readonly type: 'digests';
  readonly outcome: 'list' | 'how' | 'added' | 'known' | 'paused' | 'resumed' | 'removed' | 'coming' | 'which' | 'none' | DigestRefusal;
  readonly digests: readonly ListedDigest[];
  /** What was asked for and refused: a cron, a cluster. */
  readonly what: string | null;
  readonly clusters: readonly string[];
}
export type DigestRefusal = 'not-cron' | 'too-often' | 'too-many' | 'unknown-cluster';

export interface ListedDigest {
  readonly digest: Digest;
  /** RFC 3339; null: it is paused. */
  readonly nextAt: string | null;
  /** RFC 3339; null: there was none yet. */
  readonly lastAt: string | null;
  readonly lastVerdict: Report['verdict'] | 'failed' | null;
}

import type { ShownEntry } from './audit.ts';
import type { Change } from './changes/change.ts';
import type { ContainerLog, KubeEvent } from './evidence.ts';
import type { Rank, TextLine } from './explain.ts';
import type { Capacity, QuotaUse } from './health-counts.ts';
import type { Area, Intent } from './intent.ts';
import type { Kind } from './kinds.ts';
import type { Text } from './locale.ts';
import type { Captures } from './log-signature.ts';
import type { AlertAnswer, AlertNoteAnswer, AlertSummaryAnswer } from './on-call/alert/alert-answer.ts';
import type { DigestAnswer, DigestFailedAnswer, DigestsAnswer } from './on-call/digest/digest-answer.ts';
import type { FeedAnswer, FeedAwayAnswer, FeedsAnswer } from './on-call/feed/feed-answer.ts';
import type { IncidentAnswer } from './on-call/incident/incident-answer.ts';
import type { NoEntryAnswer } from './on-call/no-entry.ts';
import type { ProbeAnswer } from './on-call/probe-pod/probe-answer.ts';
import type { WatchAnswer, WatchesAnswer } from './on-call/watch/watch-answer.ts';
import type { Refusal } from './policy.ts';
import type { ReadFailureCode } from './read-failure.ts';
import type { Ref } from './ref.ts';
import type { Gap, Report, SubjectState, Verdict } from './report.ts';
import type { Severity } from './rule.ts';
import type { Runbook, RunbookTopic } from './runbook.ts';
import type { AppPath } from './trace/path.ts';

/** What a worker found, before there are words: JSON, so it can wait in a queue and be shown in any language and medium. */
export type Answer =
  | { readonly type: 'report'; readonly report: Report }
  | CheckAnswer
  | HealthAnswer
  | ChangesAnswer
  | TopAnswer
  | TableAnswer
  | LogsAnswer
  | EventsAnswer
  | NotFoundAnswer
  | TraceAnswer
  | AlertAnswer
  | AlertSummaryAnswer
  | AlertNoteAnswer
  | { readonly type: 'choice'; readonly choices: readonly Intent[] }
  | { readonly type: 'clusters'; readonly clusters: readonly ClusterLine[] }
  | { readonly type: 'setting'; readonly setting: 'cluster' | 'namespace' | 'lang' | 'listen'; readonly value: string }
  | { readonly type: 'help' }
  /** Whole and in every language, filled in for its target: it is shown again in another language without being looked up. */
  | { readonly type: 'runbook'; readonly runbook: Runbook }
  | RunbooksAnswer
  | ExplanationAnswer
  | ProbeAnswer
  | AuditAnswer
  | DigestAnswer
  | DigestFailedAnswer
  | DigestsAnswer
  | FeedAnswer
  | FeedAwayAnswer
  | FeedsAnswer
  | WatchAnswer
  | WatchesAnswer
  | IncidentAnswer
  | NoEntryAnswer
  | FailureAnswer;

/** One area of a cluster from end to end. */
export interface CheckAnswer {
  readonly type: 'check';
  readonly area: Area;
  /** What it was confined to; null: the whole cluster. */
  readonly about: Ref | null;
  /** What was found, of all objects together. */
  readonly report: Report;
  /** What was judged, by kind. */
  readonly checked: readonly { readonly kind: Kind; readonly count: number }[];
  /** Not well, and no rule knows why. */
  readonly unexplained: readonly { readonly ref: Ref; readonly state: SubjectState }[];
}

/** One cause, and what it breaks. */
export interface BrokenLine {
  /** Id of the finding in the answer's report. */
  readonly cause: string;
  readonly severity: Severity;
  readonly parts: readonly BrokenPart[];
}

/** Something that a cause breaks. */
export interface BrokenPart {
  readonly ref: Ref;
  readonly status: string | null;
  readonly failingPods: number;
  readonly condition?: SubjectState['condition'] | null;
  /** RFC 3339: since when its pods wait to be started, where all that fail do just that. */
  readonly pendingSince?: string | null;
}

/** One page on a cluster or a namespace. What could not be counted is null, and a gap of the report. */
export interface HealthAnswer {
  readonly type: 'health';
  readonly cluster: string;
  /** null: the whole cluster. */
  readonly namespace: string | null;
  readonly report: Report;
  /** The worst first. */
  readonly broken: readonly BrokenLine[];
  /** Not well, and not looked into: there were too many. */
  readonly left: readonly { readonly ref: Ref; readonly status: string }[];
  readonly pods: { readonly ok: number; readonly progressing: number; readonly failing: number; readonly finished: number } | null;
  readonly nodes: {
    readonly total: number;
    readonly ready: number;
    readonly notWell: readonly { readonly name: string; readonly status: string }[];
  } | null;
  /** null: the question was about a namespace. */
  readonly controlPlane: Verdict | null;
  readonly capacity: readonly Capacity[] | null;
  readonly quotas: readonly QuotaUse[] | null;
  readonly checked: CheckAnswer['checked'];
  readonly unexplained: CheckAnswer['unexplained'];
}

/** What changed, as a time line. */
export interface ChangesAnswer {
  readonly type: 'changes';
  readonly cluster: string;
  readonly target: Ref | null;
  /** null: all namespaces. */
  readonly namespace: string | null;
  /** RFC 3339. */
  readonly since: string;
  readonly at: string;
  /** Oldest first. */
  readonly entries: readonly Change[];
  /** Older ones that are left out. */
  readonly more: number;
  readonly gaps: readonly Gap[];
}

/** Use of CPU and memory, as the metrics API measures it. Shares are of requests and limits (of a node: of its allocatable); null: it has none. */
export interface TopAnswer {
  readonly type: 'top';
  readonly cluster: string;
  readonly kind: 'pod' | 'node';
  /** What the pods are of. */
  readonly target: Ref | null;
  readonly namespace: string | null;
  readonly sort: 'cpu' | 'memory';
  /** The heaviest first. */
  readonly rows: readonly {
    readonly ref: Ref;
    readonly cpu: string;
    readonly memory: string;
    readonly cpuShare: number | null;
    readonly memoryShare: number | null;
    readonly cpuLimitShare: number | null;
    readonly memoryLimitShare: number | null;
  }[];
  readonly more: number;
  readonly total: { readonly cpu: string; readonly memory: string };
  /** They run, and nothing was measured of them. */
  readonly silent: readonly Ref[];
  readonly gaps: readonly Gap[];
}

/** kubectl's columns; `tone` colours a row. */
export interface TableAnswer {
  readonly type: 'table';
  readonly cluster: string;
  readonly kind: Kind;
  /** null: all namespaces. */
  readonly namespace: string | null;
  readonly filter: string | null;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly ref: Ref; readonly tone: 'ok' | 'warn' | 'bad' }[];
  /** What the filter let through, where that is more than `rows` shows. */
  readonly matched?: number;
  /** Of that kind there, before the filter. */
  readonly total: number;
  readonly countOnly: boolean;
  /** What could not be read (a namespace that is refused …). */
  readonly gaps: readonly Gap[];
}

export interface LogsAnswer {
  readonly type: 'logs';
  readonly cluster: string;
  readonly ref: Ref;
  readonly previous: boolean;
  readonly logs: readonly ContainerLog[];
  /** Containers of the pod that were not asked for. */
  readonly otherContainers: readonly string[];
  readonly gaps: readonly Gap[];
}

export interface EventsAnswer {
  readonly type: 'events';
  readonly cluster: string;
  /** RFC 3339, by the cluster's clock: when it was looked at. Ages are seen from there. */
  readonly at: string;
  readonly target: Ref | null;
  readonly namespace: string | null;
  /** Grouped by object and reason, newest first. */
  readonly events: readonly KubeEvent[];
  /** Older ones that are left out. */
  readonly more?: number;
  readonly gaps: readonly Gap[];
}

export interface NotFoundAnswer {
  readonly type: 'not-found';
  readonly cluster: string;
  readonly kind: Kind | null;
  readonly name: string;
  /** null: looked for in every namespace that may be read. */
  readonly namespace: string | null;
  readonly similar: readonly Ref[];
  /** The same name in other namespaces, or of other kinds. */
  readonly elsewhere: readonly Ref[];
  /** What could not be looked at: the name may be there. */
  readonly gaps: readonly Gap[];
}

/** The walk of an application, or the way from its start to `to`. */
export interface TraceAnswer {
  readonly type: 'trace';
  readonly cluster: string;
  /** RFC 3339: the clock of the evidence. */
  readonly at: string;
  readonly path: AppPath;
  /** "Does A reach B on port P": B and P. */
  readonly to: Ref | null;
  readonly port: string | null;
  readonly cost: { readonly requests: number; readonly ms: number };
}

/** What a pasted text means. */
export interface ExplanationAnswer {
  readonly type: 'explanation';
  readonly verdict: Verdict;
  /** Lines that say something. */
  readonly lines: number;
  /** Causes first. */
  readonly known: readonly ExplainedText[];
  /** Where nothing is known: what looks most like errors. */
  readonly suspects: readonly TextLine[];
  readonly ms: number;
}
/** A known text, in every language. */
export interface ExplainedText extends TextLine {
  readonly rule: string;
  readonly signature: string;
  readonly rank: Rank;
  readonly severity: Severity;
  readonly captures: Captures;
  /** Lines that say the same. */
  readonly count: number;
  readonly says: Text;
  readonly look: Text;
  readonly fix: Text;
  /** Where the text comes from. */
  readonly link: string;
}

/** Who asked what. */
export interface AuditAnswer {
  readonly type: 'audit';
  /** Newest first. */
  readonly entries: readonly ShownEntry[];
  /** Older ones that are left out. */
  readonly more: number;
  /** Only those of the one who asks: there is no policy that lets anyone see others'. */
  readonly own: boolean;
  /** What people are called, by their id. */
  readonly names: Readonly<Record<string, string>>;
}

/** Topics: all (`list`), those that were meant (`several`), or none that was (`none`, with the nearest). */
export interface RunbooksAnswer {
  readonly type: 'runbooks';
  readonly outcome: 'list' | 'several' | 'none';
  /** The words that were looked for; null: none. */
  readonly asked: string | null;
  /** To choose from, best first. */
  readonly nearest: readonly RunbookTopic[];
  readonly topics: readonly RunbookTopic[];
}

export interface ClusterLine {
  readonly name: string;
  readonly server: string;
  readonly chosen: boolean;
  /** null: answers. */
  readonly failure: ReadFailureCode | null;
  readonly version: string | null;
}

/** Why there is no answer. Each code has its sentence and next step in core/words/failures. */
export type FailureCode =
  | ReadFailureCode
  | 'unknown-cluster'
  | 'no-cluster'
  | 'needs-name'
  | 'needs-namespace'
  | 'queue-away'
  | 'needs-bot'
  | 'internal'
  | 'not-understood'
  | 'too-long'
  | 'needs-text'
  | 'not-permitted'
  | 'no-audit'
  | 'no-logs'
  | 'no-metrics';
export interface FailureAnswer {
  readonly type: 'failure';
  readonly code: FailureCode;
  readonly cluster: string | null;
  /** What it was about: a name, a path, a setting. Shown as text, never trusted. */
  readonly what: string | null;
  /** The other side's words, redacted. */
  readonly detail: string | null;
  /** Where the policy is what says no. */
  readonly refusal?: Refusal;
  /** For the log and for a person to quote. */
  readonly reference?: string;
  /** Where the cluster itself is to blame: the diagnosis, told in place of the code. */
  readonly report?: Report;
  /** Names that could have been meant. */
  readonly choices?: readonly string[];
}

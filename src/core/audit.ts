import type { Answer, FailureCode } from './answer.ts';
import { fitsOne } from './glob.ts';
import type { Intent } from './intent.ts';
import type { Asker, Place } from './jobs.ts';
import type { Refusal, Rights } from './policy.ts';
import type { Verdict } from './report.ts';

/** Why the bot did something of its own accord: it looked for a digest or an alert; a watch or feed began, ended, or told something new. */
export type Occasion =
  | { readonly of: 'digest' | 'alert'; readonly event: 'look' }
  | { readonly of: 'watch' | 'feed'; readonly event: 'start' | 'change' | 'end' };

/** One question and what came of it. Nothing that a cluster or a log said is in it, nor what a person pasted. */
export interface AuditEntry {
  /** RFC 3339, of the question. */
  readonly at: string;
  readonly who: Asker;
  /** Who pressed "check again" under another one's question. */
  readonly pressedBy?: Asker;
  readonly where: Pick<Place, 'medium' | 'team' | 'channel'>;
  /** Absent: somebody asked. Else `who` is the one who once asked for it, or Alertmanager. */
  readonly occasion?: Occasion;
  readonly question: Intent;
  readonly cluster: string | null;
  /** The user of the cluster that it was read as; null: the bot itself. */
  readonly as: string | null;
  readonly outcome: 'answered' | 'refused' | 'failed';
  readonly answer: Answer['type'];
  readonly verdict: Verdict | null;
  /** Rules that named a root cause. */
  readonly causes: readonly string[];
  /** Why there was no answer. */
  readonly code: FailureCode | null;
  /** The right that was missing. */
  readonly missing: Refusal['missing'] | null;
  /** Reads by what was read: `pod`, `log`, `/version`. */
  readonly read: Readonly<Record<string, number>>;
  readonly ms: number;
}

/** What is known of a question beside its answer. */
export type Audited = Pick<AuditEntry, 'at' | 'who' | 'pressedBy' | 'where' | 'occasion' | 'question' | 'cluster'> &
  Partial<Pick<AuditEntry, 'as' | 'read' | 'ms'>>;

/** Keeps who asked what. */
export interface AuditTrail {
  /** Never rejects: what cannot be kept is logged. */
  record(entry: AuditEntry): Promise<void>;
  /** Newest first: so many questions, and so many things that the bot did of its own accord, which never push questions out. */
  latest(count: number): Promise<readonly AuditEntry[]>;
}

/** The entry for a question that was answered, refused or failed. */
export function auditEntry(audited: Audited, answer: Answer): AuditEntry {
  const { as = null, read = {}, ms = 0, question, ...asked } = audited;
  const { text: _, topic: __, ...kept } = question;
  const report = 'report' in answer ? answer.report : answer.type === 'digest' ? answer.health.report : undefined;
  const failure = answer.type === 'failure' ? answer : null;
  const verdict = report?.verdict ?? (answer.type === 'explanation' ? answer.verdict : null);
  return {
    ...asked,
    question: kept,
    as,
    outcome: failure === null ? 'answered' : failure.refusal ? 'refused' : 'failed',
    answer: answer.type,
    verdict,
    causes: [...new Set((report?.findings ?? []).filter(({ rootCause }) => rootCause).map(({ rule }) => rule))],
    code: failure?.code ?? null,
    missing: failure?.refusal?.missing ?? null,
    read,
    ms: Math.round(ms),
  };
}

/** Entries that a person may see: without a policy their own, with one those of clusters and namespaces that are theirs. */
export function auditSeenBy(entries: readonly AuditEntry[], asker: Asker, rights: Rights | null): readonly AuditEntry[] {
  if (rights === null) return entries.filter(({ who, pressedBy }) => (pressedBy ?? who).id === asker.id);
  const { clusters, namespaces } = rights;
  return entries.filter(({ cluster, question: { namespace, kind, name } }) => {
    const about = kind === 'namespace' ? name : namespace;
    return (
      (clusters === null || (cluster !== null && fitsOne(cluster, clusters))) &&
      (namespaces === null || (about !== null && fitsOne(about, namespaces)))
    );
  });
}

/** An entry as it is shown. */
export interface ShownEntry extends AuditEntry {
  /** The newest of so many that the bot did for the same reason; absent: one. */
  readonly times?: number;
}

/** What the bot did again and again for the same reason is one entry, the newest. Questions stay as they are. */
export function collapsed(entries: readonly AuditEntry[]): readonly ShownEntry[] {
  const keyOf = ({ occasion, who, where, cluster, question: { sinceSeconds: _, ...question } }: AuditEntry) =>
    JSON.stringify([occasion, who.id, where.channel, cluster, question]);
  const counts = new Map<string, number>();
  for (const entry of entries) if (entry.occasion) counts.set(keyOf(entry), (counts.get(keyOf(entry)) ?? 0) + 1);
  return entries.flatMap((entry): ShownEntry[] => {
    if (!entry.occasion) return [entry];
    const times = counts.get(keyOf(entry)) ?? 0;
    counts.delete(keyOf(entry));
    return times === 0 ? [] : [times === 1 ? entry : { ...entry, times }];
  });
}

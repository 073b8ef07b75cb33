import type { Answer, FailureCode } from '../../answer.ts';
import { isWorkloadKind } from '../../kinds.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Finding, Report } from '../../report.ts';
import { isPassing } from '../passing-failures.ts';

/** `away`: its cluster could not be asked. `gone`: there is no such object any more. */
export type Outcome = 'problem' | 'unknown' | 'progressing' | 'healthy' | 'gone' | 'away';

/** One look at a thing that is watched. */
export interface Look {
  readonly outcome: Outcome;
  /** The same for as long as there is nothing new to say. */
  readonly key: string;
  /** In kubectl's words. */
  readonly status: string | null;
  /** What is to blame, each under a name that stays; the worst first. */
  readonly causes: readonly { readonly key: string; readonly finding: Finding }[];
  /** Something could not be read this time: what it seems to have become, it may not be. */
  readonly partial: boolean;
  /** Of `away`. */
  readonly failure: FailureCode | null;
  /** RFC 3339. */
  readonly at: string;
}

const nothing = { status: null, causes: [], partial: false, failure: null } as const;

/** What the answer to "why?" says of `target` at the moment `at`. */
export function lookOf(answer: Answer, target: Ref, at: string): Look {
  if (answer.type === 'failure') return { ...nothing, outcome: 'away', key: 'away', failure: answer.code, at };
  // a name that is gone may stand for another object by now
  if (answer.type !== 'report' || !answer.report.target || refKey(answer.report.target) !== refKey(target))
    return { ...nothing, outcome: 'gone', key: 'gone', at };
  return lookOfReport(answer.report, target, at);
}

function lookOfReport({ verdict, state, findings, gaps }: Report, target: Ref, at: string): Look {
  const status = state?.status ?? null;
  const partial = verdict !== 'healthy' && gaps.some(({ why }) => isPassing(why));
  const seen = { ...nothing, status, partial, at };
  if (verdict === 'healthy') {
    const outcome = state?.condition === 'progressing' ? 'progressing' : 'healthy';
    return { ...seen, outcome, key: outcome };
  }
  if (verdict === 'unknown') return { ...seen, outcome: 'unknown', key: state?.condition === 'failing' ? 'unknown failing' : 'unknown' };
  const causes = rootCauses(findings).map((finding) => ({ key: causeKey(finding, target), finding }));
  const keys = [...new Set(causes.map(({ key }) => key))];
  return {
    ...seen,
    outcome: 'problem',
    key: `problem ${keys.toSorted().join(' ')}`,
    causes: keys.flatMap((key) => causes.find((one) => one.key === key) ?? []),
  };
}

/** What a person would call the causes; where a problem has none, what else speaks for it. */
function rootCauses(findings: readonly Finding[]): readonly Finding[] {
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const roots = serious.filter(({ rootCause }) => rootCause);
  return roots.length > 0 ? roots : serious.slice(0, 1);
}

/** Names a cause without what comes and goes under it: the pods of a workload have new names after each restart. */
function causeKey({ rule, subject }: Finding, target: Ref): string {
  const ownPod = subject.kind === 'pod' && (isWorkloadKind(target.kind) || target.kind === 'service' || target.kind === 'ingress');
  const passes = ownPod || (subject.kind === 'replicaset' && target.kind !== 'replicaset') || (subject.kind === 'job' && target.kind === 'cronjob');
  return `${rule}@${passes ? subject.kind : refKey(subject)}`;
}

import type { Answer, FailureAnswer } from '../../answer.ts';
import type { Finding, Report } from '../../report.ts';
import type { Cause, Look, LookVerdict } from './incident.ts';

const mostCauses = 3;

/**
 * What an answer to "why?" says of an incident. A choice, or any other answer that is none, is null. `at` is the moment of the question: an answer
 * without a clock of its own has that one. A cluster that could not be asked is `away`, whatever is known of the cluster itself.
 */
export function lookOf(answer: Answer, at: string): Look | null {
  if (answer.type === 'report') return lookAtReport(answer.report);
  if (answer.type === 'failure') return lookAtFailure(answer, at);
  if (answer.type !== 'not-found') return null;
  // what could not be looked at may hold it
  const verdict = answer.gaps.length > 0 ? 'unknown' : 'gone';
  return { ...nothing, at, cluster: answer.cluster, verdict, gaps: answer.gaps.length };
}

const nothing = { status: null, causes: [], moreCauses: 0, gaps: 0, firstSign: null, failure: null } as const;

function lookAtReport(report: Report): Look {
  const { at, cluster, state, gaps } = report;
  const main = mainFindings(report);
  return {
    at,
    cluster,
    verdict: verdictOf(report),
    status: state?.status ?? null,
    causes: main.slice(0, mostCauses).map(causeOf),
    moreCauses: Math.max(0, main.length - mostCauses),
    gaps: gaps.length,
    firstSign: firstSign(main, at),
    failure: null,
  };
}

/** What is still rolling out has not recovered yet. */
function verdictOf({ verdict, state }: Report): LookVerdict {
  return verdict === 'healthy' && state?.condition === 'progressing' ? 'progressing' : verdict;
}

function lookAtFailure(failure: FailureAnswer, at: string): Look {
  const { report, ...rest } = failure;
  const main = report ? mainFindings(report) : [];
  const causes = main.slice(0, mostCauses).map(causeOf);
  return { ...nothing, at, cluster: failure.cluster ?? '', verdict: 'away', causes, moreCauses: main.length - causes.length, failure: rest };
}

/** Root causes; where a problem has none, what else speaks for it. */
function mainFindings({ findings, verdict }: Report): readonly Finding[] {
  if (verdict === 'healthy') return [];
  const serious = findings.filter(({ severity }) => severity !== 'info');
  const roots = serious.filter(({ rootCause }) => rootCause);
  return roots.length > 0 ? roots : serious.slice(0, 1);
}

function causeOf({ id, rule, subject, severity, facts }: Finding): Cause {
  return { id, rule, subject, severity, facts };
}

function firstSign(findings: readonly Finding[], at: string): string | null {
  const times = findings.flatMap(({ proof }) => proof.flatMap((one) => (one.at === undefined ? [] : [Date.parse(one.at)])));
  const first = Math.min(...times.filter((time) => time <= Date.parse(at)));
  return Number.isFinite(first) ? new Date(first).toISOString() : null;
}

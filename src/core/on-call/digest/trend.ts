import { isDeepStrictEqual } from 'node:util';
import { type Ref, refKey } from '../../ref.ts';
import type { Verdict } from '../../report.ts';
import type { DigestAnswer, DigestLine, FixedLine, RunCount, Trend } from './digest-answer.ts';

/** As many runs as the chart shows. */
const keptRuns = 14;
/** What one digest remembers at most. */
const keptLines = 200;

/** A line as it is remembered until the next digest. */
export interface RememberedLine extends FixedLine {
  readonly keys: readonly string[];
}

/** What a digest knows of those before it. */
export interface DigestMemory {
  /** RFC 3339: the last digest that was made. */
  readonly at: string;
  readonly verdict: Verdict;
  readonly lines: readonly RememberedLine[];
  readonly runs: readonly RunCount[];
}

/** The same digest with what is new, still there and fixed since the last one, and what is remembered of it. */
export function compare(answer: DigestAnswer, before: DigestMemory | null): { readonly answer: DigestAnswer; readonly memory: DigestMemory } {
  const { report } = answer.health;
  const rules = new Map(report.findings.map(({ id, rule }) => [id, rule]));
  const lines = answer.lines.map((line) => compareLine(line, before?.lines ?? []));
  const { fixed, unseen } = gone(answer, before?.lines ?? []);
  const count = (severity: DigestLine['severity']) => lines.filter((line) => line.severity === severity).length;
  const run: RunCount = { at: report.at, verdict: report.verdict, critical: count('critical'), warning: count('warning') };
  const runs = [...(before?.runs ?? []), run].slice(-keptRuns);
  const trend: Trend = { since: before?.at ?? null, fixed: fixed.map(withoutKeys), unseen: unseen.map(withoutKeys) };
  const remembered = lines.map(({ keys, cause, parts, since }): RememberedLine => {
    return { keys, rule: cause === null ? null : (rules.get(cause) ?? null), refs: parts.map(({ ref }) => ref).slice(0, 10), since };
  });
  return {
    answer: { ...answer, lines, trend, runs },
    memory: { at: report.at, verdict: report.verdict, lines: [...remembered, ...unseen].slice(0, keptLines), runs },
  };
}

function compareLine(line: DigestLine, before: readonly RememberedLine[]): DigestLine {
  const same = before.filter(({ keys }) => keys.some((key) => line.keys.includes(key)));
  const [first] = same.map(({ since }) => since).toSorted();
  if (first !== undefined) return { ...line, state: 'still', since: first };
  const other = before.find(({ rule, refs }) => rule !== null && refs.some((ref) => holds(line, ref)));
  return { ...line, state: 'new', insteadOf: other?.rule ?? null };
}

/** What was told before and is not told now: fixed, or not to be seen. What is broken for another reason is neither. */
function gone(answer: DigestAnswer, before: readonly RememberedLine[]): { fixed: RememberedLine[]; unseen: RememberedLine[] } {
  const keys = new Set(answer.lines.flatMap((line) => line.keys));
  const missing = before.filter(
    (one) => !one.keys.some((key) => keys.has(key)) && !answer.lines.some((line) => one.refs.some((ref) => holds(line, ref))),
  );
  const unseen = missing.filter(({ refs }) => refs.length === 0 || refs.some((ref) => isHidden(ref, answer)));
  return { fixed: missing.filter((one) => !unseen.includes(one)), unseen };
}

function holds({ parts }: DigestLine, ref: Ref): boolean {
  return parts.some((part) => isDeepStrictEqual(part.ref, ref));
}

/** Something about it could not be read this time, so its silence says nothing. */
function isHidden(ref: Ref, { health }: DigestAnswer): boolean {
  const lists = ['pods', `${ref.kind}s`];
  return health.report.gaps.some(
    ({ facet, subject }) =>
      refKey(subject) === refKey(ref) ||
      ((subject.kind === 'cluster' || subject.kind === 'namespace') && lists.includes(facet)) ||
      facet === 'subject',
  );
}

function withoutKeys({ rule, refs, since }: RememberedLine): FixedLine {
  return { rule, refs, since };
}

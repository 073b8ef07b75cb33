import type { AppPath } from './path.ts';

/** `doubtful`: nothing is surely broken, but something most likely is, or not all of it works. */
export type TraceVerdict = 'open' | 'doubtful' | 'broken' | 'unknown';

/** Is there a way? `reach`: the question was whether A reaches B, for which a login that differs does not count. */
export function traceVerdict({ hops, gaps }: AppPath, reach: boolean): TraceVerdict {
  const faults = hops.flatMap((hop) => hop.faults);
  if (faults.some(({ level }) => level === 'broken')) return 'broken';
  if (faults.some(({ fault }) => !reach || fault.type === 'target-undeclared')) return 'doubtful';
  return gaps.length > 0 || hops.some(({ state }) => state === 'unknown') ? 'unknown' : 'open';
}

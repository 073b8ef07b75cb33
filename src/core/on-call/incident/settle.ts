import type { Cause, Look, Standing } from './incident.ts';

/** A state is believed once it has held so long: two looks in a row, a minute apart. */
const holdMs = 55_000;

/**
 * The standing after one more look. What is worse is believed at once; that it is better, or that the cause is another, only after it has held. So an
 * object that flaps stays a problem. Looks may come in any order: one that is older than the last changes nothing.
 */
export function settle(before: Standing, look: Look): Standing {
  if (before.last && before.last.at >= look.at) return before;
  const problem = look.verdict === 'problem';
  const known = look.verdict === 'away' ? before.known : look;
  const seen = { ...before, last: look, known, problemAt: problem ? look.at : before.problemAt };
  if (!before.settled) return believe(seen, look, problem ? (look.firstSign ?? look.at) : look.at);
  if (sameState(before.settled.look, look)) return { ...seen, candidate: null, settled: { look, since: before.settled.since } };
  if (problem && before.settled.look.verdict !== 'problem') return believe(seen, look, look.at);
  if (!before.candidate || !sameState(before.candidate.look, look)) return { ...seen, candidate: { look, since: look.at } };
  const { since } = before.candidate;
  if (Date.parse(look.at) - Date.parse(since) < holdMs) return { ...seen, candidate: { look, since } };
  return believe(seen, look, since);
}

/** A problem lasts over the times in which nobody could look. */
function believe(standing: Standing, look: Look, since: string): Standing {
  const problemSince = look.verdict === 'problem' ? (standing.problemSince ?? since) : look.verdict === 'healthy' ? null : standing.problemSince;
  const recovery = look.verdict === 'problem' ? null : standing.recovery;
  return { ...standing, settled: { look, since }, candidate: null, problemSince, recovery };
}

/** The same verdict for the same reasons. The pods of a workload come and go: a cause on another pod is the same cause. */
export function sameState(a: Look, b: Look): boolean {
  return stateKey(a) === stateKey(b);
}

function stateKey({ verdict, causes }: Look): string {
  return verdict === 'problem' ? `problem ${[...new Set(causes.map(causeKey))].sort().join(' ')}` : verdict;
}

function causeKey({ rule, subject }: Cause): string {
  return subject.kind === 'pod' || subject.kind === 'replicaset' ? rule : `${rule}@${subject.kind}/${subject.namespace ?? ''}/${subject.name}`;
}

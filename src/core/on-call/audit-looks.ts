import type { Answer } from '../answer.ts';
import { type AuditEntry, type Audited, auditEntry, type Occasion } from '../audit.ts';
import type { Intent } from '../intent.ts';
import type { Asker } from '../jobs.ts';
import type { Verdict } from '../report.ts';
import type { Spot } from './announce.ts';
import type { LookTally, OnCallDeps } from './on-call.ts';

type Audits = Pick<OnCallDeps, 'audit' | 'now'>;

/** A thing that the bot does for somebody, somewhere. */
interface Doing {
  readonly asker: Asker;
  readonly spot: Pick<Spot, 'medium' | 'team' | 'channel'>;
  readonly cluster: string | null;
  readonly question: Intent;
}

/** What looks for one reason are counted by. */
interface Counted {
  readonly tally: LookTally;
  readonly startedMs: number;
}

export function beginCount({ now }: Audits): Counted {
  return { tally: { read: {}, as: null }, startedMs: now().getTime() };
}

/** One line for all that was looked at for one reason: the worst of what came of it, every cause, all that was read. */
export async function auditLooks(of: 'digest' | 'alert', doing: Doing, answers: readonly Answer[], counted: Counted, deps: Audits): Promise<void> {
  const { tally, startedMs } = counted;
  const audited = { ...told(doing, { of, event: 'look' }, deps), as: tally.as, read: tally.read, ms: deps.now().getTime() - startedMs };
  const entries = answers.map((answer) => auditEntry(audited, answer)).toSorted((a, b) => weight(b) - weight(a));
  const [worst] = entries;
  if (worst) await deps.audit?.({ ...worst, causes: [...new Set(entries.flatMap(({ causes }) => causes))] });
}

/** What a watch or feed told: the rules that name the causes. */
export interface Told {
  readonly answer: Answer;
  readonly verdict?: Verdict;
  readonly causes?: readonly string[];
}

/** One line for a watch or feed that began, ended or told something new. */
export async function auditEvent(
  of: 'watch' | 'feed',
  event: 'start' | 'change' | 'end',
  doing: Doing,
  { answer, verdict, causes = [] }: Told,
  deps: Audits,
): Promise<void> {
  const entry = auditEntry(told(doing, { of, event }, deps), answer);
  await deps.audit?.({ ...entry, verdict: verdict ?? entry.verdict, causes: [...new Set(causes)] });
}

function told({ asker, spot, cluster, question }: Doing, occasion: Occasion, { now }: Audits): Audited {
  const { medium, team, channel } = spot;
  return { at: now().toISOString(), who: asker, where: { medium, team, channel }, occasion, question, cluster };
}

/** A problem before what could not be looked at, and that before what is well. */
function weight({ verdict, outcome }: AuditEntry): number {
  return verdict === 'problem' ? 3 : outcome === 'failed' ? 2 : outcome === 'refused' ? 1 : 0;
}

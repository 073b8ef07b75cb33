import type { Answer, HealthAnswer } from '../answer.ts';
import type { Since } from '../changes/change.ts';
import type { Intent } from '../intent.ts';
import type { NodeMetrics } from '../kinds.ts';
import { capacityGroups } from '../on-call/digest/capacity-groups.ts';
import { certificateRows } from '../on-call/digest/certificates.ts';
import type { DigestAnswer, RestartRow } from '../on-call/digest/digest-answer.ts';
import { digestLines } from '../on-call/digest/digest-lines.ts';
import { addLocalClaim, drainRisks } from '../on-call/digest/drain-risks.ts';
import { topUsers } from '../on-call/digest/top-users.ts';
import { emptyTally, forgetUse, tallyPod, tallyUse, type WorkloadTally } from '../on-call/digest/workload-tally.ts';
import { isReadFailure } from '../read-failure.ts';
import type { ListOptions } from '../reader.ts';
import type { Ref } from '../ref.ts';
import type { Gap } from '../report.ts';
import type { CheckDeps } from './ask-check.ts';
import { lookAtHealth } from './ask-health.ts';
import type { AskSession } from './clusters-port.ts';
import type { HealthPicture } from './health-targets.ts';
import { orGap } from './or-gap.ts';

const day = 86_400;
const mostRestarts = 15;

/** The health page, with what a team wants to know of the time since `sinceSeconds`: restarts, capacity, certificates, what a drain would hurt. */
export async function askDigest(intent: Intent, session: AskSession, chosen: string | null, deps: CheckDeps): Promise<Answer> {
  const since: Since = { from: new Date(session.now.getTime() - (intent.sinceSeconds ?? day) * 1000), now: session.now };
  const looked = await lookAtHealth(intent, session, chosen, deps, { start: () => emptyTally(since), add: tallyPod });
  return 'picture' in looked ? digestOf(looked.health, looked.picture, since, session) : looked;
}

async function digestOf(health: HealthAnswer, picture: HealthPicture<WorkloadTally>, since: Since, session: AskSession): Promise<DigestAnswer> {
  const { namespace } = health;
  const { tally, nodes, pods } = picture;
  const gaps: Gap[] = [];
  const scope: ListOptions = namespace ? { namespace } : {};
  const subject: Ref = namespace ? { kind: 'namespace', name: namespace } : { kind: 'cluster', name: session.name };
  const tried = orGap(gaps, subject);
  const [used, budgets, localClaims] = await Promise.all([
    nodes ? nodeUse(session) : null,
    tally ? tried('poddisruptionbudget', session.reader.list('poddisruptionbudget', scope)) : null,
    tally && hasClaims(tally)
      ? tried(
          'persistentvolume',
          session.reader.fold('persistentvolume', {}, () => new Set<string>(), addLocalClaim),
        )
      : null,
    tally ? podUse(session, scope, tally) : null,
  ]);
  const { report } = health;
  const whole = { ...health, report: { ...report, gaps: [...report.gaps, ...gaps], cost: { ...report.cost, requests: session.requests() } } };
  return {
    type: 'digest',
    health: whole,
    from: since.from.toISOString(),
    lines: digestLines(whole),
    capacity: nodes && pods ? capacityGroups(nodes, pods.requests, used) : null,
    top: tally ? topUsers(tally) : null,
    restarts: tally ? restartsOf(tally) : null,
    certificates: namespace ? [] : certificateRows(await session.reader.contact(), session.now),
    drain: tally ? drainRisks(tally, budgets ?? [], localClaims ?? new Set()) : null,
    trend: null,
    runs: [],
    timing: null,
  };
}

function hasClaims({ workloads }: WorkloadTally): boolean {
  return [...workloads.values()].some(({ claims }) => claims.size > 0);
}

/** Use is nice to have: why it is not measured, the rules about metrics say. */
async function nodeUse({ reader }: AskSession): Promise<readonly NodeMetrics[] | null> {
  try {
    return await reader.list('nodemetrics');
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    return null;
  }
}

async function podUse({ reader }: AskSession, scope: ListOptions, tally: WorkloadTally): Promise<null> {
  try {
    await reader.fold('podmetrics', scope, () => forgetUse(tally), tallyUse);
  } catch (error) {
    if (!isReadFailure(error)) throw error;
  }
  return null;
}

function restartsOf({ restarts }: WorkloadTally): NonNullable<DigestAnswer['restarts']> {
  const rows = [...restarts.values()]
    .map(({ ref, container, pods, reason, exitCode, at }): RestartRow => ({ ref, container, containers: pods, reason, exitCode, at }))
    .toSorted((a, b) => Number(isKill(b)) - Number(isKill(a)) || b.containers - a.containers || b.at.localeCompare(a.at));
  const count = (of: readonly RestartRow[]) => of.reduce((sum, { containers }) => sum + containers, 0);
  return {
    rows: rows.slice(0, mostRestarts),
    more: Math.max(0, rows.length - mostRestarts),
    total: count(rows),
    outOfMemory: count(rows.filter(isKill)),
  };
}

function isKill({ reason }: RestartRow): boolean {
  return reason === 'OOMKilled';
}

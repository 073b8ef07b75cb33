import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import { mergeFindings, mergeGaps, worstVerdict } from '../../merge-reports.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Finding, Report } from '../../report.ts';
import type { Spot } from '../announce.ts';
import { auditLooks, beginCount } from '../audit-looks.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { Diagnosis, Look } from './group.ts';
import { type Alert, type AlertTarget, byUrgency, targetKey } from './notification.ts';

/** Of one group, at most so many are looked at; the others are named. */
const mostLooks = 5;

/** Looks at what alerts are about, the most urgent first, each thing once. Rejects if it is told to stop. */
export async function lookAtTargets(
  alerts: readonly Alert[],
  deps: Pick<OnCallDeps, 'answer' | 'now' | 'warn' | 'audit'>,
  { channel, locale, signal }: { readonly channel: string; readonly locale: Locale; readonly signal: AbortSignal },
): Promise<Diagnosis> {
  const { answer, now, warn } = deps;
  const counted = beginCount(deps);
  const targets = wholeTargets(distinctTargets(alerts));
  const behalf = { spot: spotIn(channel), asker: null };
  const ask = (one: AlertTarget) =>
    answer(intentOf(one, locale), { cluster: one.cluster, signal, behalf, tally: counted.tally }).catch((error: unknown): Answer => {
      // a defect of ours must not keep an alert from being told
      if (!signal.aborted) warn('a target of an alert could not be looked at', { err: error, target: targetKey(one) });
      return { type: 'failure', code: 'internal', cluster: one.cluster, what: null, detail: null };
    });
  const looks = await Promise.all(targets.slice(0, mostLooks).map((target) => lookAt(target, ask)));
  signal.throwIfAborted();
  const [first] = targets;
  if (first) {
    const cluster = looks.flatMap((look) => reportOf(look.answer)?.cluster ?? [])[0] ?? first.target.cluster;
    const doing = { asker: alertmanagerAsker, spot: behalf.spot, cluster, question: intentOf(first.target, locale) };
    const answers = looks.map((look) => look.answer);
    await auditLooks('alert', doing, answers, counted, deps);
  }
  return { at: now().toISOString(), looks, left: targets.slice(mostLooks).map(({ target }) => target) };
}

/** On whose behalf alerts are told: nobody asked. */
export const alertmanagerAsker: Asker = { id: 'alertmanager', name: 'Alertmanager' };

/** A message of its own in a channel. */
export function spotIn(channel: string): Spot {
  return { medium: 'slack', team: null, channel, threadTs: null };
}

/** What the alerts are about, each target once, the most urgent first. */
export function distinctTargets(alerts: readonly Alert[]): readonly AlertTarget[] {
  const targets = alerts.toSorted(byUrgency).flatMap(({ target }) => (target ? [target] : []));
  return [...new Map(targets.map((target) => [targetKey(target), target])).values()];
}

interface Whole {
  readonly target: AlertTarget;
  /** Looked at first: the workload of several of these pods, which fail for one reason. */
  readonly workload: AlertTarget | null;
}

/** Pods that by their names belong to one workload are one target. */
function wholeTargets(targets: readonly AlertTarget[]): readonly Whole[] {
  const counts = new Map<string, number>();
  const pods = targets.map((target) => ({ target, workload: workloadOfPod(target) }));
  for (const { workload } of pods) if (workload) counts.set(targetKey(workload), (counts.get(targetKey(workload)) ?? 0) + 1);
  const all = pods.map(
    ({ target, workload }): Whole => ({ target, workload: workload && (counts.get(targetKey(workload)) ?? 0) > 1 ? workload : null }),
  );
  return [...new Map(all.map((one) => [targetKey(one.workload ?? one.target), one])).values()];
}

async function lookAt({ target, workload }: Whole, ask: (target: AlertTarget) => Promise<Answer>): Promise<Look> {
  const whole = workload && (await ask(workload));
  if (workload && whole && reportOf(whole)) return { target: workload, instead: null, answer: whole };
  const answer = await ask(target);
  const instead = answer.type === 'not-found' ? workloadOfPod(target) : null;
  const second = instead && (await ask(instead));
  return second && reportOf(second) ? { target, instead, answer: second } : { target, instead: null, answer };
}

/** The question that an alert asks. */
export function intentOf({ cluster, about }: AlertTarget, locale: Locale): Intent {
  const base = { kind: null, name: null, namespace: null, symptom: null, locale, ...(cluster === null ? {} : { cluster }) };
  if ('area' in about) return { ...base, intent: 'check', area: about.area };
  const { kind, name, namespace = null } = about.ref;
  return kind === 'namespace' ? { ...base, intent: 'health', namespace: name } : { ...base, intent: 'why', kind, name, namespace };
}

const suffix = '[bcdfghjklmnpqrstvwxz2456789]';
const ofDeployment = new RegExp(`^(.+)-${suffix}{5,10}-${suffix}{5}$`);
const ofDaemonSet = new RegExp(`^(.+)-${suffix}{5}$`);

/** A pod that was replaced since: its name says whose it was. */
function workloadOfPod({ cluster, about }: AlertTarget): AlertTarget | null {
  if (!('ref' in about) || about.ref.kind !== 'pod') return null;
  const ref = workloadByName(about.ref);
  return ref && { cluster, about: { ref } };
}

function workloadByName({ name, ...rest }: Ref): Ref | null {
  const deployment = ofDeployment.exec(name)?.[1];
  if (deployment) return { ...rest, kind: 'deployment', name: deployment };
  const daemonSet = ofDaemonSet.exec(name)?.[1];
  return daemonSet ? { ...rest, kind: 'daemonset', name: daemonSet } : null;
}

/** What was found, where an answer says that. */
export function reportOf(answer: Answer): Report | null {
  return 'report' in answer ? (answer.report ?? null) : null;
}

/** What was found in each cluster, told once: the cause on a node before what it does to pods. */
export function mergedReports(looks: readonly Look[]): readonly Report[] {
  const byCluster = new Map<string, Report[]>();
  for (const { answer } of looks) {
    const report = reportOf(answer);
    if (report) byCluster.set(report.cluster, [...(byCluster.get(report.cluster) ?? []), report]);
  }
  return [...byCluster.values()].map(([first, ...others]) => {
    const report = others.length === 0 ? (first as Report) : merge([first as Report, ...others]);
    return { ...report, findings: nodeFirst(report.findings) };
  });
}

function merge(reports: readonly [Report, ...Report[]]): Report {
  const [{ cluster, at }] = reports;
  return {
    target: { kind: 'cluster', name: cluster },
    cluster,
    at,
    verdict: worstVerdict(reports.map(({ verdict }) => verdict)),
    state: null,
    findings: mergeFindings(reports),
    gaps: mergeGaps(reports.flatMap(({ gaps }) => gaps)),
    looked: [...new Map(reports.flatMap(({ looked }) => looked).map((ref) => [refKey(ref), ref])).values()],
    cost: {
      requests: reports.reduce((sum, { cost }) => sum + cost.requests, 0),
      ms: Math.max(...reports.map(({ cost }) => cost.ms)),
    },
  };
}

function nodeFirst(findings: readonly Finding[]): readonly Finding[] {
  const place = ({ rootCause, subject }: Finding) => (rootCause && subject.kind === 'node' ? 0 : 1);
  return findings.toSorted((a, b) => place(a) - place(b));
}

/** Why it is as it is: what two groups of alerts have in common if they are one trouble. */
export function causesOf({ looks }: Pick<Diagnosis, 'looks'>): ReadonlyMap<string, { readonly cluster: string; readonly finding: Finding }> {
  const found = looks.flatMap(({ answer }) => {
    const report = reportOf(answer);
    return (report?.findings ?? [])
      .filter(({ rootCause, severity }) => rootCause && severity !== 'info')
      .map((finding) => [`${report?.cluster}/${finding.id}`, { cluster: report?.cluster ?? '', finding }] as const);
  });
  return new Map(found.toSorted(([, a], [, b]) => Number(b.finding.subject.kind === 'node') - Number(a.finding.subject.kind === 'node')));
}

/** Per target, what a change of verdict changes. */
export function verdicts({ looks }: Pick<Diagnosis, 'looks'>): ReadonlyMap<string, string> {
  return new Map(looks.map((look) => [targetKey(look.target), verdictOf(look)]));
}

function verdictOf({ answer, ...look }: Look): string {
  const report = reportOf(answer);
  if (!report) return answer.type === 'failure' ? `failure ${answer.code}` : answer.type;
  return `${report.verdict} ${[...causesOf({ looks: [{ ...look, answer }] }).keys()].toSorted().join(' ')}`;
}

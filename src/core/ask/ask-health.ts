import type { Answer, BrokenLine, HealthAnswer } from '../answer.ts';
import { clusterCapacity, quotaUse } from '../health-counts.ts';
import type { Intent } from '../intent.ts';
import type { Node } from '../kinds.ts';
import { worstVerdict } from '../merge-reports.ts';
import { isReadFailure } from '../read-failure.ts';
import { refKey } from '../ref.ts';
import type { Finding, Gap, Report } from '../report.ts';
import { subjectState } from '../subject-state.ts';
import { findTargets, type Survey, type SurveyTarget, survey } from '../survey.ts';
import type { CheckDeps } from './ask-check.ts';
import { assertReached } from './assert-reached.ts';
import type { AskSession } from './clusters-port.ts';
import { alwaysLooked, type HealthPicture, lookAround, type PodTally, type Suspect } from './health-targets.ts';
import { namespaceNotFound } from './not-found.ts';

/** Suspects that are looked into; those after them are named. */
const mostSuspects = 40;

/** One page on the cluster or a namespace: what is broken and why, nodes, control plane, capacity. */
export async function askHealth(intent: Intent, session: AskSession, chosen: string | null, deps: CheckDeps): Promise<Answer> {
  const looked = await lookAtHealth(intent, session, chosen, deps);
  return 'picture' in looked ? looked.health : looked;
}

/** The page, and the picture that it was made from; or why there is none. Rejects with a ReadFailure where the cluster cannot be reached. */
export async function lookAtHealth<S = undefined>(
  intent: Intent,
  session: AskSession,
  chosen: string | null,
  deps: CheckDeps,
  tally?: PodTally<S>,
): Promise<Answer | { readonly health: HealthAnswer; readonly picture: HealthPicture<S> }> {
  const namespace = intent.allNamespaces ? null : (intent.namespace ?? (intent.kind === 'namespace' ? intent.name : null) ?? chosen);
  const started = deps.clock();
  const picture = await lookAround(session, namespace, tally);
  if (picture.pods === null) await assertReached(session);
  const empty = picture.pods !== null && Object.values(picture.pods.byCondition).every((count) => count === 0);
  const missing = namespace !== null && empty ? await namespaceNotFound(namespace, session) : null;
  if (missing) return missing;
  const whole = namespace
    ? await deletedNamespace(namespace, session)
    : await findTargets(alwaysLooked, { reader: session.reader, now: session.now, cluster: session.name, rules: deps.rules });
  const looked = picture.suspects.slice(0, mostSuspects);
  const left = picture.suspects.slice(mostSuspects).filter(({ status }) => status !== null);
  const targets = [...whole.targets, ...looked.map(({ ref }) => ({ ref, aspect: null }))];
  const found = await survey(targets, [...picture.gaps, ...whole.gaps], { ...deps, cluster: session, started });
  const quotas = namespace ? await readQuotas(session, namespace) : null;
  return { health: page(namespace, picture, found, left, quotas, session), picture };
}

/** The namespace itself, where it is on its way out. */
async function deletedNamespace(name: string, { reader }: AskSession): Promise<{ targets: readonly SurveyTarget[]; gaps: readonly Gap[] }> {
  const ref = { kind: 'namespace', name } as const;
  try {
    const { metadata } = await reader.get('namespace', name);
    return { targets: metadata?.deletionTimestamp ? [{ ref, aspect: null }] : [], gaps: [] };
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    // gone since, or never written down
    const gone = error.code === 'not-found';
    return { targets: [], gaps: gone ? [] : [{ facet: 'namespaces', subject: ref, why: error.code, detail: error.message }] };
  }
}

function page(
  namespace: string | null,
  picture: HealthPicture<unknown>,
  { report, reports, checked, unexplained }: Survey,
  left: readonly Suspect[],
  quotas: { readonly use: HealthAnswer['quotas']; readonly gap: Gap | null } | null,
  session: AskSession,
): HealthAnswer {
  const gaps = [...report.gaps, ...(quotas?.gap ? [quotas.gap] : [])];
  const failing = unexplained.length > 0 || left.length > 0;
  const verdict =
    report.verdict === 'problem' || failing
      ? 'problem'
      : worstVerdict([report.verdict, ...(gaps.length > report.gaps.length ? (['unknown'] as const) : [])]);
  const { pods, nodes } = picture;
  return {
    type: 'health',
    cluster: session.name,
    namespace,
    report: { ...report, target: namespace ? { kind: 'namespace', name: namespace } : report.target, verdict, gaps },
    broken: brokenLines(report.findings, reports, picture.suspects),
    left: left.map(({ ref, status }) => ({ ref, status: status ?? '' })),
    pods: pods ? pods.byCondition : null,
    nodes: nodes ? nodeCounts(nodes, session.now) : null,
    controlPlane: namespace ? null : worstVerdict(reports.flatMap(({ target, verdict }) => (target && isSystem(target) ? [verdict] : []))),
    capacity: nodes && pods ? clusterCapacity(nodes, pods.requests) : null,
    quotas: quotas?.use ?? null,
    checked,
    unexplained,
  };
}

function isSystem({ kind, namespace }: { readonly kind: string; readonly namespace?: string }): boolean {
  return kind === 'cluster' || namespace === 'kube-system';
}

/** One line for each cause: what it breaks. A target whose causes are the same as another's stands beside it. */
function brokenLines(merged: readonly Finding[], reports: readonly Report[], suspects: readonly Suspect[]): readonly BrokenLine[] {
  const bySuspect = new Map(suspects.map((suspect) => [refKey(suspect.ref), suspect]));
  const lines = new Map<string, BrokenLine>();
  for (const { target, verdict, findings, state } of reports) {
    if (!target || verdict !== 'problem') continue;
    const cause =
      findings.find(({ rootCause, severity }) => rootCause && severity !== 'info') ?? findings.find(({ severity }) => severity !== 'info');
    const whole =
      cause &&
      merged.find(({ id, rule, alike }) => id === cause.id || (rule === cause.rule && alike.some((ref) => refKey(ref) === refKey(cause.subject))));
    if (!whole) continue;
    const suspect = bySuspect.get(refKey(target));
    const part = {
      ref: target,
      status: state?.status ?? suspect?.status ?? null,
      failingPods: suspect?.failingPods ?? 0,
      condition: state?.condition ?? null,
      pendingSince: suspect?.pendingSince ?? null,
    };
    const line = lines.get(whole.id);
    const severity = findings.some((finding) => finding.severity === 'critical') || line?.severity === 'critical' ? 'critical' : 'warning';
    lines.set(whole.id, { cause: whole.id, severity, parts: [...(line?.parts ?? []), part] });
  }
  // what everything else may stand on comes first
  const weight = ({ parts }: BrokenLine) =>
    parts.reduce((sum, { ref, failingPods }) => sum + failingPods + (ref.kind === 'cluster' || ref.kind === 'node' ? 1_000_000 : 0), 0);
  return [...lines.values()].toSorted((a, b) => a.severity.localeCompare(b.severity) || weight(b) - weight(a));
}

function nodeCounts(nodes: readonly Node[], now: Date): NonNullable<HealthAnswer['nodes']> {
  const states = nodes.map((node) => ({ name: node.metadata?.name ?? '', status: subjectState('node', node, now)?.status ?? '' }));
  return {
    total: nodes.length,
    ready: states.filter(({ status }) => /^Ready/.test(status)).length,
    notWell: states.filter(({ status }) => status !== 'Ready'),
  };
}

async function readQuotas(session: AskSession, namespace: string): Promise<{ readonly use: HealthAnswer['quotas']; readonly gap: Gap | null }> {
  try {
    return { use: quotaUse(await session.reader.list('resourcequota', { namespace })), gap: null };
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    return { use: null, gap: { facet: 'quotas', subject: { kind: 'namespace', name: namespace }, why: error.code, detail: error.message } };
  }
}

import type { Answer, ChangesAnswer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { isWorkloadKind } from '../../kinds.ts';
import type { Ref } from '../../ref.ts';
import { type IncidentDeps, keys, scheduleName, taskId } from './deps.ts';
import { furnish, openHome } from './home.ts';
import { type Home, type Incident, type Look, type Standing, whyIntent } from './incident.ts';
import { askToClose, keepPace } from './keep-looking.ts';
import { lookOf } from './look.ts';
import { recentChanges, recoveryOf } from './recovery.ts';
import { sameState, settle } from './settle.ts';
import { statusOf, targetOf, tell, tellStatus } from './tell.ts';

/** Changes are many requests: read again no sooner, unless something else is seen. */
const changesForMs = 150_000;
const furnishAfterMs = 4_000;
const anHour = 3_600;

/**
 * Looks at what an incident is about, tells what is new, and brings its status up to date. An answer: the incident turned out to be none (a name
 * that is not there, or means several), and is forgotten. Nothing is done while another worker is at it.
 */
export async function lookAgain(deps: IncidentDeps, incident: Incident, signal?: AbortSignal): Promise<Answer | null> {
  const turn = await deps.incidents.alone(incident.id, async () => {
    if (await deps.incidents.closing(incident.id)) return null;
    const home = await openHome(deps, incident);
    const first = !(await deps.incidents.did(incident.id, 'looked'));
    if (first) await tellStatus(deps, incident);
    const looked = await look(deps, incident, signal);
    if ('none' in looked) return giveUp(deps, incident, home, looked.none);
    const { standing, answer } = await judge(deps, incident, looked, signal);
    await tellNews(deps, incident, home, standing);
    await keepPace(deps, incident, standing);
    await askToClose(deps, incident, home);
    if (first) await begin(deps, incident, home, answer);
    await tellStatus(deps, incident);
    if (await furnish(deps, incident, home)) await tellStatus(deps, incident);
    return null;
  });
  return turn?.done ?? null;
}

/** What was seen: of the workload, where a pod was named. */
export interface Looked {
  readonly ref: Ref | null;
  readonly answer: Answer;
  readonly look: Look;
}

/** One look at the cluster. Rejects where the worker stops half-way: that is no answer of the cluster. */
export async function look(deps: IncidentDeps, incident: Incident, signal?: AbortSignal): Promise<Looked | { readonly none: Answer }> {
  const { ref: known } = await deps.incidents.standing(incident.id);
  const answer = await askWhy(deps, incident, known, signal);
  const none = known === null ? noIncident(answer) : null;
  if (none) return { none };
  const target = answer.type === 'report' ? answer.report.target : null;
  const seen = lookOf(answer, deps.now().toISOString());
  if (seen === null) throw new Error(`an incident cannot be about an answer of type ${answer.type}`);
  if (known !== null || target === null) return { ref: known, answer, look: seen };
  const workload = target.kind === 'pod' ? await workloadOf(deps, incident, target, signal) : null;
  const other = await deps.incidents.claim(incident.id, seen.cluster, workload ?? target);
  if (other !== incident.id) return { none: await existing(deps, other, incident) };
  if (!workload) return { ref: target, answer, look: seen };
  const whole = await askWhy(deps, incident, workload, signal);
  return { ref: workload, answer: whole, look: lookOf(whole, deps.now().toISOString()) ?? seen };
}

/** A name that is not there, means several, or may not be asked about. */
function noIncident(answer: Answer): Answer | null {
  if (answer.type === 'choice') return { type: 'choice', choices: answer.choices.map((one) => ({ ...one, ...starting })) };
  const refused = answer.type === 'failure' && answer.code === 'not-permitted';
  return refused || (answer.type === 'not-found' && answer.gaps.length === 0) ? answer : null;
}

const starting = { intent: 'incident', action: 'start' } as const;

async function askWhy(deps: IncidentDeps, incident: Incident, ref: Ref | null, signal?: AbortSignal): Promise<Answer> {
  const answer = await ask(deps, incident, whyIntent(incident, ref, 'en'), signal);
  // a cluster that does not answer is what an incident about it is about
  const isItself = answer.type === 'failure' && (ref ?? incident.target).kind === 'cluster';
  return isItself && answer.report ? { type: 'report', report: answer.report } : answer;
}

/** On behalf of the one who started it, where it was started: they may see it there. */
async function ask(deps: IncidentDeps, { cluster, origin, startedBy }: Incident, intent: Intent, signal?: AbortSignal): Promise<Answer> {
  const answer = await deps.answer(intent, { cluster, behalf: { spot: origin, asker: startedBy }, ...(signal ? { signal } : {}) });
  signal?.throwIfAborted();
  return answer;
}

/** What changed in so many seconds; null: it could not be read. */
export async function askChanges(
  deps: IncidentDeps,
  incident: Incident,
  ref: Ref | null,
  seconds: number,
  signal?: AbortSignal,
): Promise<ChangesAnswer | null> {
  const answer = await ask(deps, incident, { ...whyIntent(incident, ref, 'en'), intent: 'changes', sinceSeconds: Math.ceil(seconds) }, signal);
  return answer.type === 'changes' ? answer : null;
}

/** A pod goes when it is replaced, which is how most of them are mended: its workload stays. */
async function workloadOf(deps: IncidentDeps, incident: Incident, pod: Ref, signal?: AbortSignal): Promise<Ref | null> {
  const target = (await askChanges(deps, incident, pod, anHour, signal))?.target ?? null;
  return target !== null && isWorkloadKind(target.kind) ? target : null;
}

async function existing(deps: IncidentDeps, id: string, fallback: Incident): Promise<Answer> {
  const incident = (await deps.incidents.get(id)) ?? fallback;
  const { target, startedAt, channel } = await openedAs(deps, incident);
  return { type: 'incident', view: 'opened', existing: true, target, startedAt, channel };
}

/** What is told of an incident that is open. */
export async function openedAs({ incidents }: IncidentDeps, incident: Incident) {
  const [standing, home] = await Promise.all([incidents.standing(incident.id), incidents.home(incident.id)]);
  const channel = home && home.spot.medium === 'slack' ? home.spot.channel : null;
  return { target: targetOf(incident, standing), startedAt: incident.startedAt, channel };
}

async function judge(deps: IncidentDeps, incident: Incident, { ref, look, answer }: Looked, signal?: AbortSignal) {
  const before = await deps.incidents.standing(incident.id);
  const settled = settle({ ...before, ref }, look);
  const isNews = settled.settled !== null && (before.settled === null || !sameState(before.settled.look, settled.settled.look));
  const changed = await withChanges(deps, incident, before, settled, isNews, signal);
  const standing: Standing = isNews ? { ...changed, untold: { from: before.settled } } : changed;
  await deps.incidents.setStanding(incident.id, standing);
  return { standing, answer };
}

async function withChanges(
  deps: IncidentDeps,
  incident: Incident,
  before: Standing,
  now: Standing,
  isNews: boolean,
  signal?: AbortSignal,
): Promise<Standing> {
  if (!now.last || now.last.verdict === 'away') return now;
  const old = before.recent === null || deps.now().getTime() - Date.parse(before.recent.at) > changesForMs;
  if (!old && before.last && sameState(before.last, now.last) && !isNews) return now;
  const changes = await askChanges(deps, incident, now.ref, anHour, signal);
  const recent = changes ? recentChanges(changes) : before.recent;
  const recovered = isNews && now.settled?.look.verdict === 'healthy' && before.problemSince !== null;
  const times = { problemSince: before.problemSince, problemAt: before.problemAt, healthyAt: now.settled?.since ?? now.last.at };
  return { ...now, recent, recovery: recovered ? recoveryOf(changes, times) : now.recovery };
}

/** A state that is new goes into the time line and, unless it is the first, into the thread. Remembered until it is done. */
async function tellNews(deps: IncidentDeps, incident: Incident, home: Home, standing: Standing): Promise<void> {
  const { settled, untold } = standing;
  if (!settled || !untold) return;
  await deps.incidents.addEntry(incident.id, { type: 'state', at: settled.since, look: settled.look });
  if (untold.from) {
    const status = await statusOf(deps, incident);
    const answer = { type: 'incident', view: 'changed', target: status.target, status, from: untold.from } as const;
    await tell(deps, incident, home, keys.changed(incident.id, settled.since), answer, settled.since);
  }
  await deps.incidents.setStanding(incident.id, { ...standing, untold: null });
}

/** The first diagnosis, and where it was started the way to it. */
async function begin(deps: IncidentDeps, incident: Incident, home: Home, answer: Answer): Promise<void> {
  const { id, startedAt, origin } = incident;
  const terminal = home.spot.medium === 'terminal';
  if (!terminal && (!incident.hasDiagnosis || home.channelName !== null)) await tell(deps, incident, home, keys.diagnosis(id), answer, startedAt);
  if (home.channelName !== null) {
    const opened = await openedAs(deps, incident);
    const told = { type: 'incident', view: 'opened', existing: false, ...opened } as const;
    await tell(deps, incident, { spot: origin, channelName: home.channelName }, keys.opened(id), told, startedAt);
  }
  await deps.incidents.setDid(id, 'looked');
  if (!terminal) await deps.tasks.add({ type: 'incident', id: taskId('furnish', id) }, { key: 'furnish', delayMs: furnishAfterMs });
}

async function giveUp(deps: IncidentDeps, incident: Incident, home: Home, answer: Answer): Promise<Answer> {
  await deps.tasks.unschedule(scheduleName(incident.id));
  if (home.spot.medium === 'slack') await tell(deps, incident, home, keys.status(incident.id), answer, deps.now().toISOString());
  await deps.incidents.forget(incident.id);
  return answer;
}

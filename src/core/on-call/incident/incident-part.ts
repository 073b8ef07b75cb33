import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { RetryLater } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../on-call.ts';
import type { TaskRun } from '../tasks.ts';
import { closeIncident, reopenIncident } from './close-incident.ts';
import { type IncidentDeps, scheduleName, taskId } from './deps.ts';
import { incidentsHere, meantIncident } from './find-incident.ts';
import { furnish } from './home.ts';
import type { Incident, IncidentSettings } from './incident.ts';
import { IncidentStore } from './incident-store.ts';
import { keepLooking, lookOn } from './keep-looking.ts';
import { lookAgain } from './look-again.ts';
import { acknowledge, addNote, recordAnswer } from './record.ts';
import { startIncident } from './start-incident.ts';
import { lineOf, statusOf, tellStatus } from './tell.ts';

/** A status that is older is looked at again before it is told. */
const freshMs = 90_000;
const mostClosed = 5;

/** Incidents: opened about one object, kept up to date until they are closed, with a time line. */
export function incidentPart(given: OnCallDeps, settings: IncidentSettings): OnCallPart {
  const deps: IncidentDeps = { ...given, settings, incidents: new IncidentStore(given.store) };
  return {
    intents: ['incident'],
    answer: (intent, context) => answerIncident(deps, intent, context),
    acts: ['incident-start', 'incident-on-it', 'incident-refresh', 'incident-close', 'incident-reopen', 'incident-language', 'incident-pinned'],
    press: (act, value, context) => press(deps, act, value, context),
    home: () => list(deps),
    task: 'incident',
    run: (run, signal) => work(deps, run, signal),
    start: () => goOn(deps),
    answered: (check, answer) => recordAnswer(deps, check, answer),
  };
}

async function answerIncident(deps: IncidentDeps, intent: Intent, context: OnCallContext): Promise<Answer> {
  const action = intent.action ?? (intent.name === null ? 'status' : 'start');
  if (action === 'start') return startIncident(deps, intent, context, false);
  if (action === 'list') return list(deps);
  const meant = await meantIncident(deps, intent, context);
  if ('answer' in meant) return meant.answer;
  const { incident, target } = meant;
  if (action === 'note') {
    const added = await addNote(deps, incident, intent.text ?? '', context);
    return added ? { type: 'incident', view: 'noted', target } : { type: 'incident', view: 'no-text' };
  }
  return action === 'close' ? close(deps, incident, context) : status(deps, incident);
}

async function list({ incidents, ...deps }: IncidentDeps): Promise<Answer> {
  const all = { ...deps, incidents };
  const [open, closed] = await Promise.all([incidents.open(), incidents.closed(mostClosed)]);
  const lines = (some: readonly Incident[]) => Promise.all(some.map((one) => lineOf(all, one)));
  return { type: 'incident', view: 'list', open: await lines(open), closed: await lines(closed) };
}

async function status(deps: IncidentDeps, incident: Incident): Promise<Answer> {
  const { last } = await deps.incidents.standing(incident.id);
  const fresh = last !== null && deps.now().getTime() - Date.parse(last.at) < freshMs;
  const none = fresh ? null : await lookAgain(deps, incident);
  return none ?? { type: 'incident', view: 'status', status: await statusOf(deps, incident) };
}

/** In Slack a task closes it; whoever waits at a terminal sees it done. */
async function close(deps: IncidentDeps, incident: Incident, { at, asker, spot }: OnCallContext): Promise<Answer> {
  await deps.incidents.close(incident.id, { at, by: asker });
  if (spot.medium === 'terminal') return (await closeIncident(deps, incident)) ?? status(deps, incident);
  await deps.tasks.add({ type: 'incident', id: taskId('close', incident.id) }, { key: at });
  return { type: 'incident', view: 'closing', target: (await statusOf(deps, incident)).target };
}

async function press(deps: IncidentDeps, act: string, value: string, context: OnCallContext): Promise<Answer | null> {
  if (act === 'incident-start') return startIncident(deps, JSON.parse(value) as Intent, context, context.spot.threadTs !== null);
  if (act === 'incident-pinned') return pinned(deps, JSON.parse(value) as { readonly text: string; readonly ts: string }, context);
  const { id, to } = JSON.parse(value) as { readonly id: string; readonly to?: Locale };
  const incident = await deps.incidents.get(id);
  if (!incident) return { type: 'incident', view: 'none', name: null };
  const isClosed = (await deps.incidents.closedBy(id)) !== null;
  if (act === 'incident-language' && to) {
    await deps.incidents.setLocale(id, to);
    await tellStatus(deps, incident);
  } else if (act === 'incident-on-it' && !isClosed) await acknowledge(deps, incident, context);
  else if (act === 'incident-refresh' && !isClosed) await keepLooking(deps, incident, `pressed-${context.at}`);
  else if (act === 'incident-close' && !isClosed) return close(deps, incident, context);
  else if (act === 'incident-reopen' && isClosed) {
    await reopenIncident(deps, incident, { at: context.at, by: context.asker });
    return { type: 'incident', view: 'reopened', target: (await statusOf(deps, incident)).target };
  }
  return null;
}

/** A message that a person pinned where an incident stands. */
async function pinned(deps: IncidentDeps, { text, ts }: { readonly text: string; readonly ts: string }, context: OnCallContext): Promise<null> {
  const [here] = await incidentsHere(deps, context.spot);
  if (here) await addNote(deps, here.incident, text, context, ts);
  return null;
}

async function work(deps: IncidentDeps, { task }: TaskRun, signal: AbortSignal): Promise<void> {
  const [what = '', id = ''] = task.id.split('/');
  const incident = await deps.incidents.get(id);
  if (!incident) return deps.tasks.unschedule(scheduleName(id));
  if (what === 'close') await closeIncident(deps, incident, signal);
  else if (what === 'furnish') await furnishNow(deps, incident);
  else if (await deps.incidents.closedBy(id)) await deps.tasks.unschedule(scheduleName(id));
  // the process that was asked to close it may have died before it could say so
  else if (await deps.incidents.closing(id)) await closeIncident(deps, incident, signal);
  else await lookAgain(deps, incident, signal);
}

/** Puts in order what a process left behind when it died. */
async function goOn(deps: IncidentDeps): Promise<void> {
  const medium = deps.settings.room ? 'slack' : 'terminal';
  await deps.incidents.enterOpen();
  for (const incident of await deps.incidents.open()) if (incident.origin.medium === medium) await lookOn(deps, incident);
}

async function furnishNow(deps: IncidentDeps, incident: Incident): Promise<void> {
  const home = await deps.incidents.home(incident.id);
  const turn = home ? await deps.incidents.alone(incident.id, () => furnish(deps, incident, home)) : null;
  if (home && !turn) throw new RetryLater(1000);
  if (turn?.done) await tellStatus(deps, incident);
}

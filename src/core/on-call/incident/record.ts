import type { Answer } from '../../answer.ts';
import type { CheckJob } from '../../jobs.ts';
import { refKey } from '../../ref.ts';
import type { OnCallContext } from '../on-call.ts';
import { type IncidentDeps, taskId } from './deps.ts';
import { incidentsHere } from './find-incident.ts';
import type { Incident } from './incident.ts';
import { stir } from './keep-looking.ts';
import { lookOf } from './look.ts';
import { tellStatus } from './tell.ts';

const longestNote = 2000;

/** A question that was answered where an incident stands belongs to its time line; one about its target brings the status up to date. */
export async function recordAnswer(deps: IncidentDeps, check: CheckJob, answer: Answer): Promise<void> {
  const look = check.announced || answer.type !== 'report' ? null : lookOf(answer, check.askedAt);
  if (look === null || answer.type !== 'report') return;
  const { target } = answer.report;
  for (const { incident } of await incidentsHere(deps, check.place)) {
    await deps.incidents.addEntry(incident.id, { type: 'diagnosis', at: check.askedAt, by: check.asker, about: target, asked: check.text, look });
    const { ref } = await deps.incidents.standing(incident.id);
    if (!target || !ref || refKey(target) !== refKey(ref)) continue;
    await stir(deps, incident, `asked-${check.askedAt}`);
    await deps.tasks.add({ type: 'incident', id: taskId('look', incident.id) }, { key: `asked-${check.askedAt}` });
  }
}

/** What a person wants to be remembered. False: it says nothing. */
export async function addNote(
  deps: IncidentDeps,
  incident: Incident,
  text: string,
  { at, asker }: Pick<OnCallContext, 'at' | 'asker'>,
  pinned: string | null = null,
): Promise<boolean> {
  const said = deps.settings.redact(text).replace(/\s+/g, ' ').trim();
  if (said === '') return false;
  const shown = said.length > longestNote ? `${said.slice(0, longestNote - 1)}…` : said;
  await deps.incidents.addEntry(incident.id, { type: 'note', at, by: asker, text: shown, pinned: pinned !== null }, `/${pinned ?? asker.id}`);
  await stir(deps, incident, `noted-${at}`);
  return true;
}

/** Somebody takes it on. */
export async function acknowledge(deps: IncidentDeps, incident: Incident, { at, asker }: Pick<OnCallContext, 'at' | 'asker'>): Promise<void> {
  if (await deps.incidents.addOnIt(incident.id, asker))
    await deps.incidents.addEntry(incident.id, { type: 'acknowledged', at, by: asker }, `/${asker.id}`);
  await stir(deps, incident, `on-it-${at}`);
  await tellStatus(deps, incident);
}

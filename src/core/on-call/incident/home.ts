import { named } from '../../words/kind-words.ts';
import { announcedPlace } from '../announce.ts';
import { channelName } from './channel-name.ts';
import { type IncidentDeps, keys } from './deps.ts';
import type { Home, Incident, IncidentTarget, Lack } from './incident.ts';

/** Where an incident is told: a channel of its own where that is configured and allowed, else the thread or channel that it was started in. */
export async function openHome(deps: IncidentDeps, incident: Incident): Promise<Home> {
  const { incidents, settings } = deps;
  const there = await incidents.home(incident.id);
  if (there) return there;
  const home = (await ownChannel(deps, incident)) ?? { spot: incident.origin, channelName: null };
  await incidents.setHome(incident.id, home);
  return home;

  async function ownChannel({ incidents }: IncidentDeps, { id, origin, startedAt }: Incident): Promise<Home | null> {
    const { room, channelTemplate } = settings;
    if (!room || channelTemplate === null || origin.medium !== 'slack') return null;
    const opened = await room.openChannel(channelName(channelTemplate, incident), startedAt);
    if ('channel' in opened) return { spot: { ...origin, channel: opened.channel, threadTs: null }, channelName: opened.name };
    await incidents.addLack(id, opened);
    return null;
  }
}

/** Topic, people, pin and bookmark, as soon as there is something to pin. Each once; what Slack refuses is remembered for the status. True: there is news. */
export async function furnish(deps: IncidentDeps, incident: Incident, home: Home): Promise<boolean> {
  const { room, userGroup } = deps.settings;
  const { id, target, startedBy } = incident;
  if (!room || home.spot.medium !== 'slack') return false;
  const { channel } = home.spot;
  const lacks: (Lack | null)[] = [];
  const once = async (what: string, work: () => Promise<Lack | null>) => void lacks.push(await doOnce(deps, id, what, work));
  if (home.channelName !== null) {
    const locale = await deps.incidents.locale(id);
    await once('topic', () => room.setTopic(channel, topicOf(target, locale)));
    await once('invite', () => room.invite(channel, [startedBy.id], userGroup));
  }
  const status = await announcedPlace(deps.store, keys.status(id));
  if (status) await once('pin', () => room.pin(status.channel, status.ts));
  const diagnosis = home.channelName === null ? null : await announcedPlace(deps.store, keys.diagnosis(id));
  if (diagnosis) await once('bookmark', () => room.bookmark(diagnosis.channel, 'kubewhy', diagnosis.ts));
  return lacks.some((lack) => lack !== null);
}

async function doOnce({ incidents }: IncidentDeps, id: string, what: string, work: () => Promise<Lack | null>): Promise<Lack | null> {
  if (await incidents.did(id, what)) return null;
  const lack = await work();
  if (lack) await incidents.addLack(id, lack);
  await incidents.setDid(id, what);
  return lack;
}

function topicOf({ kind, name, namespace }: IncidentTarget, locale: 'en' | 'ko'): string {
  const what = (kind ? named({ kind, name }, locale) : name).replaceAll('`', '');
  return namespace === null ? what : `${what} · ${namespace}`;
}

/** The thread that an incident stands in; null: a channel of its own, or it is not posted yet. */
export async function threadOf(deps: IncidentDeps, id: string, home: Home | null): Promise<string | null> {
  if (!home || home.channelName !== null) return null;
  return home.spot.threadTs ?? (await announcedPlace(deps.store, keys.status(id)))?.threadTs ?? null;
}

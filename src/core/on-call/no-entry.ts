import type { CheckJob } from '../jobs.ts';
import { keyPart } from './key-part.ts';
import type { OnCallDeps } from './on-call.ts';

export type MadeThing = 'digest' | 'feed' | 'watch';

/** For the one who made a digest, feed or watch: it cannot be told where they wanted it. */
export interface NoEntryAnswer {
  readonly type: 'no-entry';
  readonly what: MadeThing;
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly channel: string;
  /** Slack's own word for why. */
  readonly code: string;
}

const day = 86_400;

/** Tells the one who made it, in a direct message, that it cannot be posted: once a day for each channel and kind of thing. */
export async function tellMaker(check: CheckJob, code: string, what: MadeThing, { store, announce, now }: OnCallDeps): Promise<void> {
  const { place, asker, intent, cluster, locale, announced } = check;
  if (!announced?.key.startsWith(`${what}/`) || place.medium !== 'slack') return;
  const once = `no-entry/${what}/${keyPart(place.channel)}/${keyPart(asker.id)}`;
  const at = now().toISOString();
  if (!(await store.add(once, at, { ttlSeconds: day }))) return;
  const answer: NoEntryAnswer = {
    type: 'no-entry',
    what,
    cluster: intent.cluster ?? cluster,
    namespace: intent.namespace,
    channel: place.channel,
    code,
  };
  try {
    const spot = { medium: 'slack', team: place.team, channel: asker.id, threadTs: null } as const;
    await announce({ key: `${once}/${Date.parse(at)}`, spot, answer, intent, cluster, locale, asker, at });
  } catch (error) {
    await store.delete(once);
    throw error;
  }
}

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Access, Permit } from '../core/access.ts';
import { fitsOne } from '../core/glob.ts';
import type { Intent, IntentName } from '../core/intent.ts';
import { listSeenBy } from '../core/list-seen-by.ts';
import type { Locale } from '../core/locale.ts';
import type { HomeContent, HomeSight, Homes } from '../core/on-call/home/home-content.ts';
import { homeChannel } from '../core/on-call/home/home-part.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { AnyRule } from '../core/rule.ts';
import type { Store } from '../core/store.ts';
import { openProfileLanguages } from './profile-languages.ts';
import { homeView } from './render/home-view.ts';
import { slackCode } from './slack-error.ts';
import { SlackState } from './state.ts';

export interface HomesOptions {
  readonly client: WebClient;
  readonly store: Store;
  /** Read when a Home is published: parts of on-call publish, too. */
  readonly onCall: () => OnCall;
  readonly access: Access;
  readonly catalog: readonly AnyRule[];
  readonly locale: Locale | null;
  readonly log: Logger;
  readonly clock: () => Date;
}

/** Shows people their App Home, as far as they may see what is in it. */
export function createHomes({ client, store, onCall, access, catalog, locale, log, clock }: HomesOptions): Homes {
  const state = new SlackState(store);
  const languageOf = openProfileLanguages(client, log, () => clock().getTime());
  return {
    async publish(userId) {
      const settings = await state.settings(userId);
      const { clusters, lists } = await onCall().home(userId, (intent) => sight(userId, intent));
      const content = { clusters: await clustersSeen(userId, clusters), lists };
      const language = settings.locale ?? locale ?? (await languageOf(userId)) ?? 'en';
      const view = homeView({ content, settings, catalog, now: clock().toISOString() }, language);
      try {
        await client.views.publish({ user_id: userId, view });
      } catch (error) {
        if (slackCode(error) === null) throw error;
        log.warn({ code: slackCode(error), user: userId }, 'an App Home could not be shown');
      }
    },
  };

  /** The rights of an App Home are those of a direct message. */
  function permit(userId: string, intent: IntentName, more: Partial<Intent> = {}): Promise<Permit> {
    const asked: Intent = { intent, kind: null, name: null, namespace: null, symptom: null, locale: 'en', ...more };
    return access.permit({ channel: homeChannel(userId), userId, intent: asked, cluster: more.cluster ?? null });
  }

  /** A person hears of the clusters that `clusters` would list for them, and of those that they may see the health of: by now. */
  async function clustersSeen(userId: string, clusters: HomeContent['clusters']): Promise<HomeContent['clusters']> {
    const list = await permit(userId, 'clusters');
    const seen = clusters.map(async (one) => {
      const own = one.verdict !== null && covers(await permit(userId, 'health', { cluster: one.cluster }), one.cluster);
      if (own) return [one];
      return covers(list, one.cluster) ? [{ ...one, verdict: null, problems: 0, at: null }] : [];
    });
    return (await Promise.all(seen)).flat();
  }

  async function sight(userId: string, intent: IntentName): ReturnType<HomeSight> {
    const list = await permit(userId, intent, { action: 'list' });
    return list.allowed ? (answer) => listSeenBy(answer, list.rights) : null;
  }
}

function covers(permit: Permit, cluster: string): boolean {
  return permit.allowed && (!permit.rights?.clusters || fitsOne(cluster, permit.rights.clusters));
}

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Access } from '../core/access.ts';
import { fitsOne } from '../core/glob.ts';
import { listSeenBy } from '../core/list-seen-by.ts';
import type { Locale } from '../core/locale.ts';
import type { HomeContent, Homes } from '../core/on-call/home/home-content.ts';
import { homeChannel } from '../core/on-call/home/home-part.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { AnyRule } from '../core/rule.ts';
import type { Store } from '../core/store.ts';
import { homeView } from './render/home-view.ts';
import { slackCode } from './slack-error.ts';
import { SlackState } from './state.ts';

type HomeList = HomeContent['lists'][number];

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
  return {
    async publish(userId) {
      const settings = await state.settings(userId);
      const { clusters, lists } = await onCall().home(userId);
      const seen = await Promise.all(lists.map((list) => seenList(list, userId)));
      const known = await clustersKnownTo(userId);
      const content = {
        clusters: clusters.filter(({ cluster, verdict }) => verdict !== null || known(cluster)),
        lists: seen.flat(),
      };
      const view = homeView({ content, settings, catalog, now: clock().toISOString() }, settings.locale ?? locale ?? 'en');
      try {
        await client.views.publish({ user_id: userId, view });
      } catch (error) {
        if (slackCode(error) === null) throw error;
        log.warn({ code: slackCode(error), user: userId }, 'an App Home could not be shown');
      }
    },
  };

  /** A person hears of the clusters that `clusters` would list for them, and of those that they may see the health of. */
  async function clustersKnownTo(userId: string): Promise<(cluster: string) => boolean> {
    const asked = { intent: 'clusters', kind: null, name: null, namespace: null, symptom: null, locale: 'en' } as const;
    const permit = await access.permit({ channel: homeChannel(userId), userId, intent: asked, cluster: null });
    const patterns = permit.allowed ? (permit.rights?.clusters ?? null) : [];
    return (cluster) => patterns === null || fitsOne(cluster, patterns);
  }

  /** Empty: not even that there is such a list. */
  async function seenList({ intent, answer }: HomeList, userId: string): Promise<readonly HomeList[]> {
    const list = { intent, kind: null, name: null, namespace: null, symptom: null, locale: 'en', action: 'list' } as const;
    const permit = await access.permit({ channel: homeChannel(userId), userId, intent: list, cluster: null });
    return permit.allowed ? [{ intent, answer: listSeenBy(answer, permit.rights) }] : [];
  }
}

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { nextName } from '../core/on-call/incident/channel-name.ts';
import type { IncidentRoom, Lack } from '../core/on-call/incident/incident.ts';
import { findOwnChannel } from './own-channel.ts';
import { forQueue, isNoEntry, slackCode, slackScope } from './slack-error.ts';
import { membersOf } from './user-group.ts';

const mostNames = 9;
const mostInvited = 100;
/** They say that what was wanted is so already. */
const already = new Set(['already_pinned', 'not_pinned', 'no_pin', 'already_in_channel', 'cant_invite_self', 'message_not_found']);

/** Channels, pins and bookmarks of incidents in Slack. What Slack refuses is told, not thrown; to be told to wait, and the network, are thrown. */
export function createIncidentRoom(client: WebClient, log: Logger): IncidentRoom {
  async function tried(what: Lack['what'], work: () => Promise<unknown>): Promise<Lack | null> {
    try {
      await work();
      return null;
    } catch (error) {
      return lackOf(what, error);
    }
  }

  function lackOf(what: Lack['what'], error: unknown): Lack | null {
    const code = slackCode(error);
    if (code === null) throw forQueue(error);
    if (already.has(code)) return null;
    log.warn({ code, needed: slackScope(error) }, `incident: Slack refuses the ${what}`);
    return { what, code, scope: slackScope(error) };
  }

  async function openChannel(name: string, since: string): Promise<{ readonly channel: string; readonly name: string } | Lack> {
    for (let number = 1; number <= mostNames; number++) {
      const wanted = number === 1 ? name : nextName(name, number);
      try {
        const { channel } = await client.conversations.create({ name: wanted });
        if (channel?.id) return { channel: channel.id, name: wanted };
      } catch (error) {
        if (slackCode(error) !== 'name_taken') return lackOf('channel', error) ?? { what: 'channel', code: 'unknown', scope: null };
        const own = await findOwnChannel(client, wanted, since, log);
        if (own !== null) return { channel: own, name: wanted };
      }
    }
    return { what: 'channel', code: 'name_taken', scope: null };
  }

  async function groupMembers(userGroup: string): Promise<readonly string[] | Lack> {
    try {
      return (await membersOf(client, userGroup)) ?? { what: 'user-group', code: 'no_such_subteam', scope: null };
    } catch (error) {
      return lackOf('user-group', error) ?? [];
    }
  }

  /** In one call: those who can be invited are, whatever keeps the others out. */
  async function inviteAll(channel: string, people: readonly string[]): Promise<Lack | null> {
    try {
      const { errors = [] } = await client.conversations.invite({ channel, users: people.join(','), force: true });
      const code = errors.map(({ error }) => error ?? '').find((error) => error !== '' && !already.has(error));
      return code === undefined ? null : { what: 'invite', code, scope: null };
    } catch (error) {
      return lackOf('invite', error);
    }
  }

  return {
    openChannel,
    async canWrite(channel) {
      try {
        await client.conversations.history({ channel, limit: 1 });
        return true;
      } catch (error) {
        // whatever else is wrong is no reason not to try
        return !isNoEntry(error);
      }
    },
    setTopic: (channel, topic) => tried('topic', () => client.conversations.setTopic({ channel, topic })),
    async invite(channel, users, userGroup) {
      const group = userGroup === null ? [] : await groupMembers(userGroup);
      const people = [...new Set([...users, ...('what' in group ? [] : group)])].slice(0, mostInvited);
      const refused = await inviteAll(channel, people);
      return 'what' in group ? group : refused;
    },
    pin: (channel, ts) => tried('pin', () => client.pins.add({ channel, timestamp: ts })),
    unpin: (channel, ts) => tried('pin', () => client.pins.remove({ channel, timestamp: ts })),
    bookmark: (channel, title, ts) =>
      tried('bookmark', async () => {
        const { permalink } = await client.chat.getPermalink({ channel, message_ts: ts });
        const { bookmarks = [] } = await client.bookmarks.list({ channel_id: channel });
        if (permalink && !bookmarks.some(({ link }) => link === permalink))
          await client.bookmarks.add({ channel_id: channel, title, type: 'link', link: permalink });
      }),
    async nameOf(userId) {
      try {
        const { user } = await client.users.info({ user: userId });
        return user?.profile?.display_name || user?.real_name || user?.name || null;
      } catch (error) {
        log.warn({ code: slackCode(error) }, 'the name of a person could not be read');
        return null;
      }
    },
  };
}

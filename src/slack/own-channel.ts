import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { slackCode } from './slack-error.ts';

const pages = 10;
/** Clocks differ. */
const leewaySeconds = 60;

/** A channel of that name that the bot itself made after `since`: a worker that died could not remember it. null: there is none, or it cannot be seen. */
export async function findOwnChannel(client: WebClient, name: string, since: string, log: Logger): Promise<string | null> {
  try {
    const { user_id: own } = await client.auth.test();
    let cursor: string | undefined;
    for (let page = 0; page < pages; page++) {
      const list = await client.conversations.list({ exclude_archived: true, limit: 1000, types: 'public_channel', ...(cursor ? { cursor } : {}) });
      const found = list.channels?.find((channel) => channel.name === name);
      if (found) return found.creator === own && (found.created ?? 0) >= Date.parse(since) / 1000 - leewaySeconds ? (found.id ?? null) : null;
      cursor = list.response_metadata?.next_cursor || undefined;
      if (!cursor) break;
    }
  } catch (error) {
    if (slackCode(error) === null) throw error;
    log.warn({ code: slackCode(error) }, 'incident: the list of channels cannot be read');
  }
  return null;
}

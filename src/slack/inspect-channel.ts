import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { clientOptions } from './client.ts';
import { slackCode } from './slack-error.ts';

/** Why the bot cannot speak in a channel: Slack's code, or the network's words; null: it is a member. Sends nothing. */
export async function inspectChannel(
  { botToken, apiUrl, channel }: { readonly botToken: string; readonly apiUrl?: string | undefined; readonly channel: string },
  log: Logger,
): Promise<string | null> {
  try {
    await new WebClient(botToken, clientOptions(apiUrl, log)).conversations.history({ channel, limit: 1 });
    return null;
  } catch (error) {
    return slackCode(error) ?? (error instanceof Error ? error.message : String(error));
  }
}

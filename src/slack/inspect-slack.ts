import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { clientOptions } from './client.ts';
import { slackCode } from './slack-error.ts';

/** Scopes of the bot token; deploy/slack-manifest.yaml gives the reason for each. */
export const botScopes = [
  'commands',
  'chat:write',
  'app_mentions:read',
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'users:read',
  'files:write',
  'files:read',
  'channels:manage',
  'channels:read',
  'usergroups:read',
  'pins:write',
  'pins:read',
  'bookmarks:write',
  'bookmarks:read',
] as const;

export interface SlackInspection {
  readonly team: string | null;
  readonly bot: string | null;
  readonly missingScopes: readonly string[];
  /** Slack's code for what is wrong with the bot token, or the network's words. */
  readonly botFailure: string | null;
  /** null: the app-level token opens a socket, or there is none. */
  readonly appFailure: string | null;
}

/** Does Slack let the bot in, and may it do what it needs? Sends nothing to any channel. */
export async function inspectSlack(
  tokens: { readonly botToken: string; readonly appToken?: string | undefined; readonly apiUrl?: string | undefined },
  log: Logger,
): Promise<SlackInspection> {
  const { botToken, appToken, apiUrl } = tokens;
  const options = clientOptions(apiUrl, log);
  const appFailure = appToken ? await new WebClient(appToken, options).apps.connections.open({}).then(() => null, reasonOf) : null;
  try {
    const me = await new WebClient(botToken, options).auth.test();
    // Slack names the token's scopes in a header; a stand-in may not
    const scopes = me.response_metadata?.scopes;
    const missingScopes = scopes ? botScopes.filter((scope) => !scopes.includes(scope)) : [];
    return { team: me.team ?? null, bot: me.user ?? null, missingScopes, botFailure: null, appFailure };
  } catch (error) {
    return { team: null, bot: null, missingScopes: [], botFailure: reasonOf(error), appFailure };
  }
}

function reasonOf(error: unknown): string {
  return slackCode(error) ?? (error instanceof Error ? error.message : String(error));
}

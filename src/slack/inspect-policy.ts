import { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Policy } from '../core/policy.ts';
import { clientOptions } from './client.ts';
import { slackCode } from './slack-error.ts';

/** What Slack does not let the bot know, of what the policy needs. */
export interface PolicyInspection {
  /** Groups whose members cannot be read, with Slack's code. */
  readonly groups: readonly { readonly group: string; readonly why: string }[];
  /** Slack's code for why no email can be read; null: it can, or none is needed. */
  readonly email: string | null;
}

/** Can Slack tell what the policy decides with? Sends nothing to anybody. */
export async function inspectPolicy(
  policy: Policy,
  tokens: { readonly botToken: string; readonly apiUrl?: string | undefined },
  log: Logger,
): Promise<PolicyInspection> {
  const client = new WebClient(tokens.botToken, clientOptions(tokens.apiUrl, log));
  const named = [...new Set(policy.rules.flatMap(({ groups }) => groups ?? []))];
  const read = await Promise.all(named.map((usergroup) => client.usergroups.users.list({ usergroup }).then(() => null, reasonOf)));
  return {
    groups: named.flatMap((group, index) => (read[index] ? [{ group, why: read[index] }] : [])),
    email: wantsEmail(policy) ? await emailFailure(client) : null,
  };
}

function wantsEmail({ impersonate }: Policy): boolean {
  return [impersonate?.user ?? '', ...(impersonate?.groups ?? [])].some((text) => text.includes('{{email}}'));
}

/** Slack names the token's scopes in a header; a stand-in may not. */
async function emailFailure(client: WebClient): Promise<string | null> {
  try {
    const scopes = (await client.auth.test()).response_metadata?.scopes;
    return scopes && !scopes.includes('users:read.email') ? 'missing_scope: users:read.email' : null;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return slackCode(error) ?? (error instanceof Error ? error.message : String(error));
}

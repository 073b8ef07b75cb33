import type { WebClient } from '@slack/web-api';

/** People of a user group, by its id (`S0…`) or handle (`oncall`); null: there is no such group. Rejects with Slack's error. */
export async function membersOf(client: WebClient, group: string): Promise<readonly string[] | null> {
  const id = /^S[A-Z0-9]{6,}$/.test(group) ? group : await idOf(client, group.replace(/^@/, ''));
  return id === null ? null : ((await client.usergroups.users.list({ usergroup: id })).users ?? []);
}

async function idOf(client: WebClient, handle: string): Promise<string | null> {
  const { usergroups = [] } = await client.usergroups.list();
  return usergroups.find((group) => group.handle === handle)?.id ?? null;
}

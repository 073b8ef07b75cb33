import type { WebClient } from '@slack/web-api';
import { remembered } from './remembered.ts';
import { slackCode } from './slack-error.ts';

export interface Membership {
  /** Those of the groups that the person is in, as far as they could be read. */
  readonly groups: readonly string[];
  /** Slack's word for why one of them could not be read; null: all were. */
  readonly failure: string | null;
}

const freshMs = 3 * 60_000;

/** Who is in which user group: read with the scope `usergroups:read`, at most every few minutes. */
export function openUserGroups(client: WebClient, now: () => number) {
  const members = remembered(async (usergroup) => new Set((await client.usergroups.users.list({ usergroup })).users ?? []), { ms: freshMs, now });
  return async (userId: string, groups: readonly string[]): Promise<Membership> => {
    const read = await Promise.allSettled(groups.map((group) => members(group)));
    const failed = read.find((one) => one.status === 'rejected');
    return {
      groups: groups.filter((_, index) => {
        const one = read[index];
        return one?.status === 'fulfilled' && one.value.has(userId);
      }),
      failure: failed ? reason(failed.reason) : null,
    };
  };
}

function reason(error: unknown): string {
  return slackCode(error) ?? (error instanceof Error ? error.message : String(error));
}

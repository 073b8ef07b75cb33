import type { WebClient } from '@slack/web-api';
import { remembered } from './remembered.ts';

/** What a Slack profile says of a person. */
export interface Profile {
  readonly id: string;
  /** The handle. */
  readonly name: string | null;
  /** Confirmed, and readable with the scope `users:read.email`. */
  readonly email: string | null;
  /** A member of the bot's own workspace or organisation: nobody else can vouch for who they are. */
  readonly ours: boolean;
}

/** Profiles, asked for at most every few minutes. Rejects with Slack's error. */
export type People = (userId: string) => Promise<Profile>;

const freshMs = 5 * 60_000;

/** Remembers each profile for some minutes, and who the bot is for a day. */
export function openPeople(client: WebClient, now: () => number): People {
  const me = remembered(() => client.auth.test(), { ms: 24 * 3_600_000, now });
  return remembered(
    async (userId) => {
      const [{ user }, { team_id: team, enterprise_id: enterprise }] = await Promise.all([client.users.info({ user: userId }), me('me')]);
      const confirmed = user?.is_email_confirmed !== false;
      const sameTeam = user?.team_id !== undefined && user.team_id === team;
      const sameOrganisation = enterprise !== undefined && user?.enterprise_user?.enterprise_id === enterprise;
      return {
        id: userId,
        name: user?.name ?? null,
        email: (confirmed && user?.profile?.email) || null,
        ours: (sameTeam || sameOrganisation) && !user?.deleted && !user?.is_bot,
      };
    },
    { ms: freshMs, now },
  );
}

import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Access, Permit, Request } from '../core/access.ts';
import { impersonatedAs } from '../core/impersonate.ts';
import { decide, groupsOf, isAboutCluster, type Policy, type Refusal, type Rights } from '../core/policy.ts';
import { openPeople, type People } from './people.ts';
import { slackCode } from './slack-error.ts';
import { isDirect } from './state.ts';
import { openUserGroups } from './user-groups.ts';

export interface AccessOptions {
  /** null: there is none, and everything is allowed. */
  readonly policy: Policy | null;
  readonly client: WebClient;
  /** The cluster that is asked where nobody names one. */
  readonly defaultCluster: () => string | null;
  readonly log: Logger;
  /** Milliseconds of a clock. */
  readonly now: () => number;
}

/** The policy, with what Slack knows of people and their groups. */
export function createAccess({ policy, client, defaultCluster, log, now }: AccessOptions): Access {
  if (policy === null) return openAccess;
  const people = openPeople(client, now);
  const membership = openUserGroups(client, now);
  return {
    async permit({ channel, userId, intent, cluster }) {
      const asked = groupsOf(policy, channel);
      const member = userId === null || asked.length === 0 ? { groups: [], failure: null } : await membership(userId, asked);
      if (member.failure !== null) log.warn({ failure: member.failure, channel }, 'user groups could not be read');
      const chosen = intent.cluster ?? cluster ?? defaultCluster();
      const decision = decide(policy, { channel, userId, groups: member.groups, intent, cluster: chosen });
      if (!decision.allowed) return refused(member.failure === null ? decision.refusal : { ...decision.refusal, ...unread(member.failure) });
      const as = isAboutCluster(intent) ? await identity(userId, policy, people, log) : null;
      if (as && 'missing' in as)
        return refused({ missing: userId === null ? 'nobody' : 'profile', what: as.missing, may: [], contact: policy.contact });
      return { allowed: true, intent: decision.intent, rights: { ...decision.scope, as } };
    },
  };
}

function refused(refusal: Refusal): Permit {
  return { allowed: false, refusal };
}

/** A right that a group may give is not refused for good: nobody knows. */
function unread(failure: string): Pick<Refusal, 'missing' | 'what' | 'may'> {
  return { missing: 'groups', what: failure, may: [] };
}

type Identity = Rights['as'] | { readonly missing: string };

async function identity(userId: string | null, { impersonate }: Policy, people: People, log: Logger): Promise<Identity> {
  if (impersonate === null) return null;
  if (userId === null) return impersonate.unattended ?? { missing: 'unattended' };
  try {
    const person = await people(userId);
    return person.ours ? impersonatedAs(impersonate, person) : { missing: 'workspace' };
  } catch (error) {
    log.warn({ err: error, code: slackCode(error), user: userId }, 'a profile could not be read');
    return { missing: `users.info: ${slackCode(error) ?? 'failed'}` };
  }
}

/** Everything is allowed; of the audit trail each person sees their own, where nobody else reads it. */
export const openAccess: Access = {
  async permit({ channel, intent }: Request) {
    if (intent.intent === 'audit' && !isDirect(channel)) return refused({ missing: 'direct', what: null, may: [], contact: null });
    return { allowed: true, intent, rights: null };
  },
};

import type { OnCallDeps } from '../on-call.ts';
import { startsAsBurst } from './burst.ts';
import type { AlertGroup, Role } from './group.ts';
import { keepFor, keys, threadOf } from './keys.ts';
import { causesOf } from './look-at-targets.ts';

/** Who tells a cause in a channel. */
interface Teller {
  readonly group: string;
}

/** The role of a group that has just begun to fire: its own message, unless there are so many of them that a summary tells it. */
export async function firstRole(group: AlertGroup, deps: OnCallDeps): Promise<Role> {
  return (await startsAsBurst(group, deps)) ?? { type: 'own' };
}

/**
 * Its own message, or a line in that of another group in the channel, which fires for the same causes and tells them already (pods on a node that is
 * down). Once it has a message, it keeps it. The group, with its diagnosis, is in the store by now.
 */
export async function roleByCause(group: AlertGroup, { store }: Pick<OnCallDeps, 'store'>): Promise<Role> {
  if (group.role.type === 'burst' || group.resolvedAt !== null || !group.diagnosis) return group.role;
  const tellers = [];
  for (const cause of causesOf(group.diagnosis).keys()) tellers.push(await tellerOf(cause, group, store));
  const [first] = tellers;
  if (!first || tellers.includes(null) || group.said) return { type: 'own' };
  return (await staysQuiet(group, store)) ? { type: 'follower', of: first } : { type: 'own' };
}

/** The group that tells this cause; null: from now on this one. */
async function tellerOf(cause: string, { group, channel }: AlertGroup, store: OnCallDeps['store']): Promise<string | null> {
  const key = keys.cause(channel, cause);
  const mine: Teller = { group };
  if (await store.add(key, mine, keepFor.cause)) return null;
  const held = await store.get<Teller>(key);
  if (!held || held.group === group) return null;
  const teller = await store.get<AlertGroup>(keys.group(held.group));
  if (teller && tells(teller, cause)) return teller.group;
  await store.set(key, mine, keepFor.cause);
  return null;
}

function tells({ resolvedAt, role, diagnosis }: AlertGroup, cause: string): boolean {
  return resolvedAt === null && role.type === 'own' && diagnosis !== null && causesOf(diagnosis).has(cause);
}

/** Its alerts may have been told already, before they were looked into. */
async function staysQuiet(group: AlertGroup, store: OnCallDeps['store']): Promise<boolean> {
  const key = keys.told(threadOf(group));
  return (await store.add(key, 'with another', keepFor.cause)) || (await store.get(key)) === 'with another';
}

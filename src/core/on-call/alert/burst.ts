import type { Locale } from '../../locale.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { AlertGroup, AlertPlace, Role, Said, Strayed } from './group.ts';
import { keepFor, keys, stamp, threadOf } from './keys.ts';

/** More groups than that which begin within so long make one summary. */
const most = 10;
const windowMs = 5 * 60_000;
/** Of those in a summary at most so many are looked at. */
const mostLooked = 20;

/** A summary of many groups. */
export interface Burst {
  readonly id: string;
  readonly channel: string;
  /** The channel that it belongs in, and could not be posted in; absent: this one. */
  readonly strayed?: Strayed;
  readonly locale: Locale;
  readonly said: Said | null;
}

/** The role of a group that begins while too many do; null: they are few. */
export async function startsAsBurst(place: AlertGroup, { store, now }: Pick<OnCallDeps, 'store' | 'now'>): Promise<Role | null> {
  const { channel, locale, episode } = place;
  await store.join(keys.begun(channel), `${episode}/${place.group}`, keepFor.begun);
  const recent = await begunSince(stamp(new Date(now().getTime() - windowMs).toISOString()), channel, store);
  if (recent.length <= most) return null;
  const { burst, isNew } = await burstOf(channel, locale, recent[0]?.episode ?? episode, { store, now });
  for (const member of isNew ? recent : [place]) {
    await store.join(keys.members(burst), threadOf(member), keepFor.group);
    await store.set(keys.memberOf(threadOf(member)), burst, keepFor.group);
  }
  return { type: 'burst', burst, looked: (await store.members(keys.members(burst))).length <= most + mostLooked };
}

/** Groups that began in a channel from that moment on, the oldest first. Earlier ones are forgotten. */
async function begunSince(from: string, channel: string, store: OnCallDeps['store']): Promise<readonly AlertPlace[]> {
  const recent: AlertPlace[] = [];
  for (const member of await store.members(keys.begun(channel))) {
    const [episode = '', group = ''] = member.split('/');
    if (episode >= from) recent.push({ group, episode });
    else await store.leave(keys.begun(channel), member);
  }
  return recent;
}

/** The one that goes on in the channel, or a new one. It goes on until no group has joined it for as long as the window. */
async function burstOf(
  channel: string,
  locale: Locale,
  first: string,
  { store, now }: Pick<OnCallDeps, 'store' | 'now'>,
): Promise<{ readonly burst: string; readonly isNew: boolean }> {
  const known = await store.get<{ readonly id: string; readonly joinedAt: string }>(keys.burst(channel));
  const joinedAt = now().toISOString();
  const goesOn = known !== null && Date.parse(joinedAt) - Date.parse(known.joinedAt) <= windowMs;
  // named after the first of its groups, so that two workers who begin it at once begin the same
  const id = goesOn ? known.id : `${channel}-${first}`;
  await store.set(keys.burst(channel), { id, joinedAt });
  const summary: Burst = { id, channel, locale, said: null };
  await store.add(keys.summary(id), summary, keepFor.group);
  return { burst: id, isNew: !goesOn };
}

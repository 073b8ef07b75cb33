import type { Store } from '../../store.ts';
import { inboxIn } from './inbox.ts';
import { keepFor, keys } from './keys.ts';

/** Puts into sets what an earlier version kept as one key each. Looks through the whole store: for the start of a process. */
export async function enterStored(store: Store): Promise<void> {
  await inboxIn(store).enterStored();
  await move(store, keys.begun(''), keepFor.begun, async (member) => member);
  await move(store, keys.members(''), keepFor.group, async (member) => member);
  await move(store, keys.followers(''), keepFor.cause, async (group, key) => {
    const episode = await store.get<string>(key);
    return episode === null ? null : `${group}/${episode}`;
  });
}

/** `prefix` + set + `/` + name: a member of the set that is called by what comes before its name. */
async function move(
  store: Store,
  prefix: string,
  keep: { readonly ttlSeconds: number },
  memberOf: (name: string, key: string) => Promise<string | null>,
): Promise<void> {
  for (const key of await store.keys(prefix)) {
    const slash = key.indexOf('/', prefix.length);
    const member = slash < 0 ? null : await memberOf(key.slice(slash + 1), key);
    if (member !== null) await store.join(key.slice(0, slash), member, keep);
    await store.delete(key);
  }
}

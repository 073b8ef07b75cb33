import type { OnCallDeps } from '../on-call.ts';
import type { Digest } from './digest.ts';
import { enterDigests, listDigests, scheduleName } from './digest-store.ts';

type Deps = Pick<OnCallDeps, 'store' | 'tasks' | 'warn'>;

/** Makes schedules and stored digests agree again: a process may have died between the two, or one of them was lost. */
export async function healDigests({ store, tasks, warn }: Deps): Promise<void> {
  await enterDigests(store);
  const digests = (await listDigests(store, null)).filter(({ paused }) => !paused);
  const wanted = new Map(digests.map((digest) => [scheduleName(digest.id), digest]));
  const scheduled = (await tasks.scheduled()).map(({ name }) => name).filter((name) => name.startsWith(scheduleName('')));
  for (const [name, digest] of wanted) {
    if (scheduled.includes(name)) continue;
    warn('a digest had lost its schedule', { digest: digest.id });
    await scheduleDigest(digest, tasks);
  }
  for (const name of scheduled) {
    if (wanted.has(name)) continue;
    warn('a schedule had lost its digest', { schedule: name });
    await tasks.unschedule(name);
  }
}

/** Sets or replaces the schedule of a digest. */
export async function scheduleDigest({ id, cron, timeZone }: Digest, tasks: OnCallDeps['tasks']): Promise<void> {
  await tasks.schedule(scheduleName(id), { cron, timeZone }, { type: 'digest', id });
}

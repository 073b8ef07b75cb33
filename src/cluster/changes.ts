import { randomUUID } from 'node:crypto';
import type { Changes, Followed } from '../core/on-call/changes.ts';
import { isReadFailure } from '../core/read-failure.ts';
import type { Clusters } from './clusters.ts';
import { watchObjects } from './watch-objects.ts';
import { scopesOf } from './watched-kinds.ts';

interface Entry {
  onChange: () => void;
  readonly stop: AbortController;
  timer: NodeJS.Timeout;
  open: number;
}

export interface OpenChanges extends Changes {
  /** Follows nothing any more. */
  close(): void;
}

/** Follows objects with Kubernetes watches, of which this process has `most` open at once. */
export function openChanges(clusters: Pick<Clusters, 'connection' | 'reader'>, most = 50): OpenChanges {
  const entries = new Map<string, Entry>();
  const isFull = (more: number) => [...entries.values()].reduce((sum, { open }) => sum + open, more) > most;

  function release(key: string): void {
    const entry = entries.get(key);
    if (!entry) return;
    clearTimeout(entry.timer);
    entries.delete(key);
    entry.stop.abort();
  }

  async function open(followed: Followed, entry: Entry): Promise<void> {
    const connection = clusters.connection(followed.cluster);
    if (!connection) return;
    const scopes = await scopesOf(followed.target, clusters.reader(followed.cluster));
    if (isFull(scopes.length)) return;
    entry.open = scopes.length;
    const { signal } = entry.stop;
    await Promise.all(
      scopes.map(async (scope) => {
        try {
          await watchObjects(connection, scope, () => entry.onChange(), { signal });
        } finally {
          entry.open--;
        }
      }),
    );
  }

  return {
    owner: randomUUID(),
    follow(followed) {
      const { key, forMs, onChange } = followed;
      const known = entries.get(key);
      const timer = setTimeout(() => release(key), forMs);
      timer.unref();
      if (known) {
        known.onChange = onChange;
        // one that was refused is tried again when its time is over
        if (known.open === 0) return clearTimeout(timer);
        clearTimeout(known.timer);
        known.timer = timer;
        return;
      }
      const entry: Entry = { onChange, stop: new AbortController(), timer, open: 0 };
      entries.set(key, entry);
      open(followed, entry).catch((error: unknown) => {
        if (!isReadFailure(error, 'cancelled')) followed.onRefused(error);
      });
    },
    release,
    close: () => [...entries.keys()].forEach(release),
  };
}

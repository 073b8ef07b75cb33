import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type Backend, openBackend } from '../../src/jobs/backend.ts';
import { type RedisServer, startRedis } from './redis-server.ts';

export const kinds = ['redis', 'pglite'] as const;
export const silent = pino({ level: 'silent' });

/** A database of its own, that can be opened again. */
export interface Place {
  open(): Promise<Backend>;
  /** For a process of its own. */
  readonly address: { readonly redisUrl?: string; readonly dataDir: string };
  remove(): Promise<void>;
}

export async function newPlace(kind: (typeof kinds)[number]): Promise<Place> {
  const dataDir = mkdtempSync(join(tmpdir(), 'kubewhy-jobs-'));
  const redis: RedisServer | null = kind === 'redis' ? await startRedis() : null;
  const address = { ...(redis && { redisUrl: redis.url }), dataDir };
  return {
    address,
    open: () => openBackend({ ...address, log: silent }),
    async remove() {
      await redis?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

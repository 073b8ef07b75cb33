import { join } from 'node:path';
import { createPostgresBackend, withBackend } from 'bullmq';
import type { Logger } from 'pino';
import type { Backend } from './backend.ts';
import { lockFolder } from './folder-lock.ts';
import { logErrors } from './log-errors.ts';
import { PGlitePool } from './pglite-pool.ts';
import { openPGliteStore, purgeExpired } from './pglite-store.ts';
import { releaseOrphans } from './release-orphans.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);
const hour = 3_600_000;

/** BullMQ on a PostgreSQL inside this process, kept in `folder`, which is locked for as long. */
export async function openPGliteBackend(folder: string, log: Logger): Promise<Backend> {
  const unlock = lockFolder(folder);
  try {
    const pool = await PGlitePool.open(join(folder, 'postgres'));
    await releaseOrphans(pool);
    const store = await openPGliteStore(pool);
    const upkeep = setInterval(() => void tidy(pool, log), hour).unref();
    return {
      kind: 'pglite',
      where: folder,
      store,
      queue: <Data>(name: string) => logErrors(new Queue<Data, void>(name, { connection: pool }), log),
      worker: (name, processor, options) => logErrors(new Worker(name, processor, { ...options, connection: pool }), log),
      whyAway: () => null,
      async ping() {
        await pool.query('SELECT 1');
      },
      async close() {
        clearInterval(upkeep);
        await pool.end();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** PGlite has no autovacuum: dead rows would stay for ever. */
export async function tidy(pool: PGlitePool, log: Logger): Promise<void> {
  try {
    await purgeExpired(pool);
    await pool.query('VACUUM ANALYZE');
  } catch (error) {
    log.warn({ err: error }, 'the queue could not be tidied up');
  }
}

import type { PgQueryable } from 'bullmq';

/**
 * Marks jobs that a killed process left running, so that the first worker finds them stalled and takes them up at once instead of after the lock's
 * 30 seconds. Right only where no other process can have them: the folder is locked.
 */
export async function releaseOrphans(db: PgQueryable): Promise<void> {
  await db.query(`UPDATE bullmq.job SET stalled_marked = true, locked_until_ms = 0 WHERE state = 'active'`);
  await db.query(`DELETE FROM bullmq.meta WHERE field = 'stalled-check'`);
}

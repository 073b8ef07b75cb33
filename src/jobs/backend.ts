import type { Processor, Queue, WorkerOptions } from 'bullmq';
import type { Logger } from 'pino';
import type { Store } from '../core/store.ts';

/** The part of BullMQ's queue that is the same over both databases. */
export type JobQueue<Data> = Pick<
  Queue<Data, void, string>,
  'add' | 'getJob' | 'getJobCounts' | 'upsertJobScheduler' | 'getJobSchedulers' | 'removeJobScheduler' | 'close'
>;
export interface JobWorker {
  on(event: 'lockRenewalFailed', listener: (jobIds: string[]) => void): unknown;
  cancelJob(jobId: string, reason?: string): boolean;
  cancelAllJobs(reason?: string): void;
  close(): Promise<void>;
}
export type JobWorkerOptions = Pick<WorkerOptions, 'concurrency' | 'lockDuration' | 'stalledInterval' | 'maxStalledCount'>;

/** Where jobs and the bot's state are kept. */
export interface Backend {
  readonly kind: 'redis' | 'pglite';
  /** For people: an address without secrets, or a folder. */
  readonly where: string;
  readonly store: Store;
  /** While the database is away, `fast` rejects at once, for those whom a person waits for; `patient` waits until it is back. */
  queue<Data>(name: string, mode: 'fast' | 'patient'): JobQueue<Data>;
  worker<Data>(name: string, processor: Processor<Data, void>, options: JobWorkerOptions): JobWorker;
  /** Why the database is known to be away; null: it is there. */
  whyAway(): string | null;
  /** Rejects with the reason if the database does not answer. */
  ping(): Promise<void>;
  /** After the workers have stopped. */
  close(): Promise<void>;
}

export interface BackendOptions {
  /** Absent: PGlite in `dataDir`. */
  readonly redisUrl?: string | undefined;
  readonly dataDir: string;
  readonly log: Logger;
  /** Queues of this process alone, gone when it closes them: for a chat, whose answers no other process may take. */
  readonly own?: string | undefined;
}

/**
 * Opens BullMQ on Redis, or on a PostgreSQL that lives in this process (nothing to install, but one process a folder).
 * A Redis that is away is no error: it is logged, and used as soon as it is there. Rejects with FolderInUse if another process has the folder.
 */
export async function openBackend({ redisUrl, dataDir, log, own }: BackendOptions): Promise<Backend> {
  if (redisUrl) return (await import('./redis-backend.ts')).openRedisBackend(redisUrl, log, own);
  return (await import('./pglite-backend.ts')).openPGliteBackend(dataDir, log);
}

import { Queue, Worker } from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import type { Logger } from 'pino';
import { Availability } from './availability.ts';
import type { Backend, JobQueue } from './backend.ts';
import { logErrors } from './log-errors.ts';
import { redisStore } from './redis-store.ts';

const sharedPrefix = 'kubewhy';
const reconnect: RedisOptions = { retryStrategy: (times) => Math.min(times * 100, 2000), connectTimeout: 5000 };
/** For what a person waits for: rejects at once while Redis is away, and within a second if it hangs. */
const fastOptions: RedisOptions = { ...reconnect, enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1000 };
/** For workers: waits until Redis is back. A socket that is silent for longer than the longest blocking read (10 s) is dead. */
const patientOptions: RedisOptions = { ...reconnect, maxRetriesPerRequest: null, socketTimeout: 30_000 };

/** BullMQ on Redis, with two connections and one more for each worker. Resolves as soon as Redis is there, or is known to be away. */
export async function openRedisBackend(url: string, log: Logger, own?: string): Promise<Backend> {
  const prefix = own ? `${sharedPrefix}-${own}` : sharedPrefix;
  const where = address(url);
  const availability = new Availability(where, log);
  const fast = new Redis(url, fastOptions);
  const patient = new Redis(url, patientOptions);
  fast.on('ready', () => availability.ready());
  fast.on('close', () => availability.closed());
  fast.on('error', (error) => availability.failed(error));
  // the same news again
  patient.on('error', () => {});
  await new Promise<void>((resolve) => void fast.once('ready', resolve).once('close', resolve));
  return {
    kind: 'redis',
    where,
    store: redisStore(fast),
    queue<Data>(name: string, mode: 'fast' | 'patient'): JobQueue<Data> {
      const options = mode === 'fast' ? { connection: fast, skipWaitingForReady: true, skipVersionCheck: true } : { connection: patient };
      return logErrors(new Queue<Data, void>(name, { ...options, prefix }), log, availability);
    },
    worker(name, processor, options) {
      return logErrors(new Worker(name, processor, { ...options, connection: patient, prefix, runRetryDelay: 1000 }), log, availability);
    },
    whyAway: () => availability.whyAway(),
    async ping() {
      await fast.ping().catch((error: Error) => {
        throw new Error(`Redis at ${where} does not answer: ${availability.whyAway() ?? error.message}`, { cause: error });
      });
    },
    async close() {
      fast.removeAllListeners('close');
      if (own) await deleteKeys(fast, `${prefix}:*`).catch(() => {});
      fast.disconnect();
      patient.disconnect();
    },
  };
}

/** What nobody will read again. */
async function deleteKeys(redis: Redis, pattern: string): Promise<void> {
  for await (const keys of redis.scanStream({ match: pattern, count: 500 })) if (keys.length > 0) await redis.unlink(keys);
}

/** `host:port/database`, without name and password. */
function address(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || 6379}${pathname.length > 1 ? pathname : ''}`;
}

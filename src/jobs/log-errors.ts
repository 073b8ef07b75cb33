import type { EventEmitter } from 'node:events';
import type { Logger } from 'pino';
import type { Availability } from './availability.ts';

const quietFor = 60_000;

/**
 * Listens for the errors of a BullMQ queue or worker, without which they would end the process. Says the same thing at most once a minute, and
 * nothing of a connection that is lost: every one of them would, at every attempt, and Availability says it once.
 */
export function logErrors<Emitter extends EventEmitter & { readonly name: string }>(
  emitter: Emitter,
  log: Logger,
  availability?: Availability,
): Emitter {
  const saidAt = new Map<string, number>();
  emitter.on('error', (error: Error) => {
    if (availability && (availability.whyAway() !== null || isOfConnection(error))) return;
    const now = Date.now();
    if (now - (saidAt.get(error.message) ?? 0) < quietFor) return;
    if (saidAt.size > 100) saidAt.clear();
    saidAt.set(error.message, now);
    log.warn({ err: error, queue: emitter.name }, 'the queue reports an error');
  });
  return emitter;
}

/** The operating system's (ECONNRESET …), or ioredis' own. */
function isOfConnection(error: Error): boolean {
  return 'syscall' in error || /connection is closed|socket timeout|stream isn't writeable/i.test(error.message);
}

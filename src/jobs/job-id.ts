import { createHash } from 'node:crypto';
import type { CheckJob } from '../core/jobs.ts';

/**
 * The same for the same question in the same message, however often it is delivered; another one for the next message of the thread,
 * and for another intent or another cluster. BullMQ refuses `:` and whole numbers.
 */
export function checkJobId({ place, intent, cluster, asker, askedAt, again, announced }: CheckJob): string {
  const question = JSON.stringify([place.team, asker.id, askedAt, again ?? false, cluster, intent, announced?.key]);
  const hash = createHash('sha256').update(question).digest('hex').slice(0, 16);
  return `${plain(place.channel)}-${plain(place.threadTs)}-${hash}`;
}

function plain(text: string): string {
  return text.replace(/[^\w.-]/g, '_');
}

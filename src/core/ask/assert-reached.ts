import type { Cluster } from '../kinds.ts';
import { ReadFailure } from '../read-failure.ts';
import type { AskSession } from './clusters-port.ts';

/**
 * The cluster as a subject is read without failing, so that others can lead to it. Asked about, one that cannot be reached fails
 * as anything in it would. Rejects with a ReadFailure.
 */
export async function assertReached(session: AskSession): Promise<void> {
  const { unreachable } = (await session.subject({ kind: 'cluster', name: session.name })) as Cluster;
  if (unreachable) throw new ReadFailure(unreachable.code, unreachable.what, unreachable.message);
}

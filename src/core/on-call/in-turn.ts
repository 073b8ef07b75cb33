import type { Store } from '../store.ts';

/**
 * Alone with one thing, however many workers there are: two who write it at once would lose what one of them wrote. A worker that died leaves its turn
 * after `seconds`.
 * @returns what the work returned; null: another one is at it, and nothing was done
 */
export async function inTurn<T>(store: Store, turn: string, seconds: number, work: () => Promise<T>): Promise<{ readonly done: T } | null> {
  const giveBack = await store.take(turn, { ttlSeconds: seconds });
  if (!giveBack) return null;
  try {
    return { done: await work() };
  } finally {
    await giveBack();
  }
}

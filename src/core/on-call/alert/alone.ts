import { RetryLater } from '../../jobs.ts';
import type { Store } from '../../store.ts';
import { inTurn } from '../in-turn.ts';

const turnSeconds = 180;
const untilFreeMs = 1000;

/** Alone with one thing: two who write it at once would lose what one of them wrote. Rejects to be tried again while another is at it. */
export async function alone(store: Store, turn: string, work: () => Promise<void>): Promise<void> {
  if (!(await inTurn(store, turn, turnSeconds, work))) throw new RetryLater(untilFreeMs);
}

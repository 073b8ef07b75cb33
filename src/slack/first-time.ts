import type { Dependencies } from './dependencies.ts';
import type { SlackState } from './state.ts';

/** Heard while the store was away: so that a person is told once. Of the last few hundred, in this process. */
const heard = new WeakMap<SlackState, Set<string>>();
const mostHeard = 500;

/**
 * Is this the first we hear of a message? Slack delivers events again, and a mention twice: as a mention and as a message. With the store
 * away only this process knows: a first delivery goes on (and its person is told that the queue is away), a repeated one does not.
 */
export async function firstTime({ state, log }: Pick<Dependencies, 'state' | 'log'>, id: string, retryNum: number | undefined): Promise<boolean> {
  try {
    return await state.first(id);
  } catch (error) {
    log.warn({ err: error }, 'the store is away');
    return !retryNum && heardFirst(state, id);
  }
}

function heardFirst(state: SlackState, id: string): boolean {
  const ids = heard.get(state) ?? new Set();
  heard.set(state, ids);
  if (ids.has(id)) return false;
  const [oldest] = ids.add(id);
  if (ids.size > mostHeard && oldest !== undefined) ids.delete(oldest);
  return true;
}

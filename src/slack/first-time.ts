import type { Dependencies } from './dependencies.ts';

/**
 * Is this the first we hear of a message? Slack delivers events again, and a mention twice: as a mention and as a message. With the store
 * away nothing is known: a first delivery goes on (and its person is told that the queue is away), a repeated one does not.
 */
export async function firstTime({ state, log }: Pick<Dependencies, 'state' | 'log'>, id: string, retryNum: number | undefined): Promise<boolean> {
  try {
    return await state.first(id);
  } catch (error) {
    log.warn({ err: error }, 'the store is away');
    return !retryNum;
  }
}

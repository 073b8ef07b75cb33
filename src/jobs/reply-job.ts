import type { Logger } from 'pino';
import { type CheckJob, type Messenger, NoEntry, type ReplyJob, RetryLater, Unrecoverable, WaitAlone } from '../core/jobs.ts';
import type { ChannelPace } from './channel-pace.ts';
import { referenceOf } from './check-job.ts';
import type { JobProcessor, Run } from './processor.ts';

export interface ReplyDependencies {
  readonly messenger: Pick<Messenger, 'deliver'>;
  readonly pace: ChannelPace;
  /** Told of what the bot wanted to say of its own accord where it cannot write. Never rejects. */
  readonly undelivered?: (check: CheckJob, code: string) => Promise<void>;
  readonly log: Logger;
}

/** Posts an answer at the channel's pace. An answer that cannot be posted, try as it may, is replaced by a short word that it could not. */
export function createReplyProcessor({ messenger, pace, undelivered, log }: ReplyDependencies): JobProcessor<ReplyJob> {
  return async (run) => {
    const { medium, channel } = run.data.check.place;
    if (medium === 'slack') await pace.take(channel);
    try {
      await messenger.deliver(run.data);
    } catch (error) {
      // it gives its turn back: what it waits for may be next
      if (error instanceof WaitAlone) await pace.hold(channel, 1);
      else if (error instanceof RetryLater) await pace.hold(channel, error.milliseconds);
      else if (error instanceof Unrecoverable) {
        if (error instanceof NoEntry && run.data.check.announced) await undelivered?.(run.data.check, error.code);
        log.warn({ err: error, job: run.id }, 'an answer cannot be posted');
      } else if (run.last) return await apologise(run, error, messenger, log);
      throw error;
    }
  };
}

async function apologise({ id, data }: Run<ReplyJob>, error: unknown, messenger: Pick<Messenger, 'deliver'>, log: Logger): Promise<void> {
  const reference = referenceOf({ id });
  log.error({ err: error, reference, job: id }, 'an answer could not be posted');
  if (data.answer.type === 'failure') throw error;
  const answer = { type: 'failure', code: 'internal', cluster: data.check.cluster, what: null, detail: null, reference } as const;
  await messenger.deliver({ check: data.check, answer });
}

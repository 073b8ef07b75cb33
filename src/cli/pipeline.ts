import type { Logger } from 'pino';
import type { Messenger } from '../core/jobs.ts';
import { type Backend, openBackend } from '../jobs/backend.ts';
import { channelPace } from '../jobs/channel-pace.ts';
import { type CheckDependencies, createCheckProcessor } from '../jobs/check-job.ts';
import { openReplies } from '../jobs/queues.ts';
import { createReplyProcessor } from '../jobs/reply-job.ts';
import { startWorkers, type Workers } from '../jobs/workers.ts';
import type { Runtime } from './runtime.ts';

/** Opens queues and state: Redis, or a folder. `own`: queues that no other process shares. */
export function openPipelineBackend({ config }: Pick<Runtime, 'config'>, log: Logger, own?: string): Promise<Backend> {
  return openBackend({ redisUrl: config.REDIS_URL, dataDir: config.KUBEWHY_DATA_DIR, log, own });
}

/** The working end: takes checks, asks the cluster, and hands replies to the messenger. */
export function startPipeline(backend: Backend, runtime: Runtime, messenger: Messenger, log: Logger): Workers {
  const clock = () => performance.now();
  const answer: CheckDependencies['answer'] = (job, signal, onLook) => runtime.answer(job.intent, { cluster: job.cluster, signal, onLook });
  return startWorkers(backend, {
    check: createCheckProcessor({ answer, replies: openReplies(backend), messenger, log, clock }),
    reply: createReplyProcessor({ messenger, pace: channelPace(backend.store), log }),
    log,
  });
}

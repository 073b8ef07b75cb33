import type { CheckJob, ReplyJob } from '../../src/core/jobs.ts';
import { checkJobId } from '../../src/jobs/job-id.ts';
import type { Run } from '../../src/jobs/processor.ts';
import type { Replies } from '../../src/jobs/queues.ts';
import { check } from './samples.ts';

/** One run of a check, the first and not the last unless said. */
export function checkRun(more: Partial<Run<CheckJob>> = {}): Run<CheckJob> {
  return { id: checkJobId(check), data: check, last: false, repeated: false, stalls: 0, dueAt: '2026-11-21T11:40:00.000Z', ...more };
}

export function replyRun(reply: ReplyJob, more: Partial<Run<ReplyJob>> = {}): Run<ReplyJob> {
  return { id: checkJobId(reply.check), data: reply, last: false, repeated: false, stalls: 0, dueAt: '2026-11-21T11:40:00.000Z', ...more };
}

/** Remembers what is added, once each. */
export function fakeReplies(): Replies & { readonly added: Map<string, ReplyJob> } {
  const added = new Map<string, ReplyJob>();
  return {
    added,
    async add(reply) {
      const id = checkJobId(reply.check);
      if (!added.has(id)) added.set(id, reply);
    },
    has: async (one) => added.has(checkJobId(one)),
  };
}

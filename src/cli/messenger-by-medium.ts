import type { CheckJob, Messenger } from '../core/jobs.ts';

/** Answers go out where their question came from: to the terminal, or to Slack where there is one. */
export function messengerByMedium(terminal: Messenger, slack: Messenger | null): Messenger {
  const outOf = ({ place }: CheckJob): Messenger => (place.medium === 'slack' ? (slack ?? terminal) : terminal);
  return {
    deliver: (reply) => outOf(reply.check).deliver(reply),
    progress: (check, looked) => outOf(check).progress(check, looked),
  };
}

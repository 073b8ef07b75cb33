import type { Messenger, ReplyJob } from '../core/jobs.ts';
import type { AnyRule } from '../core/rule.ts';
import { answerToText } from '../core/words/text.ts';

/** The outside of an answer where Slack is not: prints it. `onDelivered` is called after each, with the thread that it belongs to. */
export function terminalMessenger(
  catalog: readonly AnyRule[],
  print: (text: string) => void,
  colour: boolean,
  onDelivered: (reply: ReplyJob) => void,
): Messenger {
  return {
    async deliver(reply) {
      print(`${answerToText(reply.answer, catalog, reply.check.locale, { colour })}\n`);
      onDelivered(reply);
    },
    async progress() {
      // the spinner says that work is going on; a pipe needs nothing
    },
  };
}

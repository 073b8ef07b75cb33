import { randomUUID } from 'node:crypto';
import { SlackRefusal } from './slack-refusal.ts';
import type { Block, Message } from './wire.ts';
import { botId, type Workspace } from './workspace.ts';

const halfAnHour = 1_800_000;
const mostUses = 5;
const mostKept = 500;

/** Where an address answers to. */
interface Origin {
  readonly channel: string;
  readonly thread?: string | undefined;
  /** The message whose button was pressed. */
  readonly message?: string | undefined;
}

interface Given {
  readonly text?: string;
  readonly blocks?: readonly Block[];
  readonly response_type?: string;
  readonly replace_original?: boolean;
  readonly delete_original?: boolean;
  readonly mrkdwn?: boolean;
}

/** Addresses that come with commands and buttons: five answers in half an hour. */
export class ResponseUrls {
  readonly #workspace: Workspace;
  readonly #issued = new Map<string, Origin & { readonly at: number; used: number }>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** The last part of a new address. */
  issue(origin: Origin): string {
    const id = randomUUID();
    this.#issued.set(id, { ...origin, at: this.#workspace.now().getTime(), used: 0 });
    for (const old of [...this.#issued.keys()].slice(0, -mostKept)) this.#issued.delete(old);
    return id;
  }

  /** Takes what is sent to an address. Throws `used_url`, `expired_url` and `invalid_blocks`. */
  receive(id: string, given: Given): void {
    const url = this.#issued.get(id);
    if (!url || this.#workspace.now().getTime() - url.at > halfAnHour) throw new SlackRefusal('expired_url');
    if (url.used >= mostUses) throw new SlackRefusal('used_url');
    const problems = this.#workspace.blockProblems(given.blocks ?? []);
    if (problems.length > 0) throw new SlackRefusal('invalid_blocks', problems);
    url.used += 1;
    this.#answer(url, given);
  }

  #answer({ channel, thread, message }: Origin, given: Given): void {
    const { text = '', blocks = [], mrkdwn = true } = given;
    if (given.delete_original && message) {
      this.#workspace.remove(channel, message);
      return;
    }
    if (given.replace_original && message) {
      this.#workspace.change(channel, message, { text, blocks, mrkdwn });
      return;
    }
    const seenBy: Partial<Message> = given.response_type === 'in_channel' ? {} : { is_ephemeral: true };
    const where = thread === undefined ? {} : { thread_ts: thread };
    this.#workspace.post({ channel, user: this.#workspace.bot.id, bot_id: botId, text, blocks, mrkdwn, ...where, ...seenBy });
  }
}

import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { classic } from './render/classic.ts';
import type { Message } from './render/message.ts';
import { messageProblems } from './render/validate.ts';
import { isBadBlocks, slackCode } from './slack-error.ts';

export interface Destination {
  readonly channel: string;
  readonly threadTs?: string | undefined;
  /** A message of ours that it replaces. */
  readonly ts?: string | undefined;
}

/** Which blocks a workspace takes: remembered, so that an old one is not asked twice. */
export interface BlockLevels {
  isClassic(): Promise<boolean>;
  becomesClassic(): Promise<void>;
}

/** Modern first, then classic, then plain text: what Slack refuses is said in the next simpler way, never lost. */
export class Sender {
  readonly #client: WebClient;
  readonly #levels: BlockLevels;
  readonly #log: Logger;

  constructor(client: WebClient, levels: BlockLevels, log: Logger) {
    this.#client = client;
    this.#levels = levels;
    this.#log = log;
  }

  /** Posts or updates one message; resolves with its `ts`. Rejects with Slack's error. */
  async send(message: Message, to: Destination, metadata?: MessageMetadata): Promise<string> {
    const isClassic = await this.#levels.isClassic();
    const first = this.#checked(isClassic ? classic(message) : message);
    try {
      return await this.#call(first, to, metadata);
    } catch (error) {
      if (!isBadBlocks(error) || first.blocks.length === 0) throw error;
      this.#log.warn(
        { code: slackCode(error), key: message.key, classic: isClassic, details: detailsOf(error) },
        'Slack refuses the blocks of a message',
      );
      return isClassic ? await this.#call({ ...message, blocks: [] }, to, metadata) : await this.#sendClassic(message, to, metadata);
    }
  }

  async #sendClassic(message: Message, to: Destination, metadata: MessageMetadata | undefined): Promise<string> {
    const simpler = this.#checked(classic(message));
    try {
      const ts = await this.#call(simpler, to, metadata);
      await this.#levels.becomesClassic();
      return ts;
    } catch (error) {
      if (!isBadBlocks(error)) throw error;
      this.#log.error({ code: slackCode(error), key: message.key, details: detailsOf(error) }, 'Slack refuses even classic blocks: sent as text');
      return await this.#call({ ...message, blocks: [] }, to, metadata);
    }
  }

  /** What we know Slack would refuse is not sent: its text is. */
  #checked(message: Message): Message {
    const problems = messageProblems(message);
    if (problems.length === 0) return message;
    this.#log.error({ key: message.key, problems: problems.slice(0, 5) }, 'a message breaks the rules of Slack: sent as text');
    return { ...message, blocks: [] };
  }

  async #call({ text, blocks }: Message, { channel, threadTs, ts }: Destination, metadata: MessageMetadata | undefined): Promise<string> {
    const content = { channel, text, blocks: [...blocks], ...(metadata ? { metadata } : {}) };
    if (ts !== undefined) {
      await this.#client.chat.update({ ...content, ts, parse: 'none', link_names: false });
      return ts;
    }
    const posted = await this.#client.chat.postMessage({
      ...content,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      mrkdwn: false,
      unfurl_links: false,
      unfurl_media: false,
    });
    if (!posted.ts) throw new Error('Slack posted a message and did not say which');
    return posted.ts;
  }
}

function detailsOf(error: unknown): readonly string[] {
  const data = (error as { readonly data?: { readonly response_metadata?: { readonly messages?: readonly string[] } } }).data;
  return data?.response_metadata?.messages?.slice(0, 5) ?? [];
}

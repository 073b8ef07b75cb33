import { withEmoji } from '../emoji.ts';
import { mrkdwn } from '../mrkdwn.ts';
import type { BlockContext } from './context.ts';

/** Slack's `plain_text` or `mrkdwn`. */
export interface TextObject {
  readonly type: string;
  readonly text: string;
  readonly emoji?: boolean;
}

/** A text object as nodes. */
export function textNodes(text: TextObject | undefined, { names }: Pick<BlockContext, 'names'>): Node[] {
  if (!text) return [];
  return text.type === 'mrkdwn' ? mrkdwn(text.text, names) : [document.createTextNode(plainText(text))];
}

/** A text object where only characters can stand: a title, an option. */
export function plainText(text: TextObject | undefined): string {
  if (!text) return '';
  return text.emoji === false ? text.text : withEmoji(text.text);
}

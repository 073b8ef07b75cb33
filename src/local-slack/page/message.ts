import type { Message } from '../wire.ts';
import { blockContext } from './block-context.ts';
import type { BlockContext } from './blocks/context.ts';
import { renderBlock } from './blocks/render-blocks.ts';
import { button, el } from './dom.ts';
import { withEmoji } from './emoji.ts';
import { fileCard } from './files.ts';
import { icon } from './icons.ts';
import { openMenu } from './menu.ts';
import { mrkdwn, unescaped } from './mrkdwn.ts';
import type { Store } from './store.ts';
import { tell } from './talk.ts';
import { messageTime } from './time.ts';
import { word } from './words.ts';

interface MessageOptions {
  readonly store: Store;
  /** null: it stands in a thread already. */
  readonly openThread: ((root: string) => void) | null;
}

/** One message, as Slack shows it. */
export function messageElement(message: Message, options: MessageOptions): HTMLElement {
  const { store } = options;
  const { name, isBot } = store.person(message.user);
  const context = blockContext(store, (action) => {
    void tell({ type: 'press', channel: message.channel, ts: message.ts, action, values: context.form.values() });
  });
  return el(
    'article',
    { class: `message${message.is_ephemeral ? ' message-private' : ''}`, 'data-ts': message.ts, 'aria-label': `${name}: ${summary(message)}` },
    el('div', { class: `avatar${isBot ? ' avatar-bot' : ''}`, 'aria-hidden': 'true' }, [...name][0]?.toUpperCase() ?? ''),
    el(
      'div',
      { class: 'message-body' },
      el('p', { class: 'message-head' }, el('strong', {}, name), isBot && el('span', { class: 'badge' }, word('app')), messageTime(message.ts)),
      ...content(message, context),
      ...(message.files ?? []).map(fileCard),
      message.is_ephemeral && el('p', { class: 'only-you' }, word('onlyYou')),
      repliesButton(message, options),
    ),
    tools(message, options),
  );
}

function content(message: Message, context: BlockContext): HTMLElement[] {
  if (message.blocks.length > 0) return message.blocks.map((block) => renderBlock(block, context));
  if (message.text === '') return [];
  const text = message.mrkdwn ? mrkdwn(message.text, context.names) : [document.createTextNode(unescaped(message.text))];
  const edited = message.edited && !message.bot_id ? [' ', el('span', { class: 'subtitle' }, word('edited'))] : [];
  return [el('p', { class: 'as-typed' }, ...text, ...edited)];
}

function summary({ text }: Message): string {
  return withEmoji(unescaped(text)).replace(/\s+/g, ' ').slice(0, 120);
}

function repliesButton(message: Message, { store, openThread }: MessageOptions): HTMLElement | null {
  if (!openThread || message.is_ephemeral) return null;
  const replies = store.replies(message.channel, message.ts);
  const last = replies.at(-1);
  if (!last) return null;
  const count = replies.length === 1 ? word('oneReply') : word('replies', { n: replies.length });
  const when = word('lastReply', { time: messageTime(last.ts).textContent ?? '' });
  return button({ class: 'replies' }, () => openThread(message.ts), count, el('span', { class: 'subtitle' }, when));
}

function tools(message: Message, { store, openThread }: MessageOptions): HTMLElement | null {
  if (message.is_ephemeral) return null;
  const { channel, ts } = message;
  const isPinned = () => store.find(channel)?.pins.includes(ts) ?? false;
  const more = button(
    { class: 'tool', 'aria-label': word('more'), title: word('more'), 'aria-haspopup': 'menu' },
    () =>
      openMenu(more, [
        { label: word('explain'), act: () => void tell({ type: 'shortcut', callback: 'explain-this', channel, ts }) },
        { label: word(isPinned() ? 'unpin' : 'pin'), act: () => void tell({ type: 'pin', channel, ts, pinned: !isPinned() }) },
      ]),
    icon('more'),
  );
  const reply = openThread && button({ class: 'tool', 'aria-label': word('reply'), title: word('reply') }, () => openThread(ts), icon('reply'));
  return el('div', { class: 'tools' }, reply, more);
}

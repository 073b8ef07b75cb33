import { el } from './dom.ts';

/** A link that is safe to follow; what is no web address is shown as text. */
export function link(url: string, text: string): Node {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return document.createTextNode(text);
  const inside = messageLink(url);
  if (inside) return el('a', { href: inside }, text);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** The bot's links to messages (chat.getPermalink) lead to the message on this page. */
function messageLink(url: string): string | null {
  const [, channel, seconds, rest] = /^https:\/\/local-slack\.invalid\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url) ?? [];
  return channel ? `#${channel}/${seconds}.${rest}` : null;
}

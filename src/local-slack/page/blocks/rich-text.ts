import type { RichTextBlock, RichTextElement, RichTextList } from '@slack/types';
import { el } from '../dom.ts';
import { emojiOf } from '../emoji.ts';
import { link } from '../links.ts';
import { slackDate } from '../time.ts';
import type { BlockContext } from './context.ts';

type Part = RichTextBlock['elements'][number];

/** `rich_text`: whatever stands in it is shown as it is. */
export function richText(block: RichTextBlock, context: BlockContext): HTMLElement {
  const parts = block.elements as Part[];
  const nodes: HTMLElement[] = [];
  for (const part of parts) nodes.push(partElement(part, context));
  return el('div', { class: 'rich-text' }, ...nodes);
}

function partElement(part: Part, context: BlockContext): HTMLElement {
  switch (part.type) {
    case 'rich_text_preformatted':
      return el('pre', { tabindex: 0 }, ...part.elements.map((one) => inline(one, context)));
    case 'rich_text_quote':
      return el('blockquote', {}, ...part.elements.map((one) => inline(one, context)));
    case 'rich_text_list':
      return listElement(part, context);
    default:
      return el('p', {}, ...part.elements.map((one) => inline(one, context)));
  }
}

function listElement({ style, indent = 0, elements }: RichTextList, context: BlockContext): HTMLElement {
  const items = elements.map((item) => el('li', {}, ...(item.elements as RichTextElement[]).map((one) => inline(one, context))));
  return el(style === 'ordered' ? 'ol' : 'ul', { 'data-indent': indent > 0 ? Math.min(indent, 4) : null }, ...items);
}

/** One piece of a line. */
function inline(piece: RichTextElement, { names }: Pick<BlockContext, 'names'>): Node {
  switch (piece.type) {
    case 'text':
      return styled(document.createTextNode(piece.text), piece.style);
    case 'link':
      return styled(link(piece.url, piece.text ?? piece.url), piece.style);
    case 'user':
      return el('span', { class: 'mention' }, `@${names.person(piece.user_id)}`);
    case 'channel':
      return el('span', { class: 'mention' }, `#${names.channel(piece.channel_id)}`);
    case 'usergroup':
      return el('span', { class: 'mention' }, `@${piece.usergroup_id}`);
    case 'broadcast':
      return el('span', { class: 'mention' }, `@${piece.range}`);
    case 'emoji':
      return el('span', { class: 'emoji', role: 'img', 'aria-label': piece.name.replaceAll('_', ' ') }, emojiOf(piece.name));
    case 'date':
      return asNode(slackDate(piece.timestamp, piece.format, piece.fallback));
    default:
      return document.createTextNode('');
  }
}

interface Style {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly strike?: boolean;
  readonly code?: boolean;
}

function styled(node: Node, style: Style = {}): Node {
  const code = style.code ? el('code', {}, node) : node;
  const struck = style.strike ? el('s', {}, code) : code;
  const italic = style.italic ? el('em', {}, struck) : struck;
  return style.bold ? el('strong', {}, italic) : italic;
}

function asNode(value: Node | string): Node {
  return typeof value === 'string' ? document.createTextNode(value) : value;
}

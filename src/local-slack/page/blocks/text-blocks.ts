import type { ContextBlock, HeaderBlock, ImageBlock, ImageElement, SectionBlock } from '@slack/types';
import { el } from '../dom.ts';
import { link } from '../links.ts';
import { word } from '../words.ts';
import type { BlockContext } from './context.ts';
import { control } from './controls.ts';
import { plainText, textNodes } from './text-object.ts';

/** `section`: text, fields in two columns, and one element at its side. */
export function section(block: SectionBlock, context: BlockContext): HTMLElement {
  const fields = (block.fields ?? []).map((field) => el('div', { class: 'field' }, ...textNodes(field, context)));
  const text = block.text ? el('p', {}, ...textNodes(block.text, context)) : null;
  const side = block.accessory ? control(block.accessory, block.block_id ?? '', context, text?.textContent || undefined) : null;
  return el(
    'div',
    { class: 'section' },
    el('div', { class: 'section-text' }, text, fields.length > 0 && el('div', { class: 'fields' }, ...fields)),
    side && el('div', { class: 'accessory' }, side),
  );
}

/** `header`. */
export function header(block: HeaderBlock): HTMLElement {
  return el('h2', { class: 'header-block' }, plainText(block.text));
}

/** `context`: small grey text. */
export function contextBlock(block: ContextBlock, context: BlockContext): HTMLElement {
  const pieces = block.elements.map((piece) => el('span', {}, ...(piece.type === 'image' ? [picture(piece)] : textNodes(piece, context))));
  return el('div', { class: 'context' }, ...pieces);
}

/** `divider`. */
export function divider(): HTMLElement {
  return el('hr');
}

/** `image`: nothing is loaded from elsewhere, so what it shows is said, with a link to it. */
export function image(block: ImageBlock): HTMLElement {
  return el('figure', { class: 'image' }, el('figcaption', {}, plainText(block.title)), picture(block));
}

function picture(image: ImageBlock | ImageElement): Node {
  const text = `${word('imageNotShown')}: ${image.alt_text}`;
  return 'image_url' in image && typeof image.image_url === 'string' ? link(image.image_url, text) : document.createTextNode(text);
}

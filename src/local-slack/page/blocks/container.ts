import type { ContainerBlock } from '@slack/types';
import type { Block } from '../../wire.ts';
import { el } from '../dom.ts';
import type { BlockContext } from './context.ts';
import { renderBlock } from './render-blocks.ts';
import { richText } from './rich-text.ts';
import { plainText, textNodes } from './text-object.ts';

/** `container`: other blocks under a title, folded away where it says so. */
export function container(block: ContainerBlock, context: BlockContext): HTMLElement {
  const title = block.rich_text_title ? richText(block.rich_text_title, context) : el('span', {}, plainText(block.title));
  const subtitle = block.subtitle ? el('span', { class: 'subtitle' }, ...textNodes(block.subtitle, context)) : null;
  const children = el(
    'div',
    { class: 'container-blocks' },
    ...(block.child_blocks as unknown as Block[]).map((child) => renderBlock(child, context)),
  );
  if (!block.is_collapsible) return el('section', { class: 'container' }, el('div', { class: 'container-title' }, title, subtitle), children);
  return el('details', { class: 'container', open: !block.default_collapsed }, el('summary', {}, title, subtitle), children);
}

import type { InputBlock } from '@slack/types';
import { el, newId } from '../dom.ts';
import { word } from '../words.ts';
import type { BlockContext } from './context.ts';
import { type FieldElement, field } from './fields.ts';
import { plainText } from './text-object.ts';

/** `input`: a field of a form with its label, a hint, and room for what is wrong with it. */
export function inputBlock(block: InputBlock, context: BlockContext): HTMLElement {
  const [id, about, wrong] = [newId('field'), newId('hint'), newId('error')];
  const isGroup = /^(checkboxes|radio_buttons)$/.test(block.element.type);
  const describedBy = `${about} ${wrong}`;
  const drawn = field(block.element as unknown as FieldElement, block.block_id ?? '', context, block.dispatch_action ?? false, {
    id,
    required: !block.optional,
    describedBy,
  });
  const text = [plainText(block.label), block.optional ? el('span', { class: 'subtitle' }, ` ${word('optional')}`) : null];
  const label = isGroup ? el('span', { class: 'label', id: `${id}-label` }, ...text) : el('label', { for: id }, ...text);
  if (isGroup) drawn.setAttribute('aria-labelledby', `${id}-label`);
  return el(
    'div',
    { class: 'input-block', 'data-block': block.block_id },
    label,
    drawn,
    el('p', { class: 'hint', id: about }, plainText(block.hint)),
    el('p', { class: 'field-error', id: wrong, role: 'alert' }),
  );
}

import { button, el } from '../dom.ts';
import { icon } from '../icons.ts';
import { openMenu } from '../menu.ts';
import { word } from '../words.ts';
import { askFirst, type Confirm } from './confirm.ts';
import type { BlockContext } from './context.ts';
import { field, isField } from './fields.ts';
import { plainText, type TextObject } from './text-object.ts';

interface Element {
  readonly type: string;
  readonly action_id?: string;
  readonly [key: string]: unknown;
}
interface Option {
  readonly text: TextObject;
  readonly value?: string;
}

/** What can be pressed or chosen at once: buttons, menus, and fields outside of forms, which `label` names. null: nothing that we know. */
export function control(given: object, blockId: string, context: BlockContext, label?: string): HTMLElement | null {
  const element = given as Element;
  switch (element.type) {
    case 'button':
      return pressButton(element, blockId, context);
    case 'overflow':
      return overflow(element, blockId, context);
    case 'feedback_buttons':
      return feedback(element, blockId, context);
    case 'icon_button':
      return pressButton({ ...element, style: 'icon' }, blockId, context);
    default:
      return isField(element) ? field(element, blockId, context, true, { label }) : null;
  }
}

function pressButton(element: Element, blockId: string, context: BlockContext): HTMLElement {
  const { action_id = '', value, text, style, confirm, url } = element;
  const label = plainText(text as TextObject);
  const press = () => context.press({ type: element.type, action_id, block_id: blockId, text, ...(value === undefined ? {} : { value }) });
  if (typeof url === 'string' && /^https?:/.test(url)) {
    const link = el('a', { class: 'press', href: url, target: '_blank', rel: 'noopener noreferrer' }, label);
    link.addEventListener('click', press);
    return link;
  }
  const attributes = {
    class: `press${style ? ` press-${style}` : ''}`,
    'data-action': action_id,
    'aria-label': (element.accessibility_label as string) ?? null,
  };
  return button(attributes, () => askFirst(confirm as Confirm | undefined, press), label);
}

function overflow({ action_id = '', options, confirm }: Element, blockId: string, context: BlockContext): HTMLElement {
  const items = (options as Option[]).map((option) => ({
    label: plainText(option.text),
    act: () =>
      askFirst(confirm as Confirm | undefined, () => context.press({ type: 'overflow', action_id, block_id: blockId, selected_option: option })),
  }));
  const opener = button(
    { class: 'press press-icon', 'aria-label': word('more'), 'aria-haspopup': 'menu', 'data-action': action_id },
    () => openMenu(opener, items),
    icon('more'),
  );
  return opener;
}

/** "Did this help?" */
function feedback(element: Element, blockId: string, context: BlockContext): HTMLElement {
  const both = [element.positive_button, element.negative_button] as ({ text: TextObject; value: string } | undefined)[];
  const buttons = both.map((one) =>
    one
      ? button(
          { class: 'press press-small' },
          () => context.press({ type: element.type, action_id: element.action_id ?? '', block_id: blockId, value: one.value, text: one.text }),
          plainText(one.text),
        )
      : null,
  );
  return el('span', { class: 'feedback' }, ...buttons);
}

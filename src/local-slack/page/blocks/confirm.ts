import { button, el, newId } from '../dom.ts';
import { word } from '../words.ts';
import { plainText, type TextObject } from './text-object.ts';

export interface Confirm {
  readonly title: TextObject;
  readonly text: TextObject;
  readonly confirm: TextObject;
  readonly deny: TextObject;
}

/** Does it, after a question where the element has one. */
export function askFirst(confirm: Confirm | undefined, act: () => void): void {
  if (!confirm) {
    act();
    return;
  }
  const title = newId('confirm');
  const dialog = el(
    'dialog',
    { class: 'modal modal-small', 'aria-labelledby': title },
    el('h2', { id: title }, plainText(confirm.title)),
    el('p', {}, plainText(confirm.text)),
    el(
      'div',
      { class: 'modal-buttons' },
      button({ class: 'press' }, () => dialog.close(), plainText(confirm.deny) || word('cancel')),
      button({ class: 'press press-primary' }, () => dialog.close('yes'), plainText(confirm.confirm) || word('confirm')),
    ),
  );
  dialog.addEventListener('close', () => {
    dialog.remove();
    if (dialog.returnValue === 'yes') act();
  });
  document.body.append(dialog);
  dialog.showModal();
}

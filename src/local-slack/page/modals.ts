import type { Outcome, View } from '../wire.ts';
import { blockContext } from './block-context.ts';
import { FormState } from './blocks/form-state.ts';
import { renderBlock } from './blocks/render-blocks.ts';
import { plainText, type TextObject } from './blocks/text-object.ts';
import { button, el, newId } from './dom.ts';
import { icon } from './icons.ts';
import type { Store } from './store.ts';
import { tell } from './talk.ts';
import { word } from './words.ts';

interface Shown {
  readonly view: View;
  readonly dialog: HTMLDialogElement;
  readonly form: FormState;
}

/** Modals of the bot: the uppermost is shown. The browser keeps the focus within it. */
export class Modals {
  readonly #store: Store;
  #shown: Shown | null = null;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Shows what the store has. Fields that stay in a changed modal keep what was typed. */
  show(): void {
    const view = this.#store.modals.at(-1);
    const before = this.#shown;
    if (view?.hash === before?.view.hash) return;
    const same = before !== null && view?.id === before.view.id;
    this.#shown = view ? this.#open(view, same ? before.form.values() : {}) : null;
    before?.dialog.remove();
  }

  #open(view: View, held: ReturnType<FormState['values']>): Shown {
    const form = new FormState(held);
    const title = newId('modal');
    const context = blockContext(this.#store, (action) => void tell({ type: 'press-in-view', view: view.id, action, values: form.values() }), form);
    const fields = el('form', { class: 'modal-fields' }, ...view.blocks.map((block) => renderBlock(block, context)), ...this.#buttons(view));
    const dialog = el(
      'dialog',
      { class: 'modal', 'aria-labelledby': title },
      el('div', { class: 'modal-head' }, el('h2', { id: title }, plainText(view.title as TextObject)), this.#cross(view)),
      fields,
    );
    fields.addEventListener('submit', (event) => {
      event.preventDefault();
      void submit(view, form, fields);
    });
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      close(view);
    });
    document.body.append(dialog);
    dialog.showModal();
    fields.querySelector<HTMLElement>('input, select, textarea')?.focus();
    return { view, dialog, form };
  }

  #cross(view: View): HTMLElement {
    return button({ class: 'tool', 'aria-label': word('close') }, () => close(view), icon('close'));
  }

  #buttons(view: View): HTMLElement[] {
    const leave = button({ class: 'press' }, () => close(view), plainText(view.close as TextObject) || word(view.submit ? 'cancel' : 'close'));
    const go = view.submit ? [el('button', { class: 'press press-primary' }, plainText(view.submit as TextObject) || word('submit'))] : [];
    return [el('div', { class: 'modal-buttons' }, leave, ...go)];
  }
}

function close(view: View): void {
  void tell({ type: 'close', view: view.id });
}

async function submit(view: View, form: FormState, fields: HTMLFormElement): Promise<void> {
  const outcome = await tell({ type: 'submit', view: view.id, values: form.values() });
  showErrors(outcome, fields);
}

/** What is wrong, beside the field; the first wrong field gets the focus. */
function showErrors({ errors = {} }: Outcome, fields: HTMLFormElement): void {
  let first: HTMLElement | null = null;
  for (const block of fields.querySelectorAll<HTMLElement>('.input-block')) {
    const wrong = errors[block.dataset.block ?? ''];
    const control = block.querySelector<HTMLElement>('input, select, textarea');
    block.querySelector('.field-error')?.replaceChildren(wrong ?? '');
    if (wrong) control?.setAttribute('aria-invalid', 'true');
    else control?.removeAttribute('aria-invalid');
    if (wrong) first ??= control;
  }
  first?.focus();
}

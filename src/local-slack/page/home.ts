import { blockContext } from './block-context.ts';
import { FormState } from './blocks/form-state.ts';
import { renderBlock } from './blocks/render-blocks.ts';
import { el } from './dom.ts';
import { keepLook } from './keep-look.ts';
import type { Store } from './store.ts';
import { tell } from './talk.ts';
import { word } from './words.ts';

/** The App Home: what the bot published for this person. */
export class Home {
  readonly element: HTMLElement;
  readonly #store: Store;
  #blocks = el('div');

  constructor(store: Store) {
    this.#store = store;
    this.element = el('div', { class: 'home', tabindex: 0 }, this.#blocks);
  }

  show(): void {
    const { home } = this.#store;
    const form = new FormState();
    const context = blockContext(
      this.#store,
      (action) => {
        if (home) void tell({ type: 'press-in-view', view: home.id, action, values: form.values() });
      },
      form,
    );
    const drawn = home ? home.blocks.map((block) => renderBlock(block, context)) : [el('p', { class: 'empty' }, word('noHome'))];
    const next = el('div', {}, ...drawn);
    keepLook(this.#blocks, next);
    this.#blocks = next;
  }
}

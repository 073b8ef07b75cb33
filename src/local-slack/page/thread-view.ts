import type { Message } from '../wire.ts';
import { composer } from './composer.ts';
import { button, byId, el } from './dom.ts';
import { icon } from './icons.ts';
import { messageElement } from './message.ts';
import { MessageList } from './message-list.ts';
import { say } from './say.ts';
import type { Store } from './store.ts';
import { word } from './words.ts';

/** The thread at the side. */
export class ThreadView {
  readonly #store: Store;
  readonly #close: () => void;
  #list: MessageList | null = null;

  constructor(store: Store, close: () => void) {
    this.#store = store;
    this.#close = close;
  }

  /** Draws the thread that the store says is in view, or none. */
  show(): void {
    const { current, thread } = this.#store;
    const aside = byId('thread');
    aside.hidden = thread === null;
    if (thread === null || !current) {
      this.#list = null;
      aside.replaceChildren();
      return;
    }
    this.#list = new MessageList(word('thread'), (message) => messageElement(message, { store: this.#store, openThread: null }));
    const head = el('header', { class: 'channel-header thread-header' }, el('h2', {}, word('thread')), this.#cross());
    const write = composer({ label: word('replyLabel'), placeholder: word('placeholderThread'), send: (text) => say(text, current, thread) });
    aside.setAttribute('aria-label', word('thread'));
    aside.replaceChildren(head, this.#list.element, write);
    const root = this.#store.message(current.id, thread);
    this.#list.fill([...(root ? [root] : []), ...this.#store.replies(current.id, thread)]);
    // a thread is read from its beginning
    this.#list.element.scrollTop = 0;
    aside.querySelector('textarea')?.focus({ preventScroll: true });
  }

  put(message: Message): void {
    this.#list?.put(message);
  }

  remove(ts: string): void {
    this.#list?.remove(ts);
  }

  #cross(): HTMLElement {
    return button({ class: 'tool', 'aria-label': word('closeThread'), title: word('closeThread') }, this.#close, icon('close'));
  }
}

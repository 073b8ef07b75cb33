import type { Message } from '../wire.ts';
import { el } from './dom.ts';
import { keepLook } from './keep-look.ts';

/** Within so many pixels of its end a list follows what is new. */
const nearEnd = 120;

/** Messages under each other. A new one comes last, a changed one stays where it is. */
export class MessageList {
  readonly element: HTMLElement;
  readonly #draw: (message: Message) => HTMLElement;
  readonly #shown = new Map<string, HTMLElement>();
  #empty: HTMLElement | null = null;

  constructor(label: string, draw: (message: Message) => HTMLElement) {
    this.element = el('div', { class: 'messages', role: 'log', 'aria-label': label, tabindex: 0 });
    this.#draw = draw;
  }

  /** Shows these, or `empty` where there are none, and goes to the end. */
  fill(messages: readonly Message[], empty: HTMLElement | null = null): void {
    this.#shown.clear();
    this.#empty = messages.length === 0 ? empty : null;
    this.element.replaceChildren(...(this.#empty ? [this.#empty] : []));
    for (const message of messages) this.put(message);
    this.element.scrollTop = this.element.scrollHeight;
  }

  put(message: Message): void {
    const follows = this.element.scrollHeight - this.element.scrollTop - this.element.clientHeight < nearEnd;
    const drawn = this.#draw(message);
    const before = this.#shown.get(message.ts);
    this.#shown.set(message.ts, drawn);
    this.#empty?.remove();
    this.#empty = null;
    if (before) keepLook(before, drawn);
    else this.element.append(drawn);
    if (follows) this.element.scrollTop = this.element.scrollHeight;
  }

  remove(ts: string): void {
    this.#shown.get(ts)?.remove();
    this.#shown.delete(ts);
  }

  /** Brings a message into view and marks it for a moment. */
  goTo(ts: string): void {
    const found = this.#shown.get(ts);
    if (!found) return;
    found.scrollIntoView({ block: 'center' });
    found.classList.add('marked');
    setTimeout(() => found.classList.remove('marked'), 2000);
  }
}

import type { Message } from '../wire.ts';
import { channelHeader } from './channel-header.ts';
import { composer, exampleButton } from './composer.ts';
import { byId, el } from './dom.ts';
import { Home } from './home.ts';
import { messageElement } from './message.ts';
import { MessageList } from './message-list.ts';
import { say } from './say.ts';
import type { Store } from './store.ts';
import { tabs } from './tabs.ts';
import { tell } from './talk.ts';
import { word } from './words.ts';

/** The channel in the middle: its messages and where one types; for the app also its home. */
export class ChannelView {
  readonly #store: Store;
  readonly #openThread: (root: string) => void;
  readonly #home: Home;
  #list: MessageList | null = null;
  #header: HTMLElement = el('div');
  #tab: 'messages' | 'home' = 'messages';

  constructor(store: Store, openThread: (root: string) => void) {
    this.#store = store;
    this.#openThread = openThread;
    this.#home = new Home(store);
  }

  /** Draws the whole of it. */
  show(tab: 'messages' | 'home' = 'messages'): void {
    const channel = this.#store.current;
    if (!channel) return;
    this.#tab = channel.isDirect ? tab : 'messages';
    const name = channel.isDirect ? channel.name : `#${channel.name}`;
    this.#list = new MessageList(`${word('messagesIn')} ${name}`, (message) => this.#draw(message));
    this.#header = channelHeader(channel, this.#store, (ts) => this.goTo(ts));
    const write = composer({
      label: `${word('messageTo')} ${name}`,
      placeholder: word(channel.isDirect ? 'placeholderDirect' : 'placeholder', { where: name }),
      send: (text) => say(text, channel, null),
    });
    byId('main').replaceChildren(this.#header, ...(channel.isDirect ? this.#tabbed(write) : [this.#list.element, write]));
    this.#list.fill(this.#store.roots(channel.id), this.#welcome());
    if (this.#tab === 'messages' && matchMedia('(min-width: 800px)').matches) write.querySelector('textarea')?.focus();
  }

  put(message: Message): void {
    this.#list?.put(message);
  }

  remove(ts: string): void {
    this.#list?.remove(ts);
  }

  /** The header has changed: its topic, pins or bookmarks. */
  showHeader(): void {
    const { current } = this.#store;
    if (!current) return;
    const next = channelHeader(current, this.#store, (ts) => this.goTo(ts));
    this.#header.replaceWith(next);
    this.#header = next;
  }

  showHome(): void {
    if (this.#tab === 'home') this.#home.show();
  }

  goTo(ts: string): void {
    this.#list?.goTo(ts);
  }

  #draw(message: Message): HTMLElement {
    return messageElement(message, { store: this.#store, openThread: this.#openThread });
  }

  #tabbed(write: HTMLElement): HTMLElement[] {
    const both = [
      { id: 'home', label: word('home') },
      { id: 'messages', label: word('messages') },
    ];
    const chosen = tabs(both, this.#tab, (id) => {
      this.show(id as 'home' | 'messages');
      document.getElementById(`tab-${id}`)?.focus();
    });
    const panel = { id: 'tab-panel', class: 'tab-panel', role: 'tabpanel', 'aria-labelledby': `tab-${this.#tab}` };
    if (this.#tab === 'messages') return [chosen, el('div', panel, this.#list?.element, write)];
    void tell({ type: 'open-home' });
    this.#home.show();
    return [chosen, el('div', panel, this.#home.element)];
  }

  #welcome(): HTMLElement {
    const { current, examples } = this.#store;
    const ask = (text: string) => {
      if (current) say(text, current, null);
    };
    const shown = current?.isDirect ? examples.map((text) => text.replace(/^\/k8s /, '')) : examples;
    return el(
      'div',
      { class: 'empty' },
      el('p', {}, word('about')),
      el('p', {}, word('tryThis')),
      el('ul', { class: 'examples' }, ...shown.map((text) => el('li', {}, exampleButton(text, ask)))),
    );
  }
}

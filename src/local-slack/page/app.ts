import type { Change, Message } from '../wire.ts';
import { ChannelView } from './channel-view.ts';
import { byId } from './dom.ts';
import { Modals } from './modals.ts';
import { showConnection } from './notices.ts';
import { sidebar } from './sidebar.ts';
import { isReply, Store } from './store.ts';
import { listen, tell } from './talk.ts';
import { ThreadView } from './thread-view.ts';
import { language, word } from './words.ts';

const store = new Store();
const channelView = new ChannelView(store, openThread);
const threadView = new ThreadView(store, closeThread);
const modals = new Modals(store);

document.documentElement.lang = language;
byId('sidebar').setAttribute('aria-label', word('channels'));
// the key of the address has done its work: it need not stay in view
history.replaceState(null, '', `/${location.hash}`);
void tell({ type: 'hello', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, locale: navigator.language });
listen(onChange, showConnection);
addEventListener('hashchange', goToAddress);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && store.thread !== null && !document.querySelector('dialog[open], [popover]:popover-open')) closeThread();
});

function onChange(change: Change): void {
  store.apply(change);
  const here = 'channel' in change && (typeof change.channel === 'string' ? change.channel : change.channel.id) === store.channel;
  if (change.type === 'snapshot') showAll();
  else if (change.type === 'message') showMessage(change.message);
  else if (change.type === 'modals') modals.show();
  else if (change.type === 'home') channelView.showHome();
  else if (change.type === 'gone' && here) {
    channelView.remove(change.ts);
    threadView.remove(change.ts);
  } else if (change.type === 'channel') {
    showSidebar();
    if (here) channelView.showHeader();
  }
}

function showAll(): void {
  showSidebar();
  channelView.show();
  threadView.show();
  modals.show();
  goToAddress();
}

function showSidebar(): void {
  const focused = (document.activeElement as HTMLElement | null)?.dataset.channel;
  byId('sidebar').replaceChildren(...sidebar(store, openChannel));
  if (focused) document.querySelector<HTMLElement>(`[data-channel="${focused}"]`)?.focus();
}

function showMessage(message: Message): void {
  if (message.channel !== store.channel) {
    countUnread(message);
    return;
  }
  const root = message.thread_ts ?? message.ts;
  if (store.thread === root) threadView.put(message);
  // under the root of a thread stands how many replies there are
  const first = isReply(message) ? store.message(message.channel, root) : message;
  if (first) channelView.put(first);
}

function countUnread(message: Message): void {
  if (message.edited) return;
  store.unread.set(message.channel, (store.unread.get(message.channel) ?? 0) + 1);
  showSidebar();
}

function openChannel(channel: string): void {
  store.channel = channel;
  store.thread = null;
  store.unread.delete(channel);
  showSidebar();
  threadView.show();
  channelView.show();
}

function openThread(root: string): void {
  store.thread = root;
  threadView.show();
}

function closeThread(): void {
  const root = store.thread;
  store.thread = null;
  threadView.show();
  const opener = document.querySelector<HTMLElement>(`#main [data-ts="${root}"] .replies`);
  (opener ?? document.querySelector<HTMLElement>('#main textarea'))?.focus();
}

/** `#C0LOCAL01/1732190403.000200`: a link to a message. */
function goToAddress(): void {
  const [, channel = '', ts = ''] = /^#(\w+)\/([\d.]+)$/.exec(location.hash) ?? [];
  if (!store.find(channel)) return;
  if (channel !== store.channel) openChannel(channel);
  const message = store.message(channel, ts);
  if (message && isReply(message)) openThread(message.thread_ts ?? ts);
  channelView.goTo(message?.thread_ts ?? ts);
}

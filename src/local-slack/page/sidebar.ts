import type { Channel } from '../wire.ts';
import { button, el } from './dom.ts';
import type { Store } from './store.ts';
import { word } from './words.ts';

/** Channels, and the app. */
export function sidebar(store: Store, choose: (channel: string) => void): HTMLElement[] {
  const entry = (channel: Channel) => el('li', {}, channelButton(channel, store, choose));
  const [direct, channels] = [store.channels.filter(({ isDirect }) => isDirect), store.channels.filter(({ isDirect }) => !isDirect)];
  return [
    el('p', { class: 'workspace' }, 'kubewhy', el('span', { class: 'subtitle' }, word(store.isDemo ? 'demo' : 'live'))),
    el('h2', {}, word('channels')),
    el('ul', {}, ...channels.map(entry)),
    el('h2', {}, word('apps')),
    el('ul', {}, ...direct.map(entry)),
  ];
}

function channelButton(channel: Channel, store: Store, choose: (channel: string) => void): HTMLElement {
  const unread = store.unread.get(channel.id) ?? 0;
  const current = channel.id === store.channel;
  return button(
    { class: `channel${unread > 0 ? ' channel-unread' : ''}`, 'aria-current': current ? 'page' : null, 'data-channel': channel.id },
    () => choose(channel.id),
    `${channel.isDirect ? '' : '# '}${channel.name}`,
    unread > 0 && el('span', { class: 'unread', 'aria-label': `${unread} ${word('unread')}` }, String(unread)),
  );
}

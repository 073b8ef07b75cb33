import type { Channel } from '../wire.ts';
import { button, el } from './dom.ts';
import { withEmoji } from './emoji.ts';
import { link } from './links.ts';
import { unescaped } from './mrkdwn.ts';
import type { Store } from './store.ts';
import { word } from './words.ts';

/** The name of the channel, its topic, and what is kept at its top. */
export function channelHeader(channel: Channel, store: Store, goTo: (ts: string) => void): HTMLElement {
  const kept = [...channel.bookmarks.map(({ title, link: url }) => link(url, title)), pinned(channel, store, goTo)];
  return el(
    'header',
    { class: 'channel-header' },
    el('h1', {}, channel.isDirect ? channel.name : `# ${channel.name}`),
    channel.topic !== '' && el('p', { class: 'topic' }, withEmoji(channel.topic)),
    el('div', { class: 'kept' }, ...kept),
  );
}

function pinned(channel: Channel, store: Store, goTo: (ts: string) => void): HTMLElement | null {
  if (channel.pins.length === 0) return null;
  const entries = channel.pins.map((ts) => {
    const text = unescaped(store.message(channel.id, ts)?.text ?? '…').split('\n')[0] ?? '';
    return el(
      'li',
      {},
      button({}, () => goTo(ts), withEmoji(text.slice(0, 120))),
    );
  });
  return el('details', { class: 'pins' }, el('summary', {}, `📌 ${word('pinned', { n: channel.pins.length })}`), el('ul', {}, ...entries));
}

import { byId, el } from './dom.ts';
import { word } from './words.ts';

const shownFor = 8000;

/** A short word from the page itself, gone after a while. */
export function notice(text: string): void {
  const line = el('p', { class: 'notice' }, text);
  byId('notices').append(line);
  setTimeout(() => line.remove(), shownFor);
}

let lost: HTMLElement | null = null;
/** Says for as long as it lasts that the server is away. */
export function showConnection(connected: boolean): void {
  if (connected) {
    lost?.remove();
    lost = null;
  } else if (!lost) {
    lost = el('p', { class: 'notice notice-lost' }, word('lost'));
    byId('notices').append(lost);
  }
}

import type { SharedFile } from '../wire.ts';
import { button, el } from './dom.ts';
import { icon } from './icons.ts';
import { word } from './words.ts';

/** A file that was shared: its name, and its text where that is wanted. */
export function fileCard({ id, name, size }: SharedFile): HTMLElement {
  const text = el('pre', { hidden: true, tabindex: 0 });
  const show = button({ class: 'press press-small', 'aria-expanded': 'false' }, () => void toggle(), word('show'));
  async function toggle(): Promise<void> {
    if (text.textContent === '') text.textContent = await (await fetch(`/files/${id}`)).text();
    text.hidden = !text.hidden;
    show.textContent = word(text.hidden ? 'show' : 'hide');
    show.setAttribute('aria-expanded', String(!text.hidden));
  }
  const bytes = new Intl.NumberFormat(navigator.language, { style: 'unit', unit: 'kilobyte', maximumFractionDigits: 1 }).format(size / 1000);
  const download = el(
    'a',
    { class: 'press press-small', href: `/files/${id}`, download: name, 'aria-label': `${word('download')}: ${name}` },
    word('download'),
  );
  return el(
    'div',
    { class: 'file' },
    icon('file'),
    el('span', { class: 'file-name' }, name),
    el('span', { class: 'subtitle' }, bytes),
    show,
    download,
    text,
  );
}

import type { DataTableBlock, RichTextBlock, TableBlock } from '@slack/types';
import { button, el } from '../dom.ts';
import { language, word } from '../words.ts';
import type { BlockContext } from './context.ts';
import { richText } from './rich-text.ts';

type Cell = DataTableBlock['rows'][number][number] | TableBlock['rows'][number][number];

const compare = new Intl.Collator(language, { numeric: true }).compare;

/** `table`: rows as they come, the first one as heading. */
export function table(block: TableBlock, context: BlockContext): HTMLElement {
  const [head = [], ...rows] = block.rows as Cell[][];
  const headings = head.map((cell) => el('th', { scope: 'col' }, cellNode(cell, context)));
  const body = rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', {}, cellNode(cell, context)))));
  return framed(el('table', {}, el('thead', {}, el('tr', {}, ...headings)), el('tbody', {}, ...body)), '');
}

/** `data_table`: sorted by a press on a heading, shown a page at a time. */
export function dataTable(block: DataTableBlock, context: BlockContext): HTMLElement {
  const [head = [], ...rows] = block.rows as Cell[][];
  const state = { page: 0, column: -1, descending: false };
  const size = block.page_size ?? 5;
  const body = el('tbody');
  const headings = head.map((cell, column) => heading(cellText(cell), () => sortBy(column)));
  const pager = createPager((step) => {
    const page = state.page + step;
    if (page < 0 || page * size >= rows.length) return;
    state.page = page;
    show();
  });
  const rowHead = block.row_header_column_index ?? 0;

  function sortBy(column: number): void {
    state.descending = state.column === column && !state.descending;
    Object.assign(state, { column, page: 0 });
    show();
  }
  function show(): void {
    const { column, descending, page } = state;
    const sorted = column < 0 ? rows : rows.toSorted((a, b) => compareCells(a[column], b[column]) * (descending ? -1 : 1));
    const shown = sorted.slice(page * size, (page + 1) * size);
    body.replaceChildren(...shown.map((row) => rowElement(row, rowHead, context)));
    for (const [index, { th }] of headings.entries())
      th.setAttribute('aria-sort', index !== column ? 'none' : descending ? 'descending' : 'ascending');
    pager.show(page, size, rows.length);
  }
  show();
  const drawn = el('table', {}, el('caption', {}, block.caption), el('thead', {}, el('tr', {}, ...headings.map(({ th }) => th))), body);
  return framed(drawn, block.caption, rows.length > size ? pager.element : null);
}

function heading(text: string, sort: () => void): { readonly th: HTMLTableCellElement } {
  const label = text.trim();
  if (label === '') return { th: el('th', { scope: 'col' }) };
  return { th: el('th', { scope: 'col' }, button({ class: 'sort', title: word('sortBy', { column: label }) }, sort, label)) };
}

function rowElement(row: readonly Cell[], rowHead: number, context: BlockContext): HTMLElement {
  const cells = row.map((cell, index) =>
    index === rowHead ? el('th', { scope: 'row' }, cellNode(cell, context)) : el('td', {}, cellNode(cell, context)),
  );
  return el('tr', {}, ...cells);
}

function createPager(step: (by: number) => void) {
  const back = button({ 'aria-label': word('previous') }, () => step(-1), '‹');
  const on = button({ 'aria-label': word('next') }, () => step(1), '›');
  const where = el('span', { 'aria-live': 'polite' });
  return {
    element: el('div', { class: 'pager' }, back, where, on),
    show(page: number, size: number, n: number): void {
      const to = Math.min((page + 1) * size, n);
      where.textContent = word('rows', { from: page * size + 1, to, n });
      // not `disabled`: that would take the focus from whoever presses it
      back.setAttribute('aria-disabled', String(page === 0));
      on.setAttribute('aria-disabled', String(to >= n));
    },
  };
}

/** Wide tables scroll within themselves; who has only keys can scroll them too. */
function framed(drawn: HTMLElement, label: string, more: HTMLElement | null = null): HTMLElement {
  return el(
    'div',
    { class: 'table' },
    el('div', { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': label || word('table') }, drawn),
    more,
  );
}

function cellNode(cell: Cell | undefined, context: BlockContext): Node {
  if (!cell) return document.createTextNode('');
  return cell.type === 'rich_text' ? richText(cell as RichTextBlock, context) : document.createTextNode(cellText(cell));
}

/** Numbers by their value, the rest as people count: `web-9` before `web-10`. */
function compareCells(a: Cell | undefined, b: Cell | undefined): number {
  return compare(cellText(a), cellText(b));
}

/** All text of a cell, whatever it is made of. */
function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('');
  if (typeof value !== 'object' || value === null) return '';
  if ('text' in value && (typeof value.text === 'string' || typeof value.text === 'number')) return String(value.text);
  if ('value' in value && typeof value.value === 'number') return String(value.value);
  return 'elements' in value ? cellText(value.elements) : '';
}

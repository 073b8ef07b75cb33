import type { KnownBlock } from '@slack/types';
import type { DocumentNode, Line, ProofNode, StepNode, TableNode } from '../../core/words/document.ts';
import { label } from '../../core/words/labels.ts';
import { drawNode, type TextStyle } from '../../core/words/text-nodes.ts';
import { chartBlock } from './chart.ts';
import { limits } from './message.ts';
import { bold, bulletList, date, inline, preformatted, richText, section } from './rich-text.ts';
import { size, splitText } from './split-text.ts';

/** What is never torn apart: a few blocks, and the same as text. */
export interface Unit {
  readonly blocks: readonly KnownBlock[];
  readonly text: string;
}

/** The most text that a unit may hold: a message holds at least one. */
export const unitText = 2800;

/** A node as one unit, or as several where it is long. Nothing is cut away. */
export function unitsOf(node: DocumentNode, style: TextStyle): Unit[] {
  switch (node.type) {
    case 'paragraph':
      return splitLine(node.line).map((line) => unit([richText(section(inline(line)))], { type: 'paragraph', line }, style));
    case 'list':
      return listUnits(node.items, style);
    case 'preformatted':
      return splitText(node.text, unitText).map((text) => unit([richText(preformatted(text))], { type: 'preformatted', text }, style));
    case 'step':
      return stepUnits(node, style);
    case 'proof':
      return proofUnits(node, style);
    case 'table':
      return tableUnits(node, style);
    case 'chart':
      return [unit([chartBlock(node)], node, style)];
  }
}

function unit(blocks: readonly KnownBlock[], node: DocumentNode, style: TextStyle): Unit {
  return { blocks, text: drawNode(node, style, 0) };
}

/** A line that is too long becomes several of the same styles. */
function splitLine(line: Line): Line[] {
  const lines: Line[] = [];
  let current: Line = [];
  for (const span of line) {
    for (const text of splitText(span.text, unitText)) {
      if (current.length > 0 && size([...current.map((one) => one.text), text].join('')) > unitText) {
        lines.push(current);
        current = [];
      }
      current = [...current, { ...span, text }];
    }
  }
  return current.length > 0 ? [...lines, current] : lines;
}

function listUnits(items: readonly Line[], style: TextStyle): Unit[] {
  const groups: Line[][] = [];
  for (const item of items.flatMap(splitLine)) {
    const group = groups.at(-1);
    const text = group ? drawNode({ type: 'list', items: [...group, item] }, style, 0) : '';
    if (group && size(text) <= unitText) group.push(item);
    else groups.push([item]);
  }
  return groups.map((group) => unit([richText(bulletList(group))], { type: 'list', items: group }, style));
}

function stepUnits(step: StepNode, style: TextStyle): Unit[] {
  const { number, kind, text, command, undo, shown = [] } = step;
  const head = [bold(`${number}. ${label(kind, style.locale)}: `), ...inline(text)];
  const tail = undo === null ? [] : [section([{ type: 'text', text: `${label('undo', style.locale)}: `, style: { italic: true } }, ...inline(undo)])];
  const extra = shown.flatMap(({ title, text }) => [section([{ type: 'text', text: `${title}:`, style: { italic: true } }]), preformatted(text)]);
  const whole = drawNode(step, style, 0);
  if (size(whole) <= unitText)
    return [{ blocks: [richText(section(head), ...(command === null ? [] : [preformatted(command)]), ...extra, ...tail)], text: whole }];
  return [
    ...unitsOf({ type: 'paragraph', line: [{ text: `${number}. ${label(kind, style.locale)}: `, style: 'strong' }, ...text] }, style),
    ...(command === null ? [] : unitsOf({ type: 'preformatted', text: command }, style)),
    ...shown.flatMap(({ title, text }) => [
      ...unitsOf({ type: 'paragraph', line: [{ text: `${title}:`, style: 'faint' }] }, style),
      ...unitsOf({ type: 'preformatted', text }, style),
    ]),
    ...(undo === null ? [] : unitsOf({ type: 'paragraph', line: [{ text: `${label('undo', style.locale)}: `, style: 'faint' }, ...undo] }, style)),
  ];
}

function proofUnits(proof: ProofNode, style: TextStyle): Unit[] {
  const { where, path, value, at } = proof;
  // a line of a pasted text is at no path
  const place: Line = path === '' ? [{ text: where }] : [{ text: path, style: 'code' }, { text: `  ${where}` }];
  const head = section([...inline(place), ...(at ? [{ type: 'text' as const, text: '  ' }, date(at)] : [])]);
  const whole = drawNode(proof, style, 0);
  if (size(whole) <= unitText) return [{ blocks: [richText(head, preformatted(value))], text: whole }];
  const [first = '', ...rest] = splitText(value, unitText - size(where) - size(path) - 100);
  const start = { blocks: [richText(head, preformatted(first))], text: drawNode({ ...proof, value: first }, style, 0) };
  return [start, ...rest.map((text) => unit([richText(preformatted(text))], { type: 'preformatted', text }, style))];
}

/** Tables of at most a hundred rows and one unit's text; a cell that is too long for any table follows it in full. */
function tableUnits(table: TableNode, style: TextStyle): Unit[] {
  const long: string[] = [];
  const rows = table.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      if (size(cell) <= 1200) return cell;
      long.push(cell);
      return `${[...cell].slice(0, 200).join('')} …`;
    }),
  }));
  const groups: TableNode['rows'][number][][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const text = group ? drawNode({ ...table, rows: [...group, row] }, style, 0) : '';
    if (group && group.length < limits.tableRows && size(text) <= unitText) group.push(row);
    else groups.push([row]);
  }
  const units = groups.map((group, index) =>
    tableUnit({ ...table, caption: groups.length > 1 ? `${table.caption} (${index + 1}/${groups.length})` : table.caption, rows: group }, style),
  );
  return [...units, ...long.flatMap((text) => unitsOf({ type: 'preformatted', text }, style))];
}

function tableUnit(table: TableNode, style: TextStyle): Unit {
  const { columns } = table;
  const header = columns.map((text) => ({ type: 'raw_text' as const, text: text === '' ? ' ' : text }));
  const rows = table.rows.map(({ cells, tone }) =>
    columns.map((_, index) => (index === 0 && tone === 'bad' ? richText(section([bold(cells[0] || ' ')])) : rawCell(cells[index]))),
  );
  const block: KnownBlock = { type: 'data_table', caption: table.caption, page_size: 20, rows: [header, ...rows] };
  return { blocks: [block], text: drawNode(table, style, 0) };
}

function rawCell(text: string | undefined): { type: 'raw_text'; text: string } {
  return { type: 'raw_text', text: text ? text : ' ' };
}

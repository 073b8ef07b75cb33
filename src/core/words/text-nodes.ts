import { styleText } from 'node:util';
import stringWidth from 'string-width';
import type { Locale } from '../locale.ts';
import { type DocumentNode, type Line, type ProofNode, plain, type StepNode, type TableNode, type Tone } from './document.ts';
import { drawChart } from './draw-chart.ts';
import { label } from './labels.ts';
import { moment } from './time-words.ts';

/** How text is drawn: colours for a terminal, none for a pipe, a file or a fallback. */
export interface TextStyle {
  readonly colour: boolean;
  readonly locale: Locale;
  /** Columns: lines of our own words are wrapped to fit, commands and logs are not. */
  readonly width: number;
}

const toneColours = { bad: 'red', warn: 'yellow', ok: 'green', unknown: 'magenta', plain: 'cyan' } as const;

/** Colours a text by tone. */
export function toned(text: string, tone: Tone, { colour }: TextStyle): string {
  return colour ? styleText(['bold', toneColours[tone]], text, { validateStream: false }) : text;
}

/** Stands out, where there are colours. */
export function bold(text: string, { colour }: TextStyle): string {
  return colour ? styleText('bold', text, { validateStream: false }) : text;
}

/** Stands back, where there are colours. */
export function dim(text: string, { colour }: TextStyle): string {
  return colour ? styleText('dim', text, { validateStream: false }) : text;
}

/** One line with its styles; code keeps its backticks only where there are no colours to tell it apart. */
export function drawLine(spans: Line, style: TextStyle): string {
  if (!style.colour) return spans.map(({ text, style: kind, at }) => (at ? moment(at) : kind === 'code' ? `\`${text}\`` : text)).join('');
  return spans
    .map(({ text, style: kind, at, href }) => {
      if (at) return dim(moment(at), style);
      if (kind === 'code') return styleText('cyan', text, { validateStream: false });
      if (href) return styleText('underline', text, { validateStream: false });
      return kind === 'strong' ? bold(text, style) : kind === 'faint' ? dim(text, style) : text;
    })
    .join('');
}

/** A node as lines of text, indented by `indent` spaces. */
export function drawNode(node: DocumentNode, style: TextStyle, indent = 2): string {
  const pad = ' '.repeat(indent);
  switch (node.type) {
    case 'paragraph':
      return wrap(drawLine(node.line, style), style.width, pad, pad);
    case 'list':
      return node.items.map((item) => wrap(drawLine(item, style), style.width, `${pad}• `, `${pad}  `)).join('\n');
    case 'preformatted':
      return node.text
        .split('\n')
        .map((text) => `${pad}${text}`)
        .join('\n');
    case 'step':
      return drawStep(node, style, pad);
    case 'proof':
      return drawProof(node, style, pad);
    case 'table':
      return drawTable(node, style, pad);
    case 'chart':
      return drawChart(node, pad);
  }
}

function drawStep({ number, kind, text, command, undo, shell, shown = [] }: StepNode, style: TextStyle, pad: string): string {
  const mark = `${number}. `;
  const inner = `${pad}${' '.repeat(mark.length)}`;
  const word = bold(label(kind, style.locale), style);
  const lines = [wrap(`${word}: ${drawLine(text, style)}`, style.width, `${pad}${mark}`, inner)];
  if (command !== null)
    lines.push(
      ...command
        .split('\n')
        .map((part) => `${inner}${style.colour ? styleText('green', part, { validateStream: false }) : `${shell ? 'PS>' : '$'} ${part}`}`),
    );
  for (const { title, text } of shown) lines.push(`${inner}${dim(`${title}:`, style)}`, ...text.split('\n').map((part) => `${inner}  ${part}`));
  if (undo !== null) lines.push(wrap(dim(`${label('undo', style.locale)}: ${plain(undo)}`, style), style.width, inner, inner));
  return lines.join('\n');
}

function drawProof({ where, path, value, at }: ProofNode, style: TextStyle, pad: string): string {
  const coloured = style.colour ? styleText('cyan', path, { validateStream: false }) : path;
  const head = `${pad}${where}${path === '' ? '' : `  ${coloured}`}${at ? dim(`  ${moment(at)}`, style) : ''}`;
  return [head, ...value.split('\n').map((text) => `${pad}    ${text}`)].join('\n');
}

/** Columns as wide as their widest cell, in terminal cells: a Korean letter takes two. */
export function drawTable({ columns, rows }: TableNode, style: TextStyle, pad = ''): string {
  const cells = [columns, ...rows.map((row) => row.cells)].map((row) => row.map((cell) => cell.replace(/\s*\n\s*/g, ' ')));
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))));
  const drawn = cells.map((row) =>
    row.map((cell, column) => (column === row.length - 1 ? cell : cell + ' '.repeat((widths[column] ?? 0) - stringWidth(cell) + 3))).join(''),
  );
  return drawn.map((text, index) => pad + drawRow(text, index === 0 ? null : (rows[index - 1]?.tone ?? 'ok'), style)).join('\n');
}

function drawRow(text: string, tone: 'ok' | 'warn' | 'bad' | null, style: TextStyle): string {
  if (tone === null) return bold(text, style);
  if (!style.colour || tone === 'ok') return text;
  return styleText(tone === 'bad' ? 'red' : 'yellow', text, { validateStream: false });
}

/** Wraps at spaces, by terminal cells; a word that is too long stays whole. */
export function wrap(text: string, width: number, first: string, rest: string): string {
  return text
    .split('\n')
    .map((paragraph, index) => wrapOne(paragraph, width, index === 0 ? first : rest, rest))
    .join('\n');
}

function wrapOne(text: string, width: number, first: string, rest: string): string {
  const lines: string[] = [];
  let current = first;
  let empty = true;
  for (const word of text.split(' ')) {
    const next = empty ? current + word : `${current} ${word}`;
    if (!empty && stringWidth(next) > width) {
      lines.push(current);
      current = rest + word;
    } else {
      current = next;
    }
    empty = false;
  }
  return [...lines, current].join('\n');
}

import type { ContainerBlock, KnownBlock } from '@slack/types';
import type { Part } from '../../core/words/document.ts';
import { label } from '../../core/words/labels.ts';
import { partToText } from '../../core/words/text.ts';
import type { TextStyle } from '../../core/words/text-nodes.ts';
import { isChart } from './chart.ts';
import { escapeText, limits, type Message } from './message.ts';
import { bold, richText, section } from './rich-text.ts';
import { shorten } from './shorten.ts';
import { size, splitText } from './split-text.ts';
import { type Unit, unitsOf, unitText } from './units.ts';

/** More than three messages of one part are a file, where it has a name and files can be sent. */
const fileFrom = 9000;
/** Room below Slack's limits: classic blocks are a few more than modern ones. */
const room = { blocks: 40, text: 3800 } as const;

/** Parts as messages that each fit. What is long goes on in the next message or becomes a file; nothing is cut away. */
export function packParts(parts: readonly Part[], style: TextStyle, files: boolean): Message[] {
  const uploads: Message[] = [];
  const units = parts.flatMap((part) => {
    const always = part.file === 'always';
    const isFile = files && part.fileName !== undefined && (always || size(partToText(part, style)) > fileFrom);
    if (!isFile) return part.folded ? foldedUnits(part, style) : titledUnits(part, style);
    const content = part.nodes
      .map((node) => (node.type === 'preformatted' ? node.text : partToText({ ...part, title: null, nodes: [node] }, style)))
      .join('\n');
    uploads.push({
      key: `file-${part.fileName}`,
      text: escapeText(part.fileName as string),
      blocks: [],
      file: { name: part.fileName as string, content },
    });
    return always ? [] : titledUnits(excerpt(part, style), style);
  });
  return [...pack(units).map(toMessage), ...uploads];
}

/** What of a long part is shown beside its file: the end of a log, the beginning of a table. */
function excerpt(part: Part, style: TextStyle): Part {
  const note = { type: 'paragraph' as const, line: [{ text: label('inFile', style.locale) }] };
  const shown = part.nodes.slice(0, 1).map((node) => {
    if (node.type === 'preformatted') return { ...node, text: lastLines(node.text) };
    return node.type === 'table' ? { ...node, rows: node.rows.slice(0, 20) } : node;
  });
  return { ...part, folded: false, nodes: [note, ...shown] };
}

/** The last lines that fit into one block. */
function lastLines(text: string): string {
  const lines = text.split('\n');
  let from = lines.length;
  let room = unitText;
  while (from > 0 && size(lines[from - 1] as string) + 1 <= room) {
    from -= 1;
    room -= size(lines[from] as string) + 1;
  }
  return from < lines.length ? lines.slice(from).join('\n') : (splitText(text, unitText).at(-1) ?? '');
}

function titledUnits({ title, nodes }: Part, style: TextStyle): Unit[] {
  const units = nodes.flatMap((node) => unitsOf(node, style));
  const [first, ...rest] = units;
  if (title === null || !first) return units;
  return [{ blocks: [richText(section([bold(title)])), ...first.blocks], text: `${title}\n${first.text}` }, ...rest];
}

/** Collapsible containers of at most ten blocks. */
function foldedUnits(part: Part, style: TextStyle): Unit[] {
  const title = part.title ?? '';
  const groups: Unit[][] = [];
  for (const unit of part.nodes.flatMap((node) => unitsOf(node, style))) {
    const group = groups.at(-1);
    const blocks = group?.flatMap((one) => one.blocks).length ?? 0;
    const text = group?.reduce((sum, one) => sum + size(one.text), 0) ?? 0;
    if (group && blocks + unit.blocks.length <= limits.containerChildren && text + size(unit.text) <= unitText) group.push(unit);
    else groups.push([unit]);
  }
  return groups.map((group, index) => container(index === 0 ? title : `${title} (${label('continued', style.locale)} ${index + 1})`, group));
}

function container(title: string, units: readonly Unit[]): Unit {
  const block: ContainerBlock = {
    type: 'container',
    title: { type: 'plain_text', text: shorten(title, limits.containerTitle), emoji: false },
    is_collapsible: true,
    default_collapsed: true,
    width: 'full',
    child_blocks: units.flatMap(({ blocks }) => blocks) as ContainerBlock['child_blocks'],
  };
  return { blocks: [block], text: [title, ...units.map(({ text }) => text)].join('\n') };
}

function pack(units: readonly Unit[]): Unit[][] {
  const messages: Unit[][] = [];
  for (const unit of units) {
    const last = messages.at(-1);
    if (last && fits([...last, unit])) last.push(unit);
    else messages.push([unit]);
  }
  return messages;
}

function fits(units: readonly Unit[]): boolean {
  const blocks = units.flatMap((unit) => unit.blocks);
  const text = units.reduce((sum, unit) => sum + size(unit.text) + 2, 0);
  return (
    blocks.reduce((sum, block) => sum + countOf(block), 0) <= room.blocks &&
    text <= room.text &&
    blocks.filter(({ type }) => type === 'data_table').length <= 1 &&
    blocks.filter(isChart).length <= limits.charts
  );
}

function countOf(block: KnownBlock): number {
  return block.type === 'container' ? block.child_blocks.length + 1 : 1;
}

function toMessage(units: readonly Unit[], index: number): Message {
  return { key: `details-${index + 1}`, text: escapeText(units.map(({ text }) => text).join('\n\n')), blocks: units.flatMap(({ blocks }) => blocks) };
}

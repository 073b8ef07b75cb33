import type { KnownBlock } from '@slack/types';
import { drawChart } from '../../core/words/draw-chart.ts';
import { drawTable } from '../../core/words/text-nodes.ts';
import { chartOf, isChart } from './chart.ts';
import type { Message } from './message.ts';
import { bold, preformatted, richText, section } from './rich-text.ts';

/** The same content in blocks that every workspace and client has had for years: section, context, actions, rich text. */
export function classic(message: Message): Message {
  return { ...message, blocks: message.blocks.flatMap(classicBlocks) };
}

function classicBlocks(block: KnownBlock): KnownBlock[] {
  if (isChart(block)) return [richText(preformatted(drawChart(chartOf(block))))];
  switch (block.type) {
    case 'container':
      return [...(block.title ? [richText(section([bold(block.title.text)]))] : []), ...block.child_blocks.flatMap(classicBlocks)];
    case 'data_table':
    case 'table':
      return [tableText(block.rows)];
    case 'plan':
      return [
        {
          type: 'context',
          elements: [block.title, ...(block.tasks ?? []).map((task) => `${task.status === 'complete' ? '✓' : '…'} ${String(task.title)}`)]
            .slice(0, 10)
            .map((text) => ({ type: 'plain_text', text, emoji: false })),
        },
      ];
    default:
      return [block];
  }
}

function tableText(rows: readonly (readonly { readonly type: string }[])[]): KnownBlock {
  const cells = rows.map((row) => row.map((cell) => textIn(cell).trim()));
  const [columns = [], ...rest] = cells;
  const table = { type: 'table' as const, caption: '', columns, rows: rest.map((row) => ({ cells: row, tone: 'ok' as const })) };
  return richText(preformatted(drawTable(table, { colour: false, locale: 'en', width: Number.POSITIVE_INFINITY })));
}

/** All text of a cell, whatever it is made of. */
function textIn(value: unknown): string {
  if (Array.isArray(value)) return value.map(textIn).join('');
  if (typeof value !== 'object' || value === null) return '';
  return 'text' in value && typeof value.text === 'string' ? value.text : 'elements' in value ? textIn(value.elements) : '';
}

import type { ActionsBlock, ContextActionsBlock } from '@slack/types';
import type { Block } from '../../wire.ts';
import { el } from '../dom.ts';
import { chart } from './chart.ts';
import { container } from './container.ts';
import type { BlockContext } from './context.ts';
import { control } from './controls.ts';
import { inputBlock } from './input-block.ts';
import { plan, taskCard } from './plan.ts';
import { richText } from './rich-text.ts';
import { dataTable, table } from './table.ts';
import { contextBlock, divider, header, image, section } from './text-blocks.ts';
import { plainText, type TextObject } from './text-object.ts';

type Renderer = (block: never, context: BlockContext) => HTMLElement;

/** One renderer for each block that the bot uses. */
const renderers: Readonly<Record<string, Renderer>> = {
  rich_text: richText,
  section,
  header,
  context: contextBlock,
  divider,
  image,
  container,
  table,
  data_table: dataTable,
  data_visualization: chart,
  plan,
  task_card: taskCard,
  actions,
  context_actions: actions,
  input: inputBlock,
  alert: (block: { readonly text?: TextObject; readonly level?: string }) => el('p', { class: 'alert', role: 'note' }, plainText(block.text)),
  markdown: (block: { readonly text?: string }) => el('p', { class: 'as-typed' }, block.text),
};

/** A block as Slack shows it; one that we do not know says so. */
export function renderBlock(block: Block, context: BlockContext): HTMLElement {
  const renderer = Object.hasOwn(renderers, block.type) ? renderers[block.type] : undefined;
  const drawn = renderer ? renderer(block as never, context) : el('p', { class: 'unknown-block' }, `[${block.type}]`);
  drawn.dataset.blockType = block.type;
  return drawn;
}

/** `actions`, `context_actions`: buttons and menus in a row. */
function actions(block: ActionsBlock | ContextActionsBlock, context: BlockContext): HTMLElement {
  return el('div', { class: 'actions' }, ...block.elements.map((element) => control(element, block.block_id ?? '', context)));
}

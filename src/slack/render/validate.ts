import { z } from 'zod';
import { limits, type Message } from './message.ts';

/** What we know of Slack's blocks: those that we use, exactly, and no other. */
const plainText = (most: number) =>
  z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
/** mrkdwn interprets: the only one allowed is a date of our own making. */
const dateMrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: z.string().regex(/^<!date\^\d+\^[a-z_{} ]+\|[0-9: UTC-]+>$/) });

const style = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
});
const text = z.strictObject({ type: z.literal('text'), text: z.string().min(1), style: style.optional() });
const inline = z.discriminatedUnion('type', [
  text,
  z.strictObject({ type: z.literal('link'), url: z.url({ protocol: /^https$/ }), text: z.string().min(1).optional() }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/) }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) }),
  z.strictObject({ type: z.literal('emoji'), name: z.string().regex(/^[a-z0-9_+-]+$/) }),
  z.strictObject({ type: z.literal('date'), timestamp: z.int(), format: z.string().min(1), fallback: z.string().optional() }),
]);
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: z.array(inline).min(1) });
const richText = z.strictObject({
  type: z.literal('rich_text'),
  elements: z
    .array(
      z.discriminatedUnion('type', [
        section,
        z.strictObject({ type: z.literal('rich_text_list'), style: z.enum(['bullet', 'ordered']), elements: z.array(section).min(1) }),
        z.strictObject({ type: z.literal('rich_text_preformatted'), elements: z.array(text).min(1) }),
        z.strictObject({ type: z.literal('rich_text_quote'), elements: z.array(inline).min(1) }),
      ]),
    )
    .min(1),
});
const button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(limits.actionId),
  text: plainText(limits.button),
  value: z.string().max(limits.buttonValue).optional(),
  style: z.enum(['primary', 'danger']).optional(),
  confirm: z.strictObject({ title: plainText(100), text: plainText(300), confirm: plainText(30), deny: plainText(30) }).optional(),
});
const actions = z.strictObject({ type: z.literal('actions'), elements: z.array(button).min(1).max(limits.actionElements) });
const context = z.strictObject({
  type: z.literal('context'),
  elements: z
    .array(z.discriminatedUnion('type', [plainText(limits.section), dateMrkdwn]))
    .min(1)
    .max(limits.contextElements),
});
const sectionBlock = z.strictObject({ type: z.literal('section'), text: plainText(limits.section) });
const header = z.strictObject({ type: z.literal('header'), text: plainText(limits.header) });
const divider = z.strictObject({ type: z.literal('divider') });
const cell = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }), richText]);
const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    caption: z.string().min(1),
    page_size: z.int().min(1).max(100).optional(),
    rows: z
      .array(z.array(cell).min(1).max(limits.tableColumns))
      .min(2)
      .max(limits.tableRows + 1),
  })
  .refine(({ rows }) => rows.every((row) => row.length === rows[0]?.length), 'rows differ in length')
  .refine(({ rows }) => rows[0]?.every(({ type }) => type === 'raw_text'), 'a header cell is not raw_text');
const task = z.strictObject({
  type: z.literal('task_card'),
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
});
const plan = z.strictObject({ type: z.literal('plan'), title: z.string().min(1), tasks: z.array(task).min(1).max(limits.blocks) });
const label = z.string().min(1).max(limits.chartLabel);
const chart = z
  .strictObject({
    type: z.enum(['bar', 'line', 'area']),
    series: z
      .array(z.strictObject({ name: label, data: z.array(z.strictObject({ label, value: z.number() })) }))
      .min(1)
      .max(limits.chartSeries),
    axis_config: z.strictObject({
      categories: z.array(label).min(1).max(limits.chartCategories),
      x_label: z.string().min(1).max(limits.chartTitle).optional(),
      y_label: z.string().min(1).max(limits.chartTitle).optional(),
    }),
  })
  .refine(({ series }) => new Set(series.map(({ name }) => name)).size === series.length, 'two series have one name')
  .refine(({ axis_config: { categories } }) => new Set(categories).size === categories.length, 'a category stands twice')
  .refine(
    ({ series, axis_config: { categories } }) =>
      series.every(({ data }) => data.length === categories.length && data.every(({ label }, index) => label === categories[index])),
    'a series has not one value for each category',
  );
const dataVisualization = z.strictObject({ type: z.literal('data_visualization'), title: z.string().min(1).max(limits.chartTitle), chart });
const container = z
  .strictObject({
    type: z.literal('container'),
    title: plainText(limits.containerTitle),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    is_collapsible: z.boolean().optional(),
    default_collapsed: z.boolean().optional(),
    child_blocks: z
      .array(z.discriminatedUnion('type', [richText, actions, context, sectionBlock, header, divider]))
      .min(1)
      .max(limits.containerChildren),
  })
  .refine(({ default_collapsed, is_collapsible }) => !default_collapsed || is_collapsible, 'default_collapsed without is_collapsible');

const blocks = z
  .array(z.discriminatedUnion('type', [richText, actions, context, sectionBlock, header, divider, dataTable, plan, container, dataVisualization]))
  .max(limits.blocks)
  .refine((all) => all.filter(({ type }) => type === 'plan').length <= 1, 'more than one plan')
  .refine((all) => all.filter(({ type }) => type === 'data_visualization').length <= limits.charts, `more than ${limits.charts} charts`)
  .refine((all) => textOf(all) <= limits.blockText, `more than ${limits.blockText} characters in all blocks`)
  .refine((all) => textOf(all.filter(({ type }) => type === 'data_table')) <= limits.tableText, `more than ${limits.tableText} characters in tables`)
  .refine(uniqueActions, 'two buttons have one action_id');

/** What Slack would refuse in these blocks; empty if nothing. */
export function blockProblems(value: unknown): string[] {
  const result = blocks.safeParse(value);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `/blocks/${path.join('/')}: ${message}`);
}

/** What Slack would refuse in a message; empty if nothing. */
export function messageProblems(message: Message): string[] {
  const length = message.text.length;
  const text = length === 0 || length > limits.text ? [`text has ${length} characters; 1 to ${limits.text} are allowed`] : [];
  return [...text, ...(message.file ? [] : blockProblems(message.blocks))];
}

function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + textOf(item), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + (typeof item === 'string' ? (/^(text|title|caption)$/.test(key) ? item.length : 0) : textOf(item)),
    0,
  );
}

function uniqueActions(all: readonly object[]): boolean {
  const ids = JSON.stringify(all).match(/"action_id":"(?:[^"\\]|\\.)*"/g) ?? [];
  return new Set(ids).size === ids.length;
}

import { describe, expect, it } from 'vitest';
import { blockProblems, messageProblems } from '../../src/slack/render/validate.ts';

const text = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const rich = (length = 1) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x'.repeat(length) }] }],
});
const button = (more: object = {}) => ({ type: 'button', action_id: 'a', text: text(5), value: 'v', ...more });
const cell = (value: string) => ({ type: 'raw_text', text: value });
const table = (rows: object[][]) => ({ type: 'data_table', caption: 'c', rows });
const container = (more: object = {}) => ({ type: 'container', title: text(5), is_collapsible: true, child_blocks: [rich()], ...more });
const series = (name: string, labels: string[]) => ({ name, data: labels.map((label, index) => ({ label, value: index })) });
const chart = (all: object[] = [series('cpu', ['a', 'b'])], categories: string[] = ['a', 'b'], more: object = {}) => ({
  type: 'data_visualization',
  title: 'c',
  chart: { type: 'bar', series: all, axis_config: { categories } },
  ...more,
});
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`);

describe('is taken', () => {
  it.each<[string, object[]]>([
    ['50 blocks', Array.from({ length: 50 }, () => rich())],
    ['a section of 3,000', [{ type: 'section', text: text(3000) }]],
    ['a header of 150', [{ type: 'header', text: text(150) }]],
    ['a button of 75', [{ type: 'actions', elements: [button({ text: text(75) })] }]],
    ['a table of 100 rows', [table(Array.from({ length: 101 }, () => [cell('x')]))]],
    ['a container of ten', [container({ child_blocks: Array.from({ length: 10 }, () => rich()) })]],
    ['two charts', [chart(), chart([series('x'.repeat(20), numbered(20))], numbered(20), { title: 'x'.repeat(50) })]],
    ['a plan', [{ type: 'plan', title: 't', tasks: [{ type: 'task_card', task_id: '1', title: 't', status: 'complete' }] }]],
    [
      'a date of ours',
      [{ type: 'context', elements: [{ type: 'mrkdwn', text: '<!date^1795261203^{date_short_pretty} {time_secs}|2026-11-21 11:40:03 UTC>' }] }],
    ],
  ])('%s', (_, blocks) => {
    expect(blockProblems(blocks)).toEqual([]);
  });
});

describe('is refused', () => {
  it.each<[string, object[]]>([
    ['51 blocks', Array.from({ length: 51 }, () => rich())],
    ['a section of 3,001', [{ type: 'section', text: text(3001) }]],
    ['an empty section', [{ type: 'section', text: text(0) }]],
    ['a header of 151', [{ type: 'header', text: text(151) }]],
    ['a button of 76', [{ type: 'actions', elements: [button({ text: text(76) })] }]],
    ['a button value of 2,001', [{ type: 'actions', elements: [button({ value: 'x'.repeat(2001) })] }]],
    ['two buttons of one id', [{ type: 'actions', elements: [button(), button()] }]],
    ['26 buttons', [{ type: 'actions', elements: Array.from({ length: 26 }, (_, index) => button({ action_id: `${index}` })) }]],
    ['a type that does not exist', [{ type: 'nope' }]],
    ['a block that we do not know', [{ type: 'image', image_url: 'https://x', alt_text: 'x' }]],
    ['a field that does not exist', [{ ...rich(), colour: 'red' }]],
    ['mrkdwn', [{ type: 'section', text: { type: 'mrkdwn', text: 'hi' } }]],
    ['mrkdwn that is no date', [{ type: 'context', elements: [{ type: 'mrkdwn', text: '<!channel>' }] }]],
    ['a date with more in it', [{ type: 'context', elements: [{ type: 'mrkdwn', text: '<!date^1^{date}|x> <!channel>' }] }]],
    ['a mention of a channel', [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'broadcast', range: 'here' }] }] }]],
    [
      'a link that is not https',
      [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)' }] }] }],
    ],
    ['empty rich text', [{ type: 'rich_text', elements: [] }]],
    ['an empty text in rich text', [rich(0)]],
    ['more text than a message takes', Array.from({ length: 5 }, () => rich(2500))],
    ['a table of 101 rows', [table(Array.from({ length: 102 }, () => [cell('x')]))]],
    ['a table without rows', [table([[cell('x')]])]],
    ['a table of 21 columns', [table([1, 2].map(() => Array.from({ length: 21 }, () => cell('x'))))]],
    ['a ragged table', [table([[cell('x')], [cell('x'), cell('y')]])]],
    ['an empty cell', [table([[cell('x')], [cell('')]])]],
    ['a rich header cell', [table([[rich()], [cell('x')]])]],
    ['a container of eleven', [container({ child_blocks: Array.from({ length: 11 }, () => rich()) })]],
    ['a table in a container', [container({ child_blocks: [table([[cell('x')], [cell('y')]])] })]],
    ['a collapsed container that cannot be opened', [container({ is_collapsible: false, default_collapsed: true })]],
    ['a container title of 151', [container({ title: text(151) })]],
    ['a task that is "completed"', [{ type: 'plan', title: 't', tasks: [{ type: 'task_card', task_id: '1', title: 't', status: 'completed' }] }]],
    ['two plans', [1, 2].map(() => ({ type: 'plan', title: 't', tasks: [{ type: 'task_card', task_id: '1', title: 't', status: 'pending' }] }))],
    ['three charts', [chart(), chart(), chart()]],
    ['a chart title of 51', [chart(undefined, undefined, { title: 'x'.repeat(51) })]],
    ['a chart of 13 series', [chart(numbered(13).map((name) => series(name, ['a', 'b'])))]],
    ['a chart of 21 categories', [chart([series('cpu', numbered(21))], numbered(21))]],
    ['a chart label of 21', [chart([series('x'.repeat(21), ['a', 'b'])])]],
    ['a chart without a value for a category', [chart([series('cpu', ['a'])])]],
    ['a chart with two series of one name', [chart([series('cpu', ['a', 'b']), series('cpu', ['a', 'b'])])]],
    ['a chart of what is no number', [chart([{ name: 'cpu', data: ['a', 'b'].map((label) => ({ label, value: Number.NaN })) }])]],
    ['a task card without a plan', [{ type: 'task_card', task_id: '1', title: 't', status: 'pending' }]],
  ])('%s', (_, blocks) => {
    expect(blockProblems(blocks)).not.toEqual([]);
  });

  it('a text of 4,001, or none', () => {
    expect(messageProblems({ key: 'k', text: 'x'.repeat(4001), blocks: [] })).toEqual(['text has 4001 characters; 1 to 4000 are allowed']);
    expect(messageProblems({ key: 'k', text: '', blocks: [] })).not.toEqual([]);
  });
});

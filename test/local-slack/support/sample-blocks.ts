import type { Block } from '../../../src/local-slack/wire.ts';

const text = (value: string, style?: object) => ({ type: 'text', text: value, ...(style ? { style } : {}) });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
const plain = (value: string) => ({ type: 'plain_text', text: value, emoji: false });
const raw = (value: string) => ({ type: 'raw_text', text: value });

export const richText: Block = {
  type: 'rich_text',
  elements: [
    section({ type: 'emoji', name: 'red_circle' }, text(' '), text('Problem: pod ', { bold: true }), text('web-0', { code: true })),
    section(text('see '), { type: 'link', url: 'https://kubernetes.io/docs/', text: 'the manual' }, text(', asked by '), {
      type: 'user',
      user_id: 'U0LOCALYOU',
    }),
    section(text('at '), { type: 'date', timestamp: 1_763_700_000, format: '{date_short_pretty} {time_secs}', fallback: '2025-11-21' }),
    { type: 'rich_text_list', style: 'bullet', elements: [section(text('one')), section(text('two'))] },
    { type: 'rich_text_quote', elements: [text('quoted')] },
    { type: 'rich_text_preformatted', elements: [text('kubectl get pods -n shop\nNAME   READY')] },
  ],
};

export const proof: Block = {
  type: 'container',
  title: plain('Proof'),
  is_collapsible: true,
  default_collapsed: true,
  width: 'full',
  child_blocks: [{ type: 'rich_text', elements: [section(text('0/3 nodes are available'))] }],
};

/** Twelve pods: three pages of five. `web-10` comes after `web-9` when sorted. */
export const dataTable: Block = {
  type: 'data_table',
  caption: 'Pods of shop',
  page_size: 5,
  rows: [['NAME', 'RESTARTS'].map(raw), ...Array.from({ length: 12 }, (_, index) => [raw(`web-${index}`), raw(String((index * 7) % 12))])],
};

const categories = ['09:00', '10:00', '11:00', '12:00', '13:00'];
const series = (name: string, values: number[]) => ({ name, data: values.map((value, index) => ({ label: categories[index], value })) });
const both = [series('requests', [52, 61, 66, 72, 70]), series('usage', [31, 44, 40, 58, 63])];
const chartOf = (type: string) => ({
  type: 'data_visualization',
  title: `CPU of the nodes (${type})`,
  chart: { type, series: both, axis_config: { categories, y_label: '%' } },
});
export const charts: readonly Block[] = [
  chartOf('line'),
  chartOf('bar'),
  chartOf('area'),
  {
    type: 'data_visualization',
    title: 'Findings by severity',
    chart: {
      type: 'pie',
      segments: [
        { label: 'critical', value: 3 },
        { label: 'warning', value: 8 },
        { label: 'notice', value: 2 },
      ],
    },
  },
];

export const plan: Block = {
  type: 'plan',
  title: 'Looking into it',
  tasks: [
    { type: 'task_card', task_id: 'a', title: 'pod web-0', status: 'complete' },
    { type: 'task_card', task_id: 'b', title: 'node worker-1', status: 'in_progress' },
  ],
};

export const actions: Block = {
  type: 'actions',
  block_id: 'row',
  elements: [
    { type: 'button', action_id: 'again', text: plain('Check again'), value: 'C1/1.1' },
    {
      type: 'button',
      action_id: 'close',
      text: plain('Close'),
      style: 'danger',
      value: 'x',
      confirm: { title: plain('Close it?'), text: plain('The incident ends.'), confirm: plain('Close it'), deny: plain('Leave it') },
    },
    {
      type: 'static_select',
      action_id: 'cluster',
      placeholder: plain('Cluster'),
      options: ['prod', 'staging'].map((name) => ({ text: plain(name), value: name })),
    },
    { type: 'overflow', action_id: 'more', options: ['Mute', 'Remove'].map((name) => ({ text: plain(name), value: name.toLowerCase() })) },
  ],
};

export const others: readonly Block[] = [
  { type: 'header', text: plain('Capacity') },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: '*bold* _slanted_ `code` &lt;b&gt; <https://kubernetes.io|a link> <!date^1763700000^{time}|then>' },
    fields: [plain('left'), plain('right')],
  },
  { type: 'context', elements: [plain('cluster prod'), plain('3 requests')] },
  { type: 'divider' },
  {
    type: 'table',
    rows: [
      [raw('NODE'), raw('CPU')],
      [raw('worker-1'), raw('61 %')],
    ],
  },
  { type: 'image', image_url: 'https://kubernetes.io/logo.png', alt_text: 'the logo' },
  { type: 'from_the_future' },
];

export const digestModal = {
  type: 'modal',
  callback_id: 'digest',
  private_metadata: '{"channel":"C0LOCAL01"}',
  title: plain('A new digest'),
  submit: plain('Save'),
  close: plain('Not now'),
  blocks: [
    { type: 'section', text: plain('What is broken, at the time that you choose.') },
    { type: 'input', block_id: 'name', label: plain('Name'), element: { type: 'plain_text_input', action_id: 'value' } },
    {
      type: 'input',
      block_id: 'days',
      label: plain('Days'),
      element: {
        type: 'checkboxes',
        action_id: 'value',
        options: ['Monday', 'Friday'].map((day) => ({ text: plain(day), value: day.toLowerCase() })),
        initial_options: [{ text: plain('Monday'), value: 'monday' }],
      },
    },
    { type: 'input', block_id: 'time', label: plain('Time'), element: { type: 'timepicker', action_id: 'value', initial_time: '09:00' } },
    { type: 'input', block_id: 'channel', label: plain('Channel'), element: { type: 'conversations_select', action_id: 'value' } },
    {
      type: 'input',
      block_id: 'language',
      optional: true,
      label: plain('Language'),
      element: {
        type: 'radio_buttons',
        action_id: 'value',
        options: [
          { text: plain('English'), value: 'en' },
          { text: plain('한국어'), value: 'ko' },
        ],
      },
    },
  ],
};

import { describe, expect, it } from 'vitest';
import type { ChartNode } from '../../src/core/words/document.ts';
import { drawNode } from '../../src/core/words/text-nodes.ts';
import { chartBlock } from '../../src/slack/render/chart.ts';
import { classic } from '../../src/slack/render/classic.ts';
import { packParts } from '../../src/slack/render/pack.ts';
import { plainStyle } from '../../src/slack/render/render.ts';
import { blockProblems, messageProblems } from '../../src/slack/render/validate.ts';

const capacity: ChartNode = {
  type: 'chart',
  style: 'bar',
  title: 'Requests, share of allocatable',
  unit: '%',
  categories: ['worker-1', '워커-2'],
  series: [
    { name: 'cpu', values: [82, 0] },
    { name: 'memory', values: [120, 50] },
  ],
};
const findings: ChartNode = { ...capacity, style: 'line', unit: '', categories: ['09:00', '10:00'], series: [{ name: 'critical', values: [0, 7] }] };

describe('a chart', () => {
  it('is bars, or heights, in a terminal', () => {
    expect(drawNode(capacity, { colour: false, locale: 'en', width: 100 }, 0).split('\n')).toEqual([
      'Requests, share of allocatable',
      '  worker-1  cpu     ██████████████░░░░░░  82%',
      '            memory  ████████████████████  120%',
      '  워커-2    cpu     ░░░░░░░░░░░░░░░░░░░░  0%',
      '            memory  ████████░░░░░░░░░░░░  50%',
    ]);
    expect(drawNode(findings, { colour: false, locale: 'en', width: 100 }, 0)).toContain('critical  ▁█  0 7');
  });

  it('of more than Slack draws is cut to what it does, and no two labels are one', () => {
    const names = Array.from({ length: 30 }, (_, index) => `ip-10-0-0-0.eu-central-1.compute.internal-${index}`);
    const block = chartBlock({
      ...capacity,
      title: 'x'.repeat(80),
      categories: names,
      series: [{ name: '', values: names.map((_, index) => index) }],
    });
    expect(blockProblems([block])).toEqual([]);
    expect(JSON.stringify(block).match(/"value"/g)).toHaveLength(20);
  });

  it('goes with at most one other into a message, and into classic blocks as text', () => {
    const messages = packParts([{ title: 'Charts', folded: false, nodes: [capacity, findings, capacity] }], plainStyle('en'), true);
    expect(messages.map(({ blocks }) => blocks.length)).toEqual([3, 1]);
    for (const message of messages.flatMap((one) => [one, classic(one)])) expect(messageProblems(message)).toEqual([]);
    const [first] = messages.map(classic);
    expect(JSON.stringify(first?.blocks)).not.toContain('data_visualization');
    expect(JSON.stringify(first?.blocks)).toContain('██████████████░░░░░░  82%');
  });
});

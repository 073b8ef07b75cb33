import type { KnownBlock } from '@slack/types';
import type { ChartNode } from '../../core/words/document.ts';
import { limits } from './message.ts';
import { shorten } from './shorten.ts';

/** Slack's native chart (docs.slack.dev, reference/block-kit/blocks/data-visualization-block), which @slack/types does not know yet. */
export interface DataVisualizationBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'bar' | 'line';
    readonly series: readonly { readonly name: string; readonly data: readonly { readonly label: string; readonly value: number }[] }[];
    readonly axis_config: { readonly categories: readonly string[]; readonly y_label?: string };
  };
}

/** A chart within Slack's limits. What does not fit is left out here: the same numbers stand beside it. */
export function chartBlock({ style, title, unit, categories, series }: ChartNode): KnownBlock {
  const labels = distinct(categories.slice(0, limits.chartCategories));
  const names = distinct(series.slice(0, limits.chartSeries).map(({ name }) => name));
  const block: DataVisualizationBlock = {
    type: 'data_visualization',
    title: shorten(title, limits.chartTitle),
    chart: {
      type: style,
      series: names.map((name, at) => ({ name, data: labels.map((label, index) => ({ label, value: series[at]?.values[index] ?? 0 })) })),
      axis_config: { categories: labels, ...(unit === '' ? {} : { y_label: unit }) },
    },
  };
  return block as unknown as KnownBlock;
}

/** The same chart, read back from its block. */
export function chartOf({ title, chart }: DataVisualizationBlock): ChartNode {
  const { type, series, axis_config: axis } = chart;
  return {
    type: 'chart',
    style: type,
    title,
    unit: axis.y_label === '%' ? '%' : '',
    categories: axis.categories,
    series: series.map(({ name, data }) => ({ name, values: data.map(({ value }) => value) })),
  };
}

/** Is it a chart? Its type is not among those of @slack/types. */
export function isChart(block: object): block is DataVisualizationBlock {
  return 'type' in block && block.type === 'data_visualization';
}

/** Labels are matched by their text, so those that are alike once shortened are numbered. */
function distinct(labels: readonly string[]): string[] {
  const seen = new Set<string>();
  return labels.map((label) => {
    let short = shorten(label === '' ? '-' : label, limits.chartLabel);
    for (let number = 2; seen.has(short); number++) short = `${shorten(label, limits.chartLabel - `${number}`.length - 1)} ${number}`;
    seen.add(short);
    return short;
  });
}

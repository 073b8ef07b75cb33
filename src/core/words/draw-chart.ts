import stringWidth from 'string-width';
import type { ChartNode } from './document.ts';

const bar = 20;
const heights = '▁▂▃▄▅▆▇█';

/** A chart as text: a bar for each category and series, or a line of heights for each series of a line chart. */
export function drawChart(chart: ChartNode, pad = ''): string {
  return [`${pad}${chart.title}`, ...(chart.style === 'line' ? lines(chart) : bars(chart)).map((text) => `${pad}  ${text}`)].join('\n');
}

function bars({ categories, series, unit }: ChartNode): string[] {
  const most = highest(series, unit);
  const names = widest(series.map(({ name }) => name));
  const labels = widest(categories);
  return categories.flatMap((category, at) =>
    series.map(({ name, values }, index) => {
      const value = values[at] ?? 0;
      const full = Math.min(bar, Math.round((value / most) * bar));
      const drawn = `${'█'.repeat(full)}${'░'.repeat(bar - full)}`;
      return `${padded(index === 0 ? category : '', labels)}  ${padded(name, names)}  ${drawn}  ${value}${unit}`;
    }),
  );
}

function lines({ series, unit }: ChartNode): string[] {
  const most = highest(series, unit);
  const names = widest(series.map(({ name }) => name));
  return series.map(({ name, values }) => {
    const drawn = values.map((value) => heights[Math.round((value / most) * (heights.length - 1))] ?? heights[0]).join('');
    return `${padded(name, names)}  ${drawn}  ${values.map((value) => `${value}${unit}`).join(' ')}`;
  });
}

function highest(series: ChartNode['series'], unit: ChartNode['unit']): number {
  return Math.max(unit === '%' ? 100 : 1, ...series.flatMap(({ values }) => values));
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map((text) => stringWidth(text)));
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

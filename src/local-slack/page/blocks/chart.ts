import { el } from '../dom.ts';
import { word } from '../words.ts';
import { axisChart } from './chart-axes.ts';
import { pieChart } from './chart-pie.ts';

interface Point {
  readonly label: string;
  readonly value: number;
}
export interface AxisChart {
  readonly type: 'line' | 'bar' | 'area';
  readonly series: readonly { readonly name: string; readonly data: readonly Point[] }[];
  readonly axis_config: { readonly categories: readonly string[]; readonly x_label?: string; readonly y_label?: string };
}
export interface PieChart {
  readonly type: 'pie';
  readonly segments: readonly Point[];
}

/** `data_visualization`: the picture, its legend, and the same numbers as a table for those who cannot see it. */
export function chart(block: { readonly title: string; readonly chart: AxisChart | PieChart }): HTMLElement {
  const { chart: given, title } = block;
  const names = given.type === 'pie' ? given.segments.map(({ label, value }) => `${label} (${number(value)})`) : given.series.map(({ name }) => name);
  const legend = names.map((name, index) => el('li', {}, el('span', { class: `swatch series-${index % 8}`, 'aria-hidden': 'true' }), name));
  return el(
    'figure',
    { class: 'chart' },
    el('figcaption', {}, title),
    given.type === 'pie' ? pieChart(given) : axisChart(given),
    names.length > 1 || given.type === 'pie' ? el('ul', { class: 'legend', 'aria-hidden': 'true' }, ...legend) : null,
    numbers(given, title),
  );
}

/** A number as people write it, short. */
export function number(value: number): string {
  return new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 1, notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard' }).format(
    value,
  );
}

function numbers(given: AxisChart | PieChart, title: string): HTMLElement {
  const series = given.type === 'pie' ? [{ name: word('value'), data: given.segments }] : given.series;
  const categories = given.type === 'pie' ? given.segments.map(({ label }) => label) : given.axis_config.categories;
  const head = [word('category'), ...series.map(({ name }) => name)].map((text) => el('th', { scope: 'col' }, text));
  const rows = categories.map((category) => {
    const cells = series.map(({ data }) => el('td', {}, String(data.find(({ label }) => label === category)?.value ?? '')));
    return el('tr', {}, el('th', { scope: 'row' }, category), ...cells);
  });
  const caption = el('caption', {}, `${word('chartNumbers')}: ${title}`);
  return el('table', { class: 'for-screen-readers' }, caption, el('thead', {}, el('tr', {}, ...head)), el('tbody', {}, ...rows));
}

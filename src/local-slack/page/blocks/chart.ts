import { el } from '../dom.ts';
import { word } from '../words.ts';
import { axisChart } from './chart-axes.ts';
import { type AxisChart, number, type PieChart } from './chart-data.ts';
import { pieChart } from './chart-pie.ts';

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

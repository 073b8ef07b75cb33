import { svg } from '../dom.ts';
import { type AxisChart, number } from './chart-data.ts';

/** Of the drawing, which is stretched to its place: on a phone it is narrower, so that its words stay readable. */
const size = { width: innerWidth < 800 ? 320 : 440, height: 220 } as const;
const margin = { top: 12, right: 12, bottom: 40, left: 48 } as const;
/** Of `margin.bottom`, where the axis has a title. */
const titleHeight = 16;
const inner = { width: size.width - margin.left - margin.right, height: size.height - margin.top - margin.bottom } as const;

/** From numbers to places on the picture. */
interface Scale {
  readonly x: (index: number) => number;
  readonly y: (value: number) => number;
  /** The width that one category has. */
  readonly step: number;
  readonly ticks: readonly number[];
}

/** Lines, areas or groups of bars over categories. */
export function axisChart(chart: AxisChart): SVGElement {
  const scale = scaleOf(chart);
  const draw = { line: lines, area: areas, bar: bars }[chart.type];
  return svg(
    'svg',
    {
      viewBox: `0 0 ${size.width} ${size.height - (chart.axis_config.x_label ? 0 : titleHeight)}`,
      class: 'plot',
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...grid(scale),
    ...categoryLabels(chart.axis_config.categories, scale),
    ...axisTitles(chart.axis_config),
    ...draw(chart, scale),
  );
}

function scaleOf({ series, axis_config: { categories } }: AxisChart): Scale {
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)];
  const step = inner.width / Math.max(1, categories.length);
  return {
    ticks,
    step,
    x: (index) => margin.left + step * (index + 0.5),
    y: (value) => margin.top + inner.height * (1 - (value - low) / (high - low || 1)),
  };
}

/** About five round numbers from below the least to above the most. */
function niceTicks(least: number, most: number): readonly number[] {
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(least / step);
  const count = Math.max(1, Math.ceil(most / step - 1e-9) - first);
  return Array.from({ length: count + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

function grid({ ticks, y }: Scale): SVGElement[] {
  return ticks.flatMap((tick) => [
    svg('line', { class: tick === 0 ? 'axis' : 'grid', x1: margin.left, x2: size.width - margin.right, y1: y(tick), y2: y(tick) }),
    svg('text', { class: 'tick', x: margin.left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, number(tick)),
  ]);
}

/** Labels that would run into each other are left out evenly; what is long is shortened. */
function categoryLabels(categories: readonly string[], { x, step }: Scale): SVGElement[] {
  const longest = Math.max(...categories.map(widthOf), 1);
  const every = Math.max(1, Math.ceil(Math.min(longest, 90) / step));
  return categories.flatMap((category, index) =>
    index % every === 0
      ? [svg('text', { class: 'tick', x: x(index), y: size.height - margin.bottom + 16, 'text-anchor': 'middle' }, fitted(category, step * every))]
      : [],
  );
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 11 : 6.2), 6);
}

function fitted(text: string, room: number): string {
  let shown = [...text];
  while (shown.length > 2 && widthOf(shown.join('')) > room) shown = shown.slice(0, -1);
  return shown.length === [...text].length ? text : `${shown.slice(0, -1).join('')}…`;
}

function axisTitles({ x_label: across, y_label: up }: AxisChart['axis_config']): SVGElement[] {
  return [
    ...(across ? [svg('text', { class: 'tick', x: margin.left + inner.width / 2, y: size.height - 6, 'text-anchor': 'middle' }, across)] : []),
    ...(up
      ? [svg('text', { class: 'tick', transform: `translate(12 ${margin.top + inner.height / 2}) rotate(-90)`, 'text-anchor': 'middle' }, up)]
      : []),
  ];
}

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly title: string;
}

function placed({ series, axis_config: { categories } }: AxisChart, at: number, { x, y }: Scale): readonly Placed[] {
  const { name, data } = series[at] as AxisChart['series'][number];
  return data.flatMap(({ label, value }) => {
    const index = categories.indexOf(label);
    return index < 0 ? [] : [{ x: x(index), y: y(value), title: `${name} · ${label}: ${number(value)}` }];
  });
}

function path(points: readonly Placed[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

function lines(chart: AxisChart, scale: Scale): SVGElement[] {
  return chart.series.flatMap((_, index) => {
    const points = placed(chart, index, scale);
    const dots = points.map(({ x, y, title }) => svg('circle', { class: `dot series-${index % 8}`, cx: x, cy: y, r: 3.5 }, svg('title', {}, title)));
    return [svg('path', { class: `line series-${index % 8}`, d: path(points) }), ...dots];
  });
}

function areas(chart: AxisChart, scale: Scale): SVGElement[] {
  return chart.series.flatMap((_, index) => {
    const points = placed(chart, index, scale);
    const [first, last, floor] = [points[0], points.at(-1), scale.y(0)];
    if (!first || !last) return [];
    const fill = svg('path', { class: `area series-${index % 8}`, d: `${path(points)}L${last.x} ${floor}L${first.x} ${floor}Z` });
    return [fill, svg('path', { class: `line series-${index % 8}`, d: path(points) })];
  });
}

function bars(chart: AxisChart, scale: Scale): SVGElement[] {
  const group = scale.step * 0.72;
  const width = Math.min(48, group / chart.series.length);
  const floor = scale.y(0);
  return chart.series.flatMap((_, index) =>
    placed(chart, index, scale).map(({ x, y, title }) => {
      const left = x - (width * chart.series.length) / 2 + width * index;
      const box = { x: left + 0.5, y: Math.min(y, floor), width: Math.max(1, width - 1), height: Math.max(0.5, Math.abs(floor - y)) };
      return svg('rect', { class: `bar series-${index % 8}`, rx: 1.5, ...box }, svg('title', {}, title));
    }),
  );
}

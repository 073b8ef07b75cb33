import { svg } from '../dom.ts';
import { number, type PieChart } from './chart-data.ts';

const radius = 90;
const center = 100;

/** Slices, clockwise from the top. */
export function pieChart({ segments }: PieChart): SVGElement {
  const total = segments.reduce((sum, { value }) => sum + value, 0);
  let from = 0;
  const slices = segments.map(({ label, value }, index) => {
    const share = value / total;
    const title = svg('title', {}, `${label}: ${number(value)} (${number(share * 100)} %)`);
    const look = { class: `slice series-${index % 8}` };
    const slice =
      share > 0.9999
        ? svg('circle', { ...look, cx: center, cy: center, r: radius }, title)
        : svg('path', { ...look, d: wedge(from, from + share) }, title);
    from += share;
    return slice;
  });
  return svg('svg', { viewBox: '0 0 200 200', class: 'plot plot-pie', 'aria-hidden': 'true', focusable: 'false' }, ...slices);
}

function wedge(from: number, to: number): string {
  const large = to - from > 0.5 ? 1 : 0;
  return `M${center} ${center}L${rim(from)}A${radius} ${radius} 0 ${large} 1 ${rim(to)}Z`;
}

function rim(share: number): string {
  const angle = share * 2 * Math.PI;
  return `${(center + radius * Math.sin(angle)).toFixed(2)} ${(center - radius * Math.cos(angle)).toFixed(2)}`;
}

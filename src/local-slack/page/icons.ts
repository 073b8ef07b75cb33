import { svg } from './dom.ts';

/** Drawn on a grid of 20 by 20. */
const paths = {
  reply: 'M4 4h12a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-6l-4 3.5V14H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1z',
  more: 'M10 4.6v.1M10 10v.1M10 15.3v.1',
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M3.5 10h8M3.5 3.5l13.5 6.5-13.5 6.5 1.8-6.5z',
  pin: 'M12.5 3l4.5 4.5-1.6.6-3 3-.4 3.4L5.6 8.1 9 7.7l3-3zM8.6 11.4L3.5 16.5',
  file: 'M5 2.5h6.5L15.5 6.500V17.500H5zM11.500 2.500v4h4',
  back: 'M12.500 4l-6 6 6 6',
} as const;

/** A small picture beside words or within a labelled button: screen readers pass it over. */
export function icon(name: keyof typeof paths): SVGElement {
  return svg('svg', { viewBox: '0 0 20 20', class: `icon icon-${name}`, 'aria-hidden': 'true', focusable: 'false' }, svg('path', { d: paths[name] }));
}

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

/** A number as people write it, short. */
export function number(value: number): string {
  return new Intl.NumberFormat(navigator.language, { maximumFractionDigits: 1, notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard' }).format(
    value,
  );
}

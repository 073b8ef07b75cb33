const suffixes: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A resource quantity (`250m`, `1.5Gi`, `1e3`) as a number: cores, bytes or a count. NaN for what is not a quantity. */
export function parseQuantity(quantity: string | number | undefined): number {
  if (quantity === undefined) return 0;
  if (typeof quantity === 'number') return quantity;
  const match = /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/.exec(quantity.trim());
  return match ? Number(match[1]) * (suffixes[match[2] ?? ''] ?? Number.NaN) : Number.NaN;
}

const binary = ['Ei', 'Pi', 'Ti', 'Gi', 'Mi', 'Ki'] as const;

/** A number as people write it for that resource: `250m`, `1.5` for cpu; `512Mi` for memory and storage; a plain count otherwise. */
export function formatQuantity(resource: string, value: number): string {
  if (resource.endsWith('cpu'))
    return Number.isInteger(value) ? String(value) : value < 1 ? `${Math.round(value * 1000)}m` : String(Math.round(value * 100) / 100);
  if (/memory|storage|hugepages/.test(resource)) {
    const unit = binary.find((suffix) => Math.abs(value) >= (suffixes[suffix] ?? 1));
    return unit ? `${Math.round((value / (suffixes[unit] ?? 1)) * 10) / 10}${unit}` : String(Math.round(value));
  }
  return String(value);
}

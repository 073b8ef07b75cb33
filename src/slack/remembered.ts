/** Asks Slack at most once in `ms` for each key; a failure is not remembered. At most `most` keys are. */
export function remembered<T>(
  ask: (key: string) => Promise<T>,
  { ms, now, most = 5_000 }: { readonly ms: number; readonly now: () => number; readonly most?: number },
) {
  const known = new Map<string, { readonly until: number; readonly value: Promise<T> }>();
  return (key: string): Promise<T> => {
    const there = known.get(key);
    if (there && there.until > now()) return there.value;
    const value = ask(key);
    known.delete(key);
    known.set(key, { until: now() + ms, value });
    value.catch(() => known.get(key)?.value === value && known.delete(key));
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return value;
  };
}

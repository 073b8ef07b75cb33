const shown = 3;

/** `` `a`, `b`, `c` … ``: names in backticks, at most three. */
export function names(list: readonly string[]): string {
  const first = list.slice(0, shown).map((name) => `\`${name}\``);
  return list.length > shown ? `${first.join(', ')} …` : first.join(', ');
}

/** Texts of which one must stand in a line for a pattern to fit; null: it cannot be told. */
export interface PatternHint {
  readonly anyOf: readonly string[];
  readonly ignoreCase: boolean;
}

const known = new WeakMap<RegExp, PatternHint | null>();
const shortest = 3;

/** Whether it is worth trying a pattern on a text: a search for plain text costs next to nothing. `lower` is the text in lower case. */
export function mayFit(pattern: RegExp, text: string, lower: string): boolean {
  let hint = known.get(pattern);
  if (hint === undefined) {
    hint = hintOf(pattern);
    known.set(pattern, hint);
  }
  return hint === null || hint.anyOf.some((part) => (hint.ignoreCase ? lower : text).includes(part));
}

/** The longest plain text of each branch of a pattern, outside of its groups. */
export function hintOf({ source, flags }: RegExp): PatternHint | null {
  const ignoreCase = flags.includes('i');
  const best = branchesOf(source).map((runs) => runs.reduce((longest, run) => (run.length > longest.length ? run : longest), ''));
  if (best.some((run) => run.length < shortest)) return null;
  return { anyOf: best.map((run) => (ignoreCase ? run.toLowerCase() : run)), ignoreCase };
}

const token =
  /\\[dwsbDWSB]|\\p\{[^}]*\}|\\(?<escaped>.)|\[(?:\\.|[^\]\\])*\]|(?<open>\((?:\?(?:[:=!]|<[=!]|<\w+>))?)|(?<close>\))|(?<or>\|)|(?<quantifier>[?*]|\{\d+,?\d*\})\??|(?<plain>[^\\[\]().*+?{}|^$])|./gu;

/** The runs of plain characters of each branch at the top. */
function branchesOf(source: string): string[][] {
  const branches: string[][] = [['']];
  let depth = 0;
  for (const { groups = {} } of source.matchAll(token)) {
    const runs = branches.at(-1) as string[];
    const last = runs.length - 1;
    if (groups.open) depth++;
    else if (groups.close) depth--;
    else if (depth > 0) continue;
    else if (groups.or) {
      branches.push(['']);
      continue;
    } else if (groups.quantifier) runs[last] = (runs[last] as string).slice(0, -1);
    else if (groups.escaped || groups.plain) {
      runs[last] = `${runs[last]}${groups.escaped ?? groups.plain}`;
      continue;
    }
    runs.push('');
  }
  return branches;
}

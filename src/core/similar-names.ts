import { distance } from 'fastest-levenshtein';

/** The names nearest to `wanted`, best first: spelt alike, or the one within the other. At most `most`; none that has little in common. */
export function similarNames(wanted: string, names: readonly string[], most = 3): string[] {
  const lower = wanted.toLowerCase();
  return [...new Set(names)]
    .map((name) => ({ name, score: score(lower, name.toLowerCase()) }))
    .filter(({ score }) => score <= 0.45)
    .sort((a, b) => a.score - b.score || a.name.localeCompare(b.name))
    .slice(0, most)
    .map(({ name }) => name);
}

function score(wanted: string, name: string): number {
  const far = distance(wanted, name) / Math.max(wanted.length, name.length, 1);
  const within = wanted.length >= 3 && name.length >= 3 && (name.includes(wanted) || wanted.includes(name));
  // letters swapped in a short name are many for its length
  const swapped = sorted(wanted) === sorted(name);
  return within || swapped ? Math.min(far, 0.3) : far;
}

function sorted(word: string): string {
  return [...word].toSorted().join('');
}

import type { Lexicon } from './lexicon.ts';
import { isName, looksMade } from './names.ts';
import type { Token } from './tokens.ts';

/** How many slips of the finger (missing, extra, wrong or swapped letters) lie between two words; more than `most` is `most + 1`. */
function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return most + 1;
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}

/**
 * Corrects misspelt keywords ("pednig", "deplyoment"). A word that could as well be a name is only corrected when the sentence has
 * another candidate for the name; swapped letters and long words are corrected in any case.
 */
export function correctTypos(tokens: readonly Token[], lexicon: Lexicon): Token[] {
  const unknown = tokens.map(
    (token, index) =>
      !tokens[index - 1]?.word.startsWith('-') &&
      !token.hangul &&
      !token.quoted &&
      !lexicon.latin.has(token.word) &&
      !lexicon.names.has(token.word) &&
      /[a-z]/.test(token.word),
  );
  const names = tokens.filter((token, index) => unknown[index] && (isName(token.word) || token.word.includes('/'))).length;
  const isKind = (index: number) => tokens[index] !== undefined && namesKind(tokens[index], lexicon);
  /** The only word beside a kind that nobody knows is its name. */
  const isNamed = (index: number) =>
    (isKind(index + 1) && tokens[index + 1]?.hangul && !unknown[index + 2]) || (isKind(index - 1) && !unknown[index - 2]);
  return tokens.map((token, index) => {
    if (!unknown[index] || isNamed(index) || token.word.length < 4 || token.word.length > 24 || looksMade(token.word) || !/^[a-z]+$/.test(token.word))
      return token;
    const meant = nearest(token.word, lexicon.keywords, names > 1);
    return meant ? { ...token, word: meant } : token;
  });
}

function namesKind({ word, hangul }: Token, { kinds }: Lexicon): boolean {
  return hangul ? [...kinds.keys()].some((noun) => /^[가-힣]/.test(noun) && word.startsWith(noun)) : kinds.has(word);
}

function nearest(word: string, keywords: readonly string[], otherNames: boolean): string | null {
  let best: string | null = null;
  let fewest = 3;
  for (const keyword of keywords) {
    if (keyword[0] !== word[0] && keyword[0] !== word[1]) continue;
    const allowed = allowance(word, keyword, otherNames);
    if (allowed === 0 || allowed > 2) continue;
    const count = slips(word, keyword, Math.min(allowed, fewest - 1));
    if (count <= allowed && count < fewest) {
      best = keyword;
      fewest = count;
    }
  }
  return best;
}

function allowance(word: string, keyword: string, otherNames: boolean): number {
  if (keyword.length >= 10) return 2;
  const swapped = word.length === keyword.length && [...word].sort().join('') === [...keyword].sort().join('');
  if (swapped) return 1;
  if (keyword.length < 5) return 0;
  if (keyword.length >= 7) return word.at(-1) === keyword.at(-1) ? (otherNames ? 2 : keyword.length >= 8 ? 1 : 0) : otherNames ? 1 : 0;
  return otherNames ? 1 : 0;
}

/** A Korean noun that is one or two letters away from `word`, whatever particle hangs on it. */
export function nearestNoun(word: string, nouns: readonly string[]): { readonly noun: string; readonly length: number } | null {
  for (let length = word.length; length >= Math.max(3, word.length - 2); length -= 1) {
    const typed = word.slice(0, length).normalize('NFD');
    for (const noun of nouns) {
      const meant = noun.normalize('NFD');
      const most = meant.length >= 12 ? 2 : meant.length >= 7 ? 1 : 0;
      if (most > 0 && slips(typed, meant, most) <= most) return { noun, length };
    }
  }
  return null;
}

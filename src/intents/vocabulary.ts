import type { Meaning } from './lexicon.ts';

type ByLetter = ReadonlyMap<string, readonly string[]>;

/** The English words that a slip of the finger is corrected to, by their first letter. */
export interface Vocabulary {
  /** One-word phrases that say what is wanted, of what, or what is wrong. */
  readonly keywords: ByLetter;
  readonly kinds: ByLetter;
  /** Kubernetes' own words for states. */
  readonly own: ByLetter;
  /** What orders begin with. */
  readonly heads: ByLetter;
  /** All others of four letters and more. */
  readonly words: ByLetter;
  /** Words for what is wrong. */
  readonly ill: ReadonlySet<string>;
}

interface Known {
  readonly keywords: ReadonlyMap<string, Meaning>;
  readonly latin: ReadonlySet<string>;
  readonly kinds: ReadonlyMap<string, unknown>;
}

/** Sorts what the lexicon knows: keywords with their meanings, every Latin word of a phrase, kinds by their aliases. */
export function vocabularyOf({ keywords, latin, kinds }: Known): Vocabulary {
  const those = (fits: (meaning: Meaning) => boolean) => [...keywords].flatMap(([word, meaning]) => (fits(meaning) ? [word] : []));
  const words = [...latin].filter((word) => /^[a-z]{4,}$/.test(word) && !keywords.has(word));
  return {
    keywords: byLetter([...keywords.keys()]),
    kinds: byLetter([...kinds.keys()].filter((word) => /^[a-z]{4,}$/.test(word))),
    own: byLetter(those(({ ours }) => ours === true)),
    heads: byLetter(
      those(({ cue }) => cue?.some(({ intent, strength }) => intent !== 'why' && (strength === 'sure' || strength === 'command')) ?? false),
    ),
    words: byLetter(words),
    ill: new Set(those(({ symptom }) => symptom !== undefined)),
  };
}

function byLetter(words: readonly string[]): ByLetter {
  return Map.groupBy(words, (word) => word[0] ?? '');
}

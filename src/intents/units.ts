import type { ObjectForm } from './kubectl-forms.ts';
import type { Token } from './tokens.ts';

/** The smallest thing that the lexicon is read by: a Latin word, or one Hangul syllable as its letters. */
export interface Unit {
  readonly keys: readonly string[];
  readonly hangul: boolean;
  /** A space or punctuation stands before it. */
  readonly spaced: boolean;
  readonly broken: boolean;
  readonly start: number;
  readonly end: number;
  readonly token: Token;
  /** `po/web`: nothing to look up. */
  readonly form: ObjectForm | null;
}

/** A token, and what it says when it is a name with its kind. */
export interface Piece {
  readonly token: Token;
  readonly form: ObjectForm | null;
}

/** Cuts pieces into units. */
export function toUnits(pieces: readonly Piece[]): Unit[] {
  return pieces.flatMap(({ token, form }): Unit[] => {
    if (!token.hangul) {
      const { start, end, broken } = token;
      return [{ keys: [token.word], hangul: false, spaced: !token.glued, broken, start, end, token, form }];
    }
    return [...token.word].map((syllable, index) => ({
      keys: letters(syllable),
      hangul: true,
      spaced: index === 0 && !token.glued,
      broken: index === 0 && token.broken,
      start: token.start + index,
      end: token.start + index + 1,
      token,
      form: null,
    }));
  });
}

const known = new Map<string, readonly string[]>();

function letters(syllable: string): readonly string[] {
  let found = known.get(syllable);
  if (!found) {
    found = [...syllable.normalize('NFD')];
    known.set(syllable, found);
  }
  return found;
}

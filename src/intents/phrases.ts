/**
 * The notation of intents/*.yaml: `(a|b)` one of them, `[a]` with or without, a trailing `~` any ending. Groups do not nest.
 * Gives every plain phrase that it stands for.
 */
export function expand(pattern: string): string[] {
  const group = /\(([^()]*)\)|\[([^[\]]*)\]/.exec(pattern);
  if (!group) return [tidy(pattern)];
  const [whole, one, maybe] = group;
  const before = pattern.slice(0, group.index);
  const after = pattern.slice(group.index + whole.length);
  const choices = one === undefined ? ['', ...(maybe ?? '').split('|')] : one.split('|');
  return [...new Set(choices.flatMap((choice) => expand(`${before}${choice}${after}`)))];
}

function tidy(phrase: string): string {
  return phrase.trim().replace(/\s+/g, ' ').replace(/ ~$/, '~');
}

/** A step in the lexicon's tree: a Latin word or one jamo. `gap`: a space may stand behind it. */
export interface Step {
  readonly key: string;
  readonly gap: boolean;
}

export interface Phrase {
  readonly steps: readonly Step[];
  /** Takes any ending. */
  readonly open: boolean;
}

const piece = /[가-힣]|[^\s가-힣]+/g;

/** A plain phrase as steps: Hangul letter by letter (뜨 is also the start of 뜬), Latin word by word. */
export function compile(plain: string): Phrase {
  const open = plain.endsWith('~');
  const text = (open ? plain.slice(0, -1) : plain).normalize('NFC').toLowerCase();
  const steps = [...text.matchAll(piece)].flatMap(({ 0: part, index }) => {
    const gap = text[index + part.length] === ' ';
    const keys = isHangul(part) ? [...part.normalize('NFD')] : [part];
    return keys.map((key, at) => ({ key, gap: gap && at === keys.length - 1 }));
  });
  return { steps, open };
}

function isHangul(text: string): boolean {
  const code = text.charCodeAt(0);
  return code >= 0xac00 && code <= 0xd7a3;
}

/** A piece of a sentence: a Latin word, name, flag or number, or a run of Hangul. Offsets are those of the text it was cut from. */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  readonly hangul: boolean;
  /** Directly behind the token before it. */
  readonly glued: boolean;
  /** A sentence or line ended before it. */
  readonly broken: boolean;
  /** In backticks or double quotes. */
  readonly quoted: boolean;
  /** "web-0's" */
  readonly owner: boolean;
  /** Typed with a capital letter. */
  readonly capital: boolean;
  /** In parentheses. */
  readonly aside: boolean;
  /** A comma or colon stands before it. */
  readonly pause: boolean;
}

const piece = /[가-힣]+|->|(?<![^\s"'`(])-{1,2}[a-z][a-z-]*(?:=[^\s"']*)?|@?[a-z0-9][\w./:@=+%'-]*/giu;
const ends = /[.?!\n;]/;

/** Cuts a clean sentence. Contractions become two words ("can't": can, not); punctuation is dropped but remembered. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let last = 0;
  let aside = false;
  for (const match of text.matchAll(piece)) {
    const raw = match[0];
    const between = text.slice(last, match.index);
    aside = between.lastIndexOf('(') > between.lastIndexOf(')') || (aside && !between.includes(')'));
    const base = {
      broken: ends.test(between),
      glued: match.index > 0 && between === '',
      aside,
      pause: /[,:]/.test(text.slice(last - 1, match.index)),
    };
    const hangul = raw.charCodeAt(0) >= 0xac00;
    const trimmed = hangul || raw === '->' ? raw : raw.replace(/[./:@=+%'_-]+$/, '');
    const end = match.index + trimmed.length;
    const quoted = /[`"]\s*$/.test(between) && /^\s*[`"]/.test(text.slice(end, end + 2));
    const whole: Token = {
      ...base,
      word: trimmed.toLowerCase(),
      start: match.index,
      end,
      hangul,
      quoted,
      owner: false,
      capital: /[A-Z]/.test(trimmed),
    };
    tokens.push(...(hangul || quoted ? [whole] : contraction(whole)));
    last = end;
  }
  return tokens;
}

const spoken: Readonly<Record<string, readonly string[]>> = {
  "can't": ['can', 'not'],
  cant: ['can', 'not'],
  cannot: ['can', 'not'],
  "won't": ['will', 'not'],
  wont: ['will', 'not'],
  "let's": ['let', 'us'],
  whats: ['what', 'is'],
  hows: ['how', 'is'],
  whys: ['why', 'is'],
  wheres: ['where', 'is'],
  thats: ['that', 'is'],
  dont: ['do', 'not'],
  doesnt: ['does', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  arent: ['are', 'not'],
  wasnt: ['was', 'not'],
  couldnt: ['could', 'not'],
  hasnt: ['has', 'not'],
  havent: ['have', 'not'],
  "i'm": ['i', 'am'],
  im: ['i', 'am'],
};
const verbs: Readonly<Record<string, string>> = { re: 'are', ve: 'have', ll: 'will', d: 'would', m: 'am' };
const pronouns = new Set([
  'what',
  'who',
  'where',
  'how',
  'why',
  'it',
  'that',
  'there',
  'here',
  'this',
  'when',
  'he',
  'she',
  'everything',
  'something',
]);

function contraction(token: Token): Token[] {
  const whole = spoken[token.word];
  if (whole) return whole.map((word, index) => part(token, word, index));
  const cut = token.word.indexOf("'");
  if (cut < 0) return [token];
  const head = token.word.slice(0, cut);
  const tail = token.word.slice(cut + 1);
  if (tail === 't' && head.endsWith('n')) return [part(token, head.slice(0, -1), 0), part(token, 'not', 1)];
  const verb = tail === 's' && pronouns.has(head) ? 'is' : verbs[tail];
  if (verb) return [part(token, head, 0), part(token, verb, 1)];
  return tail === 's'
    ? [{ ...token, word: head, owner: true, end: token.start + head.length }]
    : [{ ...token, word: token.word.replaceAll("'", '') }];
}

function part(token: Token, word: string, index: number): Token {
  return { ...token, word, glued: index === 0 && token.glued, broken: index === 0 && token.broken };
}

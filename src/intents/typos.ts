import type { ParseContext } from '../core/intent.ts';
import type { Lexicon } from './lexicon.ts';
import { isName, looksMade } from './names.ts';
import { slips } from './slips.ts';
import type { Token } from './tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Corrects misspelt words ("pednig", "deplyoment/web", "recnet events"). A word that could as well be a name is only corrected where no
 * name is missing without it; swapped letters, long words and Kubernetes' own are corrected in any case.
 */
export function correctTypos(tokens: readonly Token[], lexicon: Lexicon, context: ParseContext): Token[] {
  const places = new Set([...(context.namespaces ?? []), ...(context.clusters ?? [])]);
  const unknown = tokens.map(
    (token, index) =>
      !tokens[index - 1]?.word.startsWith('-') &&
      !token.hangul &&
      !token.quoted &&
      !lexicon.latin.has(token.word) &&
      !lexicon.names.has(token.word) &&
      /[a-z]/.test(token.word),
  );
  const line: Line = { tokens, unknown, lexicon, names: 0, given: isGiven(tokens, lexicon, context) };
  const names = tokens.filter((token, index) => unknown[index] && (isName(token.word) || token.word.includes('/'))).length;
  return tokens.map((token, index) => {
    if (!unknown[index] || places.has(token.word)) return token;
    const meant = token.word.includes('/') ? withKind(token.word, lexicon, places) : correction({ ...line, names }, index);
    return meant ? { ...token, word: meant } : token;
  });
}

interface Line {
  readonly tokens: readonly Token[];
  readonly unknown: readonly boolean[];
  readonly lexicon: Lexicon;
  /** Words that nobody knows, which may be names. */
  readonly names: number;
  /** What is asked about is said elsewhere: by the thread, a flag, an area. */
  readonly given: boolean;
}

function isGiven(tokens: readonly Token[], { programs }: Lexicon, { target }: ParseContext): boolean {
  return target !== undefined || tokens.some(({ word, quoted }) => /^-{1,2}[a-z]/.test(word) || quoted || programs.has(word));
}

/** `deployemnt/web`: before a slash a kind is expected, unless it is a namespace that we know. */
function withKind(word: string, { kinds, vocabulary }: Lexicon, places: ReadonlySet<string>): string | null {
  const [first = '', ...rest] = word.split('/');
  if (kinds.has(first.split('.')[0] ?? '') || places.has(first) || !/^[a-z]{4,}$/.test(first)) return null;
  const meant = nearest(first, vocabulary.kinds, (kind) => (kind.length >= 10 ? 2 : kind.length >= 5 ? 1 : 0));
  return meant ? [meant, ...rest].join('/') : null;
}

function correction(line: Line, index: number): string | null {
  const { word } = line.tokens[index] as Token;
  if (word.length < 3 || word.length > 24 || looksMade(word) || !/^[a-z]+$/.test(word)) return null;
  const { vocabulary, latin } = line.lexicon;
  const own = nearest(word, vocabulary.own, (state) => (state.length >= 10 ? 2 : state.length >= 8 ? 1 : 0));
  if (own) return own;
  if (isNamed(line, index)) return null;
  const once = stuttered(word, latin);
  if (once) return once;
  const slot = slotOf(line, index);
  const small = (meant: string) => (meant.length >= 5 || isSqueezed(word, meant) ? 1 : 0);
  const expected = slot === 'kind' ? nearest(word, vocabulary.kinds, small) : slot === 'head' ? nearest(word, vocabulary.heads, small) : null;
  if (expected || word.length < 4) return expected;
  const spare = line.names > 1 || slot === 'kind' || slot === 'state' || (line.given && slot !== 'name');
  const keyword = nearest(word, vocabulary.keywords, (meant) => allowance(word, meant, spare));
  const heads = slot === 'open' && !spare && !keyword;
  if (heads) return nearest(word, vocabulary.heads, (meant) => (meant.length >= 6 && !isInflected(word, meant) ? 1 : 0));
  const plain = line.tokens.some(({ hangul }) => hangul) ? null : everyday(line, index, slot, spare);
  return plain && (!keyword || slips(word, plain, 2) < slips(word, keyword, 2)) ? plain : keyword;
}

/** Words that say little: where a name stands only long ones, or those with two letters swapped. */
function everyday({ tokens, lexicon }: Line, index: number, slot: Slot, spare: boolean): string | null {
  const { word } = tokens[index] as Token;
  const after = tokens[index + 1]?.word ?? '';
  const order = slot === 'head' && !lexicon.kinds.has(after) && !/^(?:logs?|events?|status|changes)$/.test(after);
  const free =
    order ||
    (spare && slot !== 'head' && (slot !== 'name' || (word.length >= 7 && /^(?:is|are|was|does|did|has)$/.test(tokens[index - 1]?.word ?? ''))));
  return nearest(word, lexicon.vocabulary.words, (meant) =>
    isSwapped(word, meant) || (free && meant.length > 4 && !isInflected(word, meant)) ? 1 : 0,
  );
}

/** "whicch", "sstill", "stilll": the word with one letter less. */
function stuttered(word: string, latin: ReadonlySet<string>): string | null {
  for (let at = 1; at < word.length; at += 1) {
    const once = word.slice(0, at) + word.slice(at + 1);
    if (word[at] === word[at - 1] && once.length > 3 && latin.has(once) && (once.length > 4 || at === 1 || word[at] === word[at - 2])) return once;
  }
  return null;
}

/** "checker" and "checked", "backend" and "backends" are two words. */
function isInflected(word: string, meant: string): boolean {
  return word.startsWith(meant) || (meant.startsWith(word) && /[^s]s$|[drny]$/.test(meant)) || meant.slice(0, -1) === word.slice(0, -1);
}

function isSwapped(word: string, meant: string): boolean {
  return word.length === meant.length && [...word].sort().join('') === [...meant].sort().join('');
}

/** "lgs": the short words too, with a letter left out within. */
function isSqueezed(word: string, meant: string): boolean {
  return meant.length === 4 && word.length === 3 && word[0] === meant[0] && word.at(-1) === meant.at(-1);
}

/** The only word beside a kind that nobody knows is its name. */
function isNamed({ tokens, unknown, lexicon }: Line, index: number): boolean {
  const before = tokens[index - 1];
  const after = tokens[index + 1];
  const behindKind = before !== undefined && (before.hangul ? lexicon.kinds.has(before.word) : namesKind(before, lexicon));
  return (after?.hangul === true && namesKind(after, lexicon) && !unknown[index + 2]) || (behindKind && !unknown[index - 2]);
}

function namesKind({ word, hangul }: Token, { kinds, slashKinds }: Lexicon): boolean {
  return hangul ? [...kinds.keys()].some((noun) => /^[가-힣]/.test(noun) && word.startsWith(noun)) : kinds.has(word) && !slashKinds.has(word);
}

const beforeKinds = /^(?:get|list|many|all|every|which|any)$/;
const beforeNames =
  /^(?:of|in|from|to|for|on|is|are|does|did|was|has|why|with|and|or|between|logs?|events?|trace|watch|named|called|namespace|ns|cluster|context|container|can|could|will|reach|reaches|access|call|ping|->)$/;
const behindNames = /^(?:is|are|was|were|can|could|will|has|had|does|did|keeps?|kept|goes|got|not|never|still|->)$/;
const articles = /^(?:the|my|our|a|an)$/;

/** What is expected where a word stands: the kind that is to be listed, the verb of an order, a name, the state of a kind, or anything. */
type Slot = 'kind' | 'head' | 'name' | 'state' | 'open';

function slotOf({ tokens, unknown, lexicon }: Line, index: number): Slot {
  const article = articles.test(tokens[index - 1]?.word ?? '');
  const lead = article ? index - 2 : index - 1;
  const before = tokens[lead];
  const after = tokens[index + 1];
  if (before && !before.hangul && beforeKinds.test(before.word) && !(after && lexicon.kinds.has(after.word))) return 'kind';
  if (before?.word === 'top' && (/^(?:kubectl|k)$/.test(tokens[lead - 1]?.word ?? '') || after?.word === 'by')) return 'kind';
  if (after?.hangul && /^상태/.test(after.word)) return 'state';
  const first = tokens.slice(0, index).every(({ word }) => greetings.has(word));
  if (first && after && !after.hangul && !after.broken && !behindNames.test(after.word) && !lexicon.vocabulary.ill.has(after.word)) return 'head';
  if (before && !tokens[index]?.broken && beforeNames.test(before.word)) {
    const subject = /^(?:is|are|was)$/.test(before.word) ? tokens[lead - 1] : undefined;
    if (subject && !subject.hangul && namesKind(subject, lexicon)) return 'state';
    return (subject && unknown[lead - 1]) || (article && unknown[index + 1]) ? 'open' : 'name';
  }
  if (first || tokens[index]?.broken) return after && (after.hangul || behindNames.test(after.word)) ? 'name' : 'open';
  return 'open';
}

const greetings: ReadonlySet<string> = new Set([
  'kubectl',
  'k',
  'please',
  'pls',
  'hey',
  'hi',
  'ok',
  'so',
  'can',
  'could',
  'you',
  'me',
  'and',
  'then',
]);

type Words = Vocabulary['keywords'];

/** The word with the fewest slips; of two, that whose letters only changed places. */
function nearest(word: string, words: Words, allowed: (meant: string) => number): string | null {
  let best: string | null = null;
  let fewest = 3;
  for (const letter of new Set([word[0], word[1]])) {
    for (const meant of words.get(letter ?? '') ?? []) {
      const most = Math.abs(meant.length - word.length) > 2 ? 0 : allowed(meant);
      if (most === 0) continue;
      const count = slips(word, meant, Math.min(most, Math.floor(fewest)));
      const weight = count === 1 && isSwapped(word, meant) ? 0.5 : count;
      if (count <= most && weight < fewest) {
        best = meant;
        fewest = weight;
      }
    }
  }
  return best;
}

function allowance(word: string, keyword: string, otherNames: boolean): number {
  if (/^[rsdy]$/.test(word.slice(keyword.length)) && word.startsWith(keyword)) return 0;
  if (keyword.length >= 10) return 2;
  if (isSwapped(word, keyword)) return 1;
  if (keyword.length < 5) return 0;
  if (keyword.length >= 7)
    return word.at(-1) === keyword.at(-1)
      ? otherNames && word.slice(0, 2) === keyword.slice(0, 2)
        ? 2
        : otherNames || keyword.length >= 8
          ? 1
          : 0
      : otherNames
        ? 1
        : 0;
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

import { looksLikeError, saysAllIsWell } from './error-likeness.ts';
import { type Captures, type LogSignature, messageOf, plainLine, tidyCaptures } from './log-signature.ts';
import { mayFit } from './pattern-hint.ts';

/** The texts that one rule owns. */
export interface SignatureSet {
  readonly rule: string;
  readonly signatures: readonly LogSignature[];
  /** Tried only where the whole text speaks of this. */
  readonly onlyIn?: RegExp;
  /** One line can hold several of these: a scheduler counts all its reasons. */
  readonly together?: true;
}

/** `cause`: says why. `symptom`: says that something is wrong. `general`: says that a program ended. */
export type Rank = 'cause' | 'symptom' | 'general';

/** A known text that was found, at the line that tells most. */
export interface KnownText {
  readonly rule: string;
  readonly signature: LogSignature;
  readonly rank: Rank;
  readonly captures: Captures;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /** Lines that say the same. */
  readonly count: number;
}

export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

export interface Explanation {
  /** Lines that say something. */
  readonly lines: number;
  readonly verdict: 'problem' | 'healthy' | 'unknown';
  /** Best first. */
  readonly known: readonly KnownText[];
  /** Where nothing is known: what looks most like errors. */
  readonly suspects: readonly TextLine[];
}

/** Of a long text its end counts. */
const mostLines = 2000;
const mostKnown = 8;
const mostSuspects = 5;
const shownLength = 500;
const ranks: readonly Rank[] = ['cause', 'symptom', 'general'];

/** What a pasted log, event list or command output means. Pure; on one line the first set that knows it counts. */
export function explainText(text: string, sets: readonly SignatureSet[]): Explanation {
  const lines = linesOf(text);
  const live = sets.filter(({ onlyIn }) => !onlyIn || onlyIn.test(text));
  const known = mostTelling(lines, live);
  const suspects = known.length > 0 ? [] : suspectsOf(lines);
  const verdict = known.length > 0 ? 'problem' : suspects.length > 0 || isOneUnknownLine(lines) ? 'unknown' : 'healthy';
  return { lines: lines.length, verdict, known, suspects: verdict === 'unknown' && suspects.length === 0 ? lines : suspects };
}

function linesOf(text: string): TextLine[] {
  const all = text.split('\n').map((line, index) => ({ line: index + 1, text: plainLine(line).trim() }));
  return all.filter((one) => one.text !== '' && !/^`{3}\w*$/.test(one.text)).slice(-mostLines);
}

/** One entry for each signature: its most telling line, how many there are, the causes first. */
function mostTelling(lines: readonly TextLine[], sets: readonly SignatureSet[]): KnownText[] {
  const matchers = ranks.map((rank) => ({ rank, sets: withRank(sets, rank) }));
  const seen = new Map<string, readonly Match[]>();
  const found = new Map<string, KnownText>();
  for (const { line, text } of lines) {
    if (saysAllIsWell(text)) continue;
    const message = messageOf(text);
    const matches = seen.get(message) ?? matchesOf(message, matchers);
    seen.set(message, matches);
    for (const match of matches) {
      const key = `${match.rule}/${match.signature.id}`;
      const before = found.get(key);
      const better = !before || Object.keys(match.captures).length >= Object.keys(before.captures).length;
      const now = { ...match, line, text: text.slice(0, shownLength), count: 1 };
      found.set(key, { ...(better ? now : before), count: (before?.count ?? 0) + 1 });
    }
  }
  return [...found.values()].toSorted(byWeight).slice(0, mostKnown);
}

type Match = Omit<KnownText, 'line' | 'text' | 'count'>;
interface Matcher {
  readonly rank: Rank;
  readonly sets: readonly SignatureSet[];
}

function withRank(sets: readonly SignatureSet[], rank: Rank): SignatureSet[] {
  return sets
    .map((set) => ({ ...set, signatures: set.signatures.filter((signature) => rankOf(signature) === rank) }))
    .filter(({ signatures }) => signatures.length > 0);
}

function rankOf({ generic, symptom }: LogSignature): Rank {
  return generic ? 'general' : symptom ? 'symptom' : 'cause';
}

function matchesOf(message: string, matchers: readonly Matcher[]): Match[] {
  const lower = message.toLowerCase();
  for (const { rank, sets } of matchers) {
    for (const set of sets) {
      const match = matchIn(set, rank, message, lower);
      if (!match) continue;
      const others = set.together ? sets.filter((other) => other.together && other !== set) : [];
      return [match, ...others.flatMap((other) => matchIn(other, rank, message, lower) ?? [])];
    }
  }
  return [];
}

function matchIn({ rule, signatures }: SignatureSet, rank: Rank, message: string, lower: string): Match | null {
  for (const signature of signatures) {
    for (const pattern of signature.patterns) {
      const match = mayFit(pattern, message, lower) ? pattern.exec(message) : null;
      if (match) return { rule, signature, rank, captures: tidyCaptures(match.groups ?? {}) };
    }
  }
  return null;
}

/** Causes first; among them what a dying program said, then what came last. */
function byWeight(a: KnownText, b: KnownText): number {
  return ranks.indexOf(a.rank) - ranks.indexOf(b.rank) || looksLikeError(b.text) - looksLikeError(a.text) || b.line - a.line;
}

function suspectsOf(lines: readonly TextLine[]): TextLine[] {
  const weighed = lines
    .map((line) => ({ line, weight: saysAllIsWell(line.text) ? 0 : looksLikeError(line.text) }))
    .filter(({ weight }) => weight > 0);
  const worst = weighed.toSorted((a, b) => b.weight - a.weight || b.line.line - a.line.line).slice(0, mostSuspects);
  return worst.map(({ line }) => ({ ...line, text: line.text.slice(0, shownLength) })).toSorted((a, b) => a.line - b.line);
}

/** A single line that is neither known nor plainly an output of something healthy is a question, not a log. */
function isOneUnknownLine(lines: readonly TextLine[]): boolean {
  return lines.length === 1 && lines.every(({ text }) => !saysAllIsWell(text));
}

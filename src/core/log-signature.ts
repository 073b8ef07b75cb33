import { stripVTControlCharacters } from 'node:util';
import type { Locale, Text } from './locale.ts';

/** What the named groups of a pattern caught. */
export type Captures = Readonly<Record<string, string>>;

/** A text in a log that is known to mean something. Data: it stands beside the rule that owns it, in a `*.signatures.ts`. */
export interface LogSignature {
  readonly id: string;
  /** Tried in order on one line at a time. Linear: no repetition within a repetition, what is caught is bounded. No `g` or `y` flag. */
  readonly patterns: readonly RegExp[];
  /** It says that the program ended, not why: counts only where nothing better stands near. */
  readonly generic?: true;
  /** It says that something is wrong where another text says why: in an explanation it comes after those. */
  readonly symptom?: true;
  /** The group `host` (and `port`) names something that may be a Service. */
  readonly callsOut?: true;
  /** One or two sentences. `who` is "Container `web`" or "The process"; in Korean it ends in a vowel. */
  readonly says: { readonly [L in Locale]: (who: string, captures: Captures) => string };
  /** What to look at, and what to change then. */
  readonly look: Text;
  readonly fix: Text;
  /** Where the text comes from. */
  readonly link: string;
}

export interface LogMatch {
  readonly signature: LogSignature;
  readonly captures: Captures;
  /** Index of the line. */
  readonly index: number;
  /** The line without colours. */
  readonly line: string;
}

const longest = 4000;

/** A line without terminal colours, cut to a length that can be searched. */
export function plainLine(line: string): string {
  return stripVTControlCharacters(line.slice(0, longest)).replace(/\r$/, '');
}

const messageKeys = ['msg', 'message', 'log', '@m', 'error', 'err', 'exception', 'cause', 'reason', 'detail', 'stack', 'stacktrace', 'stack_trace'];

/** What a line says, out of its wrapper: the texts of a JSON log entry, a quoted `msg="…"` without its escapes, or the line itself. */
export function messageOf(line: string): string {
  const plain = plainLine(line);
  const trimmed = plain.trim();
  if (trimmed.startsWith('{') && trimmed.endsWith('}')) {
    try {
      const texts = textsOf(JSON.parse(trimmed), 0);
      if (texts.length > 0) return texts.join(' | ').slice(0, longest);
    } catch {
      // not JSON after all
    }
  }
  return plain.replaceAll('\\"', '"');
}

function textsOf(entry: unknown, depth: number): string[] {
  if (entry === null || typeof entry !== 'object' || depth > 2) return [];
  const fields = entry as Readonly<Record<string, unknown>>;
  return messageKeys.flatMap((key) => {
    const value = fields[key] ?? fields[key[0]?.toUpperCase() + key.slice(1)];
    return typeof value === 'string' ? [value] : textsOf(value, depth + 1);
  });
}

/** Lines that belong to the one above: stack frames and other indented text. */
function isContinuation(line: string): boolean {
  return /^\s|^goroutine \d|^$/.test(line);
}

/** How many lines from the end still speak of the end. */
const nearEnd = 25;
/** How far before a general line a better one may stand. */
const nearby = 10;

/**
 * What a log ends with, by the last line that is known. A general one ("panic: …") gives way to one that says why, if that
 * stands near. `within`: lines from the end that count, stack frames aside.
 */
export function lastMatch(lines: readonly string[], signatures: readonly LogSignature[], within = nearEnd): LogMatch | null {
  const first = firstIndexNearEnd(lines, within);
  const special = findLast(
    lines,
    signatures.filter(({ generic }) => !generic),
    first,
  );
  const general = findLast(
    lines,
    signatures.filter(({ generic }) => generic),
    first,
  );
  if (!special || !general) return special ?? general;
  return special.index >= general.index - nearby ? special : general;
}

/** Every signature that a text holds, each at its last line, in the order of the lines. */
export function allMatches(lines: readonly string[], signatures: readonly LogSignature[]): LogMatch[] {
  return signatures
    .map((signature) => findLast(lines, [signature], 0))
    .filter((match) => match !== null)
    .toSorted((a, b) => a.index - b.index);
}

function firstIndexNearEnd(lines: readonly string[], within: number): number {
  let left = within;
  for (let index = lines.length - 1; index >= 0; index--) {
    if (!isContinuation(lines[index] as string)) left--;
    if (left === 0) return index;
  }
  return 0;
}

function findLast(lines: readonly string[], signatures: readonly LogSignature[], first: number): LogMatch | null {
  for (let index = lines.length - 1; index >= first; index--) {
    const message = messageOf(lines[index] as string);
    for (const signature of signatures) {
      const captures = capturesOf(signature, message);
      if (captures) return moreTelling({ signature, captures, index, line: plainLine(lines[index] as string).trim() }, lines, first);
    }
  }
  return null;
}

/** The same thing is often said twice, and only the first line says about what: `connect ECONNREFUSED 10.0.0.1:80`, then `code: 'ECONNREFUSED'`. */
function moreTelling(match: LogMatch, lines: readonly string[], first: number): LogMatch {
  if (Object.keys(match.captures).length > 0) return match;
  for (let index = match.index - 1; index >= Math.max(first, match.index - 2 * nearby); index--) {
    const captures = capturesOf(match.signature, messageOf(lines[index] as string));
    if (captures && Object.keys(captures).length > 0) return { ...match, captures, index, line: plainLine(lines[index] as string).trim() };
  }
  return match;
}

function capturesOf({ patterns }: LogSignature, message: string): Captures | null {
  for (const pattern of patterns) {
    const match = pattern.exec(message);
    if (match) return tidyCaptures(match.groups ?? {});
  }
  return null;
}

/** Groups that caught something, fit to stand between backticks. */
export function tidyCaptures(groups: Readonly<Record<string, string | undefined>>): Captures {
  const pairs = Object.entries(groups).flatMap(([key, value]) => {
    const text = (value ?? '')
      .replaceAll(/[`\p{Cc}]/gu, ' ')
      .trim()
      .slice(0, 160);
    return text === '' ? [] : [[key, text] as const];
  });
  return Object.fromEntries(pairs);
}

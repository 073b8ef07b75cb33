import type { ParticleRole } from './intent-data.ts';
import type { ObjectForm } from './kubectl-forms.ts';
import { follow, type Lexicon, type Meaning, type Node } from './lexicon.ts';
import type { Unit } from './units.ts';

/** A phrase of the sentence: one that the lexicon knows, a name with its kind, or something unknown. */
export interface Item {
  readonly start: number;
  readonly end: number;
  /** As in the sentence, lower case. */
  readonly word: string;
  readonly latin: boolean;
  readonly quoted: boolean;
  readonly capital: boolean;
  /** "web-0's" */
  readonly owner: boolean;
  /** A sentence ended before it. */
  readonly broken: boolean;
  /** In parentheses. */
  readonly aside: boolean;
  /** A comma or colon stands before it. */
  readonly pause: boolean;
  readonly meaning: Meaning | null;
  readonly form: ObjectForm | null;
  /** What hangs on it: 에서, 의, 이 … */
  readonly particles: readonly ParticleRole[];
}

/** How a reading may go on: after a noun or a Latin word; in the ending of a stem; in a word that nobody knows. */
type Mode = 'noun' | 'ending' | 'unknown';

interface Match {
  readonly end: number;
  readonly meaning: Meaning | null;
  readonly particle: ParticleRole | null;
  readonly open: boolean;
  readonly cost: number;
}

interface Reading {
  readonly cost: number;
  readonly from: Reading | null;
  readonly at: number;
  readonly match: Match;
}

/**
 * The cheapest reading of a sentence as phrases. Korean needs it: words are written together, endings are many, and "대기" (waiting)
 * must not be found in "대기업" (a big company), so an unknown syllable behind a known noun costs more than a word unknown as a whole.
 */
export function segment(units: readonly Unit[], lexicon: Lexicon): Item[] {
  const best: (Map<Mode, Reading> | undefined)[] = [new Map()];
  for (let at = 0; at < units.length; at += 1) {
    const here = best[at];
    if (!here) continue;
    const matches = [...lookUp(units, at, lexicon.root), skip(units, at)];
    const readings: (readonly [Mode | null, Reading | null])[] = at === 0 ? [[null, null]] : [...here];
    for (const [mode, from] of readings) {
      for (const match of matches) extend(best, units, at, mode, from, match);
    }
  }
  let last: Reading | null = null;
  for (const reading of best[units.length]?.values() ?? []) if (!last || reading.cost < last.cost) last = reading;
  return collect(last, units, lexicon.root);
}

function extend(
  best: (Map<Mode, Reading> | undefined)[],
  units: readonly Unit[],
  at: number,
  mode: Mode | null,
  from: Reading | null,
  match: Match,
): void {
  const step = price(units, at, mode, from, match);
  if (step === null) return;
  const cost = (from?.cost ?? 0) + step;
  const next = nextMode(units, at, mode, match);
  let there = best[match.end];
  if (!there) {
    there = new Map();
    best[match.end] = there;
  }
  const old = there.get(next);
  if (!old || cost < old.cost) there.set(next, { cost, from, at, match });
}

function nextMode(units: readonly Unit[], at: number, mode: Mode | null, match: Match): Mode {
  if (match.particle) return mode === 'ending' ? 'ending' : 'noun';
  if (match.meaning) return match.open ? 'ending' : 'noun';
  if (!units[at]?.hangul) return 'noun';
  return mode === 'ending' && !units[at]?.spaced ? 'ending' : 'unknown';
}

/** What it costs to go on with `match`; null: that is not Korean. */
function price(units: readonly Unit[], at: number, mode: Mode | null, from: Reading | null, match: Match): number | null {
  const unit = units[at];
  if (!unit) return null;
  const glued = at > 0 && !unit.spaced;
  if (match.particle) return particlePrice(units, at, mode, glued, from);
  if (match.meaning) return glued && unit.hangul ? gluedPrice(mode, match, match.end - at) : match.cost;
  if (!unit.hangul) return 12;
  if (!glued) return 14;
  if (mode === 'unknown') return 6;
  if (mode === 'ending') return 5;
  return units[at - 1]?.hangul ? 22 : 12;
}

function particlePrice(units: readonly Unit[], at: number, mode: Mode | null, glued: boolean, from: Reading | null): number | null {
  if (mode === null || mode === 'unknown') return null;
  if (glued) return from?.match.particle ? 2.5 : 2;
  return units[at - 1]?.hangul ? null : 9;
}

function gluedPrice(mode: Mode | null, match: Match, length: number): number | null {
  if (mode === 'noun') return match.cost;
  const { meaning } = match;
  const why = meaning?.symptom !== undefined || meaning?.cue?.some((cue) => cue.intent === 'why');
  if (length === 1 && !why) return null;
  if (mode === 'unknown') return match.cost + 20;
  return meaning?.filler ? 12 : 4 + match.cost - 10;
}

function skip(units: readonly Unit[], at: number): Match {
  return { end: at + 1, meaning: null, particle: null, open: !units[at]?.hangul, cost: 0 };
}

/** Every phrase of the lexicon that begins at a unit. */
function lookUp(units: readonly Unit[], from: number, root: Node): Match[] {
  const matches: Match[] = [];
  let node = root;
  for (let at = from; at < units.length; at += 1) {
    const unit = units[at];
    const before = units[at - 1];
    if (!unit || unit.form || (at > from && !continues(node, before, unit))) break;
    for (let index = 0; index < unit.keys.length; index += 1) {
      const next = follow(node, unit.keys[index] ?? '');
      if (!next) return matches;
      node = next;
      found(matches, node, { end: at + 1, rest: unit.keys.slice(index + 1), bonus: (at - from) / 10, last: endsWord(units, at + 1) });
    }
  }
  return matches;
}

function continues(node: Node, before: Unit | undefined, unit: Unit): boolean {
  if (unit.broken) return false;
  return !(unit.spaced && unit.hangul && before?.hangul) || node.gap;
}

function endsWord(units: readonly Unit[], next: number): boolean {
  const unit = units[next];
  return !unit?.hangul || unit.spaced;
}

interface Reach {
  readonly end: number;
  readonly rest: readonly string[];
  readonly bonus: number;
  /** The word ends here. */
  readonly last: boolean;
}

/** `bonus`: of two readings at one price, that with the longer phrase. `rest`: letters of the syllable that the phrase does not have: an ending for a stem (뜨 + ㄴ), 는 or 를 in short for a noun, which ends the word. */
function found(matches: Match[], node: Node, { end, rest, bonus, last }: Reach): void {
  const whole = rest.length === 0;
  const tail = rest.length === 1 && endings.has(rest[0] ?? '');
  if (node.closed && (whole || (tail && last && short.has(rest[0] ?? '')))) {
    matches.push({ end, meaning: node.closed, particle: null, open: false, cost: (whole ? 10 : 14) - bonus });
  }
  if (node.open && (whole || tail)) matches.push({ end, meaning: node.open, particle: null, open: true, cost: (whole ? 10 : 10.5) - bonus });
  if (node.particle && whole) matches.push({ end, meaning: null, particle: node.particle, open: false, cost: 2 });
}

const short = new Set(['\u11ab', '\u11af']);
/** ㄴ ㄹ ㅁ ㅂ ㅆ: how a stem that ends in a vowel goes on within the syllable. */
const endings = new Set(['\u11ab', '\u11af', '\u11b7', '\u11b8', '\u11bb']);

function collect(last: Reading | null, units: readonly Unit[], root: Node): Item[] {
  const readings: Reading[] = [];
  for (let reading = last; reading; reading = reading.from) readings.push(reading);
  const items: Item[] = [];
  let inEnding = false;
  for (const { at, match } of readings.reverse()) {
    const previous = items.at(-1);
    const unit = units[at];
    if (!unit) continue;
    if (match.particle && previous) {
      const end = inEnding ? (units[match.end - 1]?.end ?? previous.end) : previous.end;
      items[items.length - 1] = { ...previous, end, particles: [...previous.particles, match.particle] };
    } else if (previous && isTail(unit, match, previous)) {
      items[items.length - 1] = { ...previous, word: previous.word + unit.token.word[unit.start - unit.token.start], end: unit.end };
    } else {
      inEnding = match.open && unit.hangul;
      items.push(item(units, at, match, root));
    }
  }
  return items;
}

/** The rest of a word: an ending, or the next syllable of an unknown one. */
function isTail(unit: Unit, match: Match, previous: Item): boolean {
  return !match.meaning && unit.hangul && !unit.spaced && !previous.latin;
}

function item(units: readonly Unit[], at: number, match: Match, root: Node): Item {
  const first = units[at] as Unit;
  const last = units[match.end - 1] as Unit;
  const word = units
    .slice(at, match.end)
    .map((unit) => (unit.hangul ? unit.token.word[unit.start - unit.token.start] : unit.token.word))
    .join(first.hangul ? '' : ' ');
  const { quoted, capital, owner } = last.token;
  return {
    start: first.start,
    end: last.end,
    word,
    latin: !first.hangul,
    quoted,
    capital,
    owner,
    broken: first.broken,
    aside: first.token.aside,
    pause: first.spaced && first.token.pause,
    meaning: match.meaning && withInner(units, at, match.end, match.meaning, root),
    form: first.form,
    particles: [],
  };
}

/** What the words within a phrase say besides: "cpu" in "cpu usage", "start" in "장애 시작", the "in" that ends "anything wrong in". */
function withInner(units: readonly Unit[], from: number, end: number, meaning: Meaning, root: Node): Meaning {
  if (end - from === 1 || meaning.filler) return meaning;
  const inner: Meaning[] = [];
  for (let at = from; at < end; at += 1) {
    if (at > from && !units[at]?.spaced) continue;
    for (const match of lookUp(units.slice(0, end), at, root)) {
      if (match.meaning && match.end - at < end - from) inner.push(onlySecondary(match.meaning, match.end === end));
    }
  }
  return inner.reduce<Meaning>((sum, more) => addSecondary(sum, more), meaning);
}

const kept: ReadonlySet<string> = new Set(['any', 'errors', 'previous', 'namespace', 'cluster', 'all-namespaces', 'it']);

function onlySecondary({ action, sort, language, clock, days, mark }: Meaning, last: boolean): Meaning {
  const marks = mark?.filter((said) => kept.has(said) || (last && said === 'in'));
  return {
    ...(action && { action }),
    ...(sort && { sort }),
    ...(language && { language }),
    ...(clock && { clock }),
    ...(days && { days }),
    ...(marks && { mark: marks }),
  };
}

function addSecondary(sum: Meaning, more: Meaning): Meaning {
  return {
    ...more,
    ...sum,
    ...(more.mark && { mark: [...(sum.mark ?? []), ...more.mark] }),
    ...(more.action && { action: [...(sum.action ?? []), ...more.action] }),
    ...(more.clock && { clock: [...(sum.clock ?? []), ...more.clock] }),
  };
}

import type { Area, IntentName, ParseContext, Symptom } from '../core/intent.ts';
import type { Kind } from '../core/kinds.ts';
import type { Locale } from '../core/locale.ts';
import { withoutBackground } from './background.ts';
import { findDuration, type Span } from './durations.ts';
import { hiddenNames } from './hidden-names.ts';
import type { Mark, Strength } from './intent-data.ts';
import { type Flags, readForms } from './kubectl-forms.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { findMentions, hasMark, type Mention } from './mentions.ts';
import { denies } from './negation.ts';
import { countsTooFewReady } from './ready-count.ts';
import { withoutReport } from './report-frame.ts';
import { findSchedule, type Schedule, takeCron } from './schedule.ts';
import { type Item, segment } from './segment.ts';
import { tokenize } from './tokens.ts';
import { correctTypos, nearestNoun } from './typos.ts';
import { toUnits, type Unit } from './units.ts';

/** Everything that a sentence says, before it is decided what it wants. */
export interface Sentence {
  /** Offsets of items are offsets in this. */
  readonly text: string;
  readonly items: readonly Item[];
  readonly mentions: readonly Mention[];
  readonly flags: Flags;
  readonly schedule: Schedule | null;
  readonly duration: Span | null;
  readonly symptom: Symptom | null;
  /** The symptom in Kubernetes' own words. */
  readonly ours: boolean;
  readonly area: Area | null;
  readonly kinds: readonly { readonly at: number; readonly kind: Kind; readonly plural: boolean; readonly everyday: boolean }[];
  readonly locale: Locale;
  readonly korean: boolean;
  readonly context: ParseContext;
}

const longest = 700;

/** Reads a sentence with the lexicon. */
export function readSentence(said: string, lexicon: Lexicon, context: ParseContext): Sentence {
  const korean = /[가-힣ㄱ-ㅎㅏ-ㅣ]/.test(said);
  const { text, cron } = takeCron(said.slice(0, longest));
  const tokens = correctTypos(tokenize(text), lexicon, context);
  const { pieces, flags } = readForms(text, tokens, lexicon);
  const units = toUnits(pieces);
  const read = withoutBackground(withoutRefused(correctHangul(segment(units, lexicon), lexicon, pieces), text), text);
  const items = context.addressed ? withHiddenNames(withoutReport(read, text), korean, lexicon) : read;
  const mentions = findMentions(items, korean, context);
  const symptom = symptomOf(items, mentions, units, lexicon);
  return {
    text,
    items,
    mentions,
    flags,
    schedule: cron ? { cron, recurring: true } : findSchedule(items),
    duration: findDuration(items),
    symptom:
      probeSymptom(items, text, symptom?.symptom ?? null) ??
      readySymptom(text, symptom?.symptom ?? null) ??
      symptom?.symptom ??
      (items.some((item) => item.meaning?.reach) && items.some(denies) ? 'unreachable' : null),
    ours: symptom?.ours ?? false,
    area: items.find((item) => item.meaning?.area && item.meaning.area !== 'cluster')?.meaning?.area ?? areaOf(items),
    kinds: items.flatMap((item, at) => kindAt(item, at)),
    locale: korean ? 'ko' : /[a-z]/i.test(said) ? 'en' : (context.locale ?? 'en'),
    korean,
    context,
  };
}

/** "로그 말고 이벤트": what stands before 말고 is not wanted. */
function withoutRefused(items: readonly Item[], text: string): readonly Item[] {
  return items.map((item, at) =>
    text.startsWith('말고', items[at + 1]?.start ?? text.length) && item.meaning ? { ...item, meaning: { filler: true } } : item,
  );
}

/** Everyday words that are names here lose their everyday meaning. Only for those who speak to us: among people "customer service" is no Service. */
function withHiddenNames(items: readonly Item[], korean: boolean, lexicon: Lexicon): readonly Item[] {
  const hidden = hiddenNames(items, korean, lexicon);
  return items.map((item, at) => (hidden.has(at) ? { ...item, meaning: null } : item));
}

const probes =
  /\b(?:(readiness)|liveness|startup) ?(?:probes?|checks?|gates?)|(레디니스|리드니스|레디네스|준비성)|라이브니스|리브니스|활성 ?프로브|스타트업 ?프로브/i;

/** A probe that fails, or that somebody asks about: one of readiness keeps a pod from being ready, the others restart it. */
function probeSymptom(items: readonly Item[], text: string, said: Symptom | null): Symptom | null {
  const probe = probes.exec(text);
  if (!probe || (said !== null && said !== 'failed')) return null;
  const asked = items.some(
    ({ meaning }) => meaning?.state === 'failing' || meaning?.cue?.some(({ intent, strength }) => intent === 'why' && strength !== 'hint'),
  );
  return said === null && !asked ? null : (probe[1] ?? probe[2]) ? 'not-ready' : 'crashing';
}

/** "only 1 of 3 ready", unless it is said what keeps them from it. */
function readySymptom(text: string, said: Symptom | null): Symptom | null {
  return (said === null || said === 'failed') && countsTooFewReady(text) ? 'not-ready' : null;
}

/** The symptom that says most: Kubernetes' own word, else one that says more than that something failed. */
function symptomIn(items: readonly Item[]): Meaning | undefined {
  const found = items.flatMap((item) => (item.meaning?.symptom ? [item.meaning] : []));
  const counted = items.find((item) => item.meaning?.symptom && /^\d\/\d/.test(item.word))?.meaning;
  return found.find((meaning) => meaning.ours) ?? found.find((meaning) => meaning.symptom !== 'failed' && meaning !== counted) ?? found[0];
}

/** A symptom that stands in one piece, unless one that says more stands around a name ("the readiness probe of web fails"). */
function symptomOf(items: readonly Item[], mentions: readonly Mention[], units: readonly Unit[], lexicon: Lexicon): Meaning | undefined {
  const plain = symptomIn(items);
  return plain && plain.symptom !== 'failed' ? plain : (symptomAround(items, mentions, units, lexicon) ?? plain);
}

/** "why can't pod web be scheduled": the phrase closes up when the name and its kind are left out. */
function symptomAround(items: readonly Item[], mentions: readonly Mention[], units: readonly Unit[], lexicon: Lexicon): Meaning | undefined {
  const claimed = mentions.filter(({ role }) => role !== 'bare');
  const made = mentions.filter((mention) => mention.made);
  const left = [claimed, made].find((some) => some.length > 0) ?? mentions;
  const isLeft = (at: number) => left.some((mention) => mention.at === at);
  const aside = items.filter((item, at) => isLeft(at) || isAside(items, at, left) || (leads(item) && isLeft(nextNamed(items, at))));
  const rest = units.filter((unit) => !aside.some((item) => unit.start >= item.start && unit.end <= item.end));
  return rest.length < units.length ? symptomIn(segment(rest, lexicon)) : undefined;
}

/** What may stand within a phrase: the subject in English, "왜" and adverbs in Korean ("엔드포인트가 왜 없죠"). */
function isAside(items: readonly Item[], index: number, names: readonly Mention[]): boolean {
  const { meaning, latin, word } = items[index] as Item;
  if (!meaning) return false;
  const beside = (at: number) => Math.abs(at - index) === 1 || (at - index === 2 && hasMark(items[index + 1], 'link'));
  if (latin && meaning.kind) return names.some(({ at, kind }) => kind === meaning.kind || (kind === null && beside(at)));
  if (latin) return word === 'i' || (meaning.mark?.includes('link') ?? false);
  const why = meaning.cue?.some(({ intent }) => intent === 'why') && meaning.symptom === undefined && meaning.kind === undefined && /^왜/.test(word);
  return why || (meaning.filler === true && !denies({ word, latin }) && word.length <= 3 && !meaning.kind);
}

/** "of" in "the probe of pod web" */
function leads(item: Item): boolean {
  return item.latin && (hasMark(item, 'of') || hasMark(item, 'in') || hasMark(item, 'on') || hasMark(item, 'from'));
}

/** The item behind a preposition, its article and kind. */
function nextNamed(items: readonly Item[], at: number): number {
  let next = at + 1;
  while (next < items.length && (hasMark(items[next], 'link') || items[next]?.meaning?.kind)) next += 1;
  return next;
}

function areaOf(items: readonly Item[]): Area | null {
  const meaning = items.find((item) => item.meaning?.component)?.meaning ?? items.find((item) => item.meaning?.area)?.meaning;
  return meaning?.component ?? meaning?.area ?? null;
}

function kindAt(item: Item, at: number): Sentence['kinds'] {
  const { meaning } = item;
  if (item.form || !meaning?.kind) return [];
  return [{ at, kind: meaning.kind, plural: meaning.plural === true || item.particles.includes('plural'), everyday: meaning.everyday === true }];
}

/** Reads the sentence again with misspelt Korean nouns put right. */
function correctHangul(items: readonly Item[], lexicon: Lexicon, pieces: Parameters<typeof toUnits>[0]): Item[] {
  const wrong = items.flatMap((item) => {
    const near = item.meaning || item.latin || item.word.length < 3 || item.word.length > 12 ? null : nearestNoun(item.word, lexicon.nouns);
    return near ? [{ item, near }] : [];
  });
  if (wrong.length === 0) return [...items];
  const units = toUnits(
    pieces.map((piece) => {
      const fix = wrong.find(({ item }) => item.start >= piece.token.start && item.end <= piece.token.end);
      if (!fix) return piece;
      const at = fix.item.start - piece.token.start;
      const { word } = piece.token;
      const right = word.slice(0, at) + fix.near.noun + word.slice(at + fix.near.length);
      return { ...piece, token: { ...piece.token, word: right } };
    }),
  );
  return segment(units, lexicon);
}

export function says(sentence: Sentence, mark: Mark): boolean {
  return sentence.items.some((item) => hasMark(item, mark));
}

/** The action words of an intent in the sentence, in order. */
export function actionsOf(sentence: Sentence, intent: string): string[] {
  return sentence.items.flatMap((item) => item.meaning?.action?.filter((said) => said.intent === intent).map((said) => said.action) ?? []);
}

export interface Cue {
  readonly at: number;
  readonly intent: IntentName | 'none';
  readonly strength: Strength;
}

export function cuesOf(sentence: Sentence): Cue[] {
  return sentence.items.flatMap((item, at) => item.meaning?.cue?.map((cue) => ({ at, ...cue })) ?? []);
}

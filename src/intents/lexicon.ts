import { type Area, areas, type IntentName, type Symptom, symptoms } from '../core/intent.ts';
import type { Kind } from '../core/kinds.ts';
import { type Locale, locales } from '../core/locale.ts';
import type { ClockWord, IntentData, IntentFile, Mark, ParticleRole, Strength, Words } from './intent-data.ts';
import { clockWords, marks, particleRoles, strengths } from './intent-data.ts';
import { compile, expand } from './phrases.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/** What a phrase can mean. Most mean one thing; "nodes" is a kind and an area. */
export interface Meaning {
  kind?: Kind;
  plural?: boolean;
  everyday?: boolean;
  symptom?: Symptom;
  /** Kubernetes' own word for it. */
  ours?: boolean;
  area?: Area;
  component?: Area;
  state?: 'failing' | 'running' | 'completed';
  mark?: Mark[];
  cue?: { readonly intent: IntentName | 'none'; readonly strength: Strength }[];
  action?: { readonly intent: string; readonly action: string }[];
  reach?: boolean;
  ask?: 'question' | 'order';
  seconds?: number;
  unit?: number;
  days?: string;
  clock?: ClockWord[];
  language?: Locale;
  sort?: 'cpu' | 'memory';
  filler?: boolean;
}

/** Most of the hundred thousands of nodes have one follower or none: only the others have a map, which would be most of the bot's memory. */
export interface Node {
  /** The step to the only follower, or the first. */
  key: string | null;
  first: Node | null;
  more: Map<string, Node> | null;
  gap: boolean;
  closed?: Meaning;
  open?: Meaning;
  particle?: ParticleRole;
}

export interface Lexicon {
  readonly root: Node;
  /** Every Latin word that some phrase has. */
  readonly latin: ReadonlySet<string>;
  /** Kinds by every alias that may stand before a slash. */
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Those of the aliases that are words elsewhere: `no`, `limits`. */
  readonly slashKinds: ReadonlyMap<string, Kind>;
  readonly podSymptoms: ReadonlySet<Symptom>;
  /** Everyday words that are names where a name must stand; `before`: only before a kind ("the status pod", not "pod status"). */
  readonly names: ReadonlyMap<string, 'beside' | 'before'>;
  /** Programs and areas: what a question can be about without a name. */
  readonly programs: ReadonlySet<string>;
  readonly vocabulary: Vocabulary;
  /** The same in Korean: nouns of three syllables and more. */
  readonly nouns: readonly string[];
}

/** A phrase that means two things that exclude each other. */
export class AmbiguousPhrase extends Error {
  override readonly name = 'AmbiguousPhrase';
}

/** The node that a step leads to. */
export function follow(node: Node, key: string): Node | undefined {
  return node.key === key ? (node.first ?? undefined) : node.more?.get(key);
}

function newNode(): Node {
  return { key: null, first: null, more: null, gap: false };
}

function attach(node: Node, key: string, next: Node): void {
  if (node.first === null) {
    node.key = key;
    node.first = next;
  } else {
    node.more ??= new Map();
    node.more.set(key, next);
  }
}

class Builder {
  readonly root: Node = newNode();
  readonly latin = new Set<string>();
  readonly kinds = new Map<string, Kind>();
  readonly slashKinds = new Map<string, Kind>();
  readonly keywords = new Map<string, Meaning>();
  readonly programs = new Set<string>();
  readonly nouns = new Set<string>();

  add(patterns: readonly string[], meaning: Meaning, keyword = false): void {
    for (const phrase of patterns.flatMap(expand)) {
      const node = this.node(phrase);
      if (phrase.endsWith('~')) node.open = merged(node.open, meaning, phrase);
      else node.closed = merged(node.closed, meaning, phrase);
      if (keyword && /^[a-z]{4,}$/.test(phrase)) this.keywords.set(phrase, meaning);
      if (meaning.area ?? meaning.component) this.programs.add(phrase);
      if (keyword && /^[가-힣]{3,}~?$/.test(phrase)) this.nouns.add(phrase.replace('~', ''));
    }
  }

  addParticle(patterns: readonly string[], role: ParticleRole): void {
    for (const phrase of patterns.flatMap(expand).filter(Boolean)) this.node(phrase).particle ??= role;
  }

  /** A stem without an ending means all that the plain word does. */
  finish(node: Node = this.root): void {
    if (node.open && node.closed) {
      node.open = merged(node.open, node.closed, 'a stem');
      delete node.closed;
    }
    if (node.first) this.finish(node.first);
    for (const next of node.more?.values() ?? []) this.finish(next);
  }

  private node(phrase: string): Node {
    let node = this.root;
    for (const { key, gap } of compile(phrase).steps) {
      if (/[a-z0-9]/.test(key)) this.latin.add(key);
      let next = follow(node, key);
      if (!next) {
        next = newNode();
        attach(node, key, next);
      }
      next.gap ||= gap;
      node = next;
    }
    return node;
  }
}

const single = ['kind', 'symptom', 'state', 'seconds', 'unit', 'days', 'language', 'sort'] as const satisfies (keyof Meaning)[];

function merged(old: Meaning | undefined, more: Meaning, phrase: string): Meaning {
  if (!old) return more;
  const clash = single.find((key) => old[key] !== undefined && more[key] !== undefined && old[key] !== more[key]);
  if (clash) throw new AmbiguousPhrase(`"${phrase}" is said of two: ${clash} ${old[clash]} and ${more[clash]}`);
  return {
    ...old,
    ...more,
    ...(old.mark || more.mark ? { mark: [...(old.mark ?? []), ...(more.mark ?? [])] } : {}),
    ...(old.cue || more.cue ? { cue: [...(old.cue ?? []), ...(more.cue ?? [])] } : {}),
    ...(old.action || more.action ? { action: [...(old.action ?? []), ...(more.action ?? [])] } : {}),
    ...(old.clock || more.clock ? { clock: [...(old.clock ?? []), ...(more.clock ?? [])] } : {}),
  };
}

/** Puts every phrase of the data into one tree, which is read letter by letter. */
export function buildLexicon({ words, intents }: IntentData): Lexicon {
  const builder = new Builder();
  addKinds(builder, words);
  addTopics(builder, words);
  addMarks(builder, words);
  addTimes(builder, words);
  for (const intent of intents) addIntent(builder, intent);
  builder.add([...words.fillers.en, ...words.fillers['en-phrases'], ...words.fillers.ko], { filler: true });
  builder.finish();
  const podSymptoms = new Set(symptoms.filter((symptom) => words.symptoms[symptom].pods));
  const { root, latin, kinds, slashKinds } = builder;
  const names = new Map([
    ...words.names['en-before'].map((word) => [word, 'before'] as const),
    ...words.names.en.map((word) => [word, 'beside'] as const),
  ]);
  const { programs, nouns } = builder;
  return { root, latin, kinds, slashKinds, podSymptoms, names, programs, vocabulary: vocabularyOf(builder), nouns: [...nouns] };
}

function addKinds(builder: Builder, words: Words): void {
  for (const [name, said] of Object.entries(words.kinds)) {
    const kind = name as Kind;
    builder.add([...said.en, ...said.ko], { kind }, true);
    builder.add(said.plural, { kind, plural: true }, true);
    builder.add(said.everyday, { kind, everyday: true });
    for (const alias of [name, ...said.en, ...said.plural, ...said.slash, ...said.ko]) builder.kinds.set(alias, kind);
    for (const alias of said.slash) builder.slashKinds.set(alias, kind);
  }
}

function addTopics(builder: Builder, words: Words): void {
  for (const symptom of symptoms) {
    const said = words.symptoms[symptom];
    builder.add(said.states, { symptom, ours: true }, true);
    builder.add([...said.en, ...said.ko], { symptom }, true);
  }
  for (const area of areas) {
    builder.add([...words.areas[area].en, ...words.areas[area].ko], { area }, true);
    const programs = words.components[area];
    if (programs) builder.add([...programs.en, ...programs.ko], { component: area });
  }
}

function addMarks(builder: Builder, words: Words): void {
  for (const mark of marks) {
    const said = words.marks[mark];
    if (said) builder.add([...said.en, ...said.ko], { mark: [mark] }, mark === 'namespace' || mark === 'cluster' || mark === 'container');
  }
  for (const ask of ['question', 'order'] as const) {
    const said = words.asks[ask];
    if (said) builder.add([...said.en, ...said.ko], { ask });
  }
  for (const state of ['failing', 'running', 'completed'] as const) {
    const said = words.states[state];
    if (said) builder.add([...said.en, ...said.ko], { state });
  }
  for (const sort of ['cpu', 'memory'] as const) {
    const said = words.sorts[sort];
    if (said) builder.add([...said.en, ...said.ko], { sort });
  }
  for (const language of locales) builder.add([...words.languages[language].en, ...words.languages[language].ko], { language });
  for (const role of particleRoles) builder.addParticle(words.particles[role], role);
}

function addTimes(builder: Builder, words: Words): void {
  for (const [seconds, said] of Object.entries(words.durations)) builder.add([...said.en, ...said.ko], { seconds: Number(seconds) });
  for (const [seconds, said] of Object.entries(words.units)) builder.add([...said.en, ...said.ko], { unit: Number(seconds) });
  for (const [days, said] of Object.entries(words.days)) builder.add([...said.en, ...said.ko], { days });
  for (const clock of clockWords) {
    const said = words.clock[clock];
    if (said) builder.add([...said.en, ...said.ko], { clock: [clock] });
  }
}

function addIntent(builder: Builder, file: IntentFile): void {
  for (const strength of strengths) {
    const said = file.cues[strength];
    const keyword = strength !== 'hint' && file.intent !== 'none';
    if (said) builder.add([...said.en, ...said.ko], { cue: [{ intent: file.intent, strength }] }, keyword);
  }
  for (const [action, said] of Object.entries(file.actions)) builder.add([...said.en, ...said.ko], { action: [{ intent: file.intent, action }] });
  if (file.reach) builder.add([...file.reach.en, ...file.reach.ko], { reach: true });
}

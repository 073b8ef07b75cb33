import { hasMark, type Mention } from './mentions.ts';
import type { Item } from './segment.ts';
import { type Cue, cuesOf, type Sentence } from './sentence.ts';

/** The facts that the weighing looks at. */
export interface View {
  readonly sentence: Sentence;
  readonly cues: readonly Cue[];
  /** Candidates for the name of an object. */
  readonly names: readonly Mention[];
  /** Names, without those that only stand before a plural or Korean kind ("shop pods"). */
  readonly firm: readonly Mention[];
  readonly kind: Sentence['kinds'][number] | null;
  readonly why: boolean;
  readonly reach: boolean;
}

export function look(sentence: Sentence): View {
  const cues = cuesOf(sentence);
  const placed = sentence.mentions.some(({ role }) => role === 'node');
  const things = sentence.kinds.filter(({ kind }) => kind !== 'namespace');
  const names = sentence.mentions.filter((mention) => (mention.role === 'bare' && mention.also === null) || mention.role === 'object');
  return {
    sentence,
    cues,
    names,
    firm: names.filter((mention) => !mention.loose),
    kind: things.find(({ kind }) => !placed || kind !== 'node') ?? (placed ? null : (things[0] ?? sentence.kinds[0] ?? null)),
    why: cues.some((cue) => cue.intent === 'why' && cue.strength !== 'hint'),
    reach: sentence.items.some((item) => item.meaning?.reach),
  };
}

/** The first word that means something: only fillers, "please", "그럼" stand before it. */
export function isFirst(items: readonly Item[], at: number): boolean {
  return items.slice(0, at).every((item) => {
    if (item.form || !item.meaning) return false;
    const { filler, mark, kind, symptom, area, cue } = item.meaning;
    return (filler || hasMark(item, 'about') || hasMark(item, 'link')) && !kind && !symptom && !area && !cue && !mark?.includes('show');
  });
}

/** A bare word that is a cluster or namespace that we know of. */
export function isKnownPlace({ context }: Sentence, { role, name }: Mention): boolean {
  return role === 'bare' && (context.clusters?.includes(name) || context.namespaces?.includes(name) || false);
}

/** Names a state or a symptom. */
export function isStated({ symptom, items }: Sentence): boolean {
  return symptom !== null || items.some((item) => item.meaning?.state);
}

import type { IntentName } from '../core/intent.ts';
import { isName } from './names.ts';
import type { Item } from './segment.ts';

/** Everyday words that are also said of a thing: "report 잡", "service reports". Not those that ask for something. */
const alsoNames: ReadonlySet<IntentName | 'none'> = new Set(['health', 'digest', 'none']);

/**
 * Where a "why" has no name, the everyday word beside its kind is the name: "nightly 크론잡이 왜 안 돌아요?", "why does service reports fail".
 * @returns the index of that item; null: there is none
 */
export function hiddenName(items: readonly Item[], korean: boolean): number | null {
  const why = items.some((item) => item.meaning?.cue?.some(({ intent, strength }) => intent === 'why' && strength !== 'hint'));
  if (!why) return null;
  for (const [at, item] of items.entries()) {
    const kind = item.meaning?.kind;
    if (!kind || kind === 'namespace' || item.broken) continue;
    if (korean && canName(items[at - 1], true) && !items[at - 1]?.particles.some((role) => role !== 'end')) return at - 1;
    if (korean || item.meaning?.plural) continue;
    if (canName(items[at + 1], false)) return at + 1;
    if (canName(items[at - 1], false)) return at - 1;
  }
  return null;
}

/** English adverbs stand beside kinds in English ("the pod again"), hardly in Korean. */
function canName(item: Item | undefined, amongKorean: boolean): boolean {
  const { meaning } = item ?? {};
  if (!item?.latin || !meaning || !isName(item.word)) return false;
  if (meaning.kind || meaning.symptom || meaning.state || meaning.area || meaning.component || meaning.mark || meaning.reach || meaning.language)
    return false;
  const cues = meaning.cue ?? [];
  if (cues.some(({ intent }) => !alsoNames.has(intent))) return false;
  return amongKorean || (cues.length > 0 && !meaning.filler);
}

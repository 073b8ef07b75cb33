import { hasMark, type Mention } from './mentions.ts';
import type { Item } from './segment.ts';

const subjects = /(?:^| )(?:i|we|you|they|he|she|it|who)$/;
const copulas =
  /(?:^| )(?:is|are|was|were|be|been|being|seems|looks|feels|gets|got|becomes|became|stays|remains|very|so|too|really|completely|totally)$/;
const participle = /^[a-z]{2,}(?:[^e]ed|ly)$/;
const goesOn = /(?:^| )(?:stopped|started|keeps|keep|kept|stops|starts|began|begins|is|are|was|were|not|by|without|while|still|from)$/;
const leads = /^(?:its|by|every|after|than|because|due|up|off|out|down)$/;

/**
 * Whether an unknown English word is a verb or an adjective by its place, not a name: "what do you support", "pod web exceeds its limit",
 * "web is flummoxed", "which contexts are configured". Only said of words that nothing claims, where something else is talked about.
 */
export function isPlainWord(items: readonly Item[], { at, role, made }: Mention, mentions: readonly Mention[]): boolean {
  const item = items[at];
  const before = items[at - 1];
  if (!item?.latin || role !== 'bare' || made || item.form || item.particles.length > 0 || !before?.latin || item.broken) return false;
  const others = mentions.filter((mention) => mention.at < at && mention.role !== 'container');
  if (subjects.test(before.word)) return true;
  if (participle.test(item.word) && (others.length > 0 || items.slice(0, at).some(isTopic)) && !isNameSlot(before)) return true;
  if (/ing$/.test(item.word) && goesOn.test(before.word) && others.length > 0) return true;
  const subject = items[at - 2];
  const stated = subject?.latin && !before.broken && !/(?:^| )(?:why|how|what|where|when|which|and|but|so|or)$/.test(subject.word);
  if (stated && /ing$/.test(item.word) && /^(?:is|are|was|were)$/.test(before.word)) return true;
  if (/^sorry$/.test(subject?.word ?? '') && hasMark(before, 'to')) return true;
  if (copulas.test(before.word) && (others.some((other) => other.at === at - 2) || subject?.meaning?.area)) return true;
  const after = items[at + 1];
  return others.some((other) => other.at === at - 1) && /s$/.test(item.word) && after !== undefined && !after.broken && isObjectLead(after);
}

function isTopic({ meaning }: Item): boolean {
  return meaning?.kind !== undefined || meaning?.area !== undefined || (meaning?.cue?.some(({ strength }) => strength === 'sure') ?? false);
}

function isNameSlot(before: Item): boolean {
  return hasMark(before, 'of') || hasMark(before, 'in') || hasMark(before, 'from') || hasMark(before, 'to') || before.meaning?.kind !== undefined;
}

function isObjectLead(item: Item): boolean {
  return hasMark(item, 'link') || hasMark(item, 'it') || hasMark(item, 'to') || hasMark(item, 'at') || leads.test(item.word);
}

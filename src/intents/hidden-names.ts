import type { IntentName } from '../core/intent.ts';
import type { Kind } from '../core/kinds.ts';
import type { Lexicon } from './lexicon.ts';
import { hasMark } from './mentions.ts';
import { isName } from './names.ts';
import type { Item } from './segment.ts';

/**
 * Everyday words that stand where a name must stand: "the report cronjob", "파드 order", "container main", "`status`". There they lose
 * their everyday meaning.
 * @returns the indexes of those items
 */
export function hiddenNames(items: readonly Item[], korean: boolean, lexicon: Lexicon): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (const [at, item] of items.entries()) {
    if (item.quoted && isNoun(item, lexicon)) hidden.add(at);
    const slot = slotOf(item);
    const found = slot === null || isTaken(items, at, korean) ? null : beside(items, at, slot, korean, lexicon);
    if (found !== null) hidden.add(found);
    if (isInPlace(items, at, lexicon) || (korean ? isBehindPlace(items, at, lexicon) : isBeforePlace(items, at, lexicon))) hidden.add(at);
  }
  if (hidden.size === 0 && !items.some(isFree)) {
    const alone = items.findIndex((_, at) => isAlone(items, at, korean, lexicon));
    if (alone >= 0) hidden.add(alone);
  }
  return hidden;
}

/** "pods in test", "live에서 web-0 왜 죽어" */
function isInPlace(items: readonly Item[], at: number, lexicon: Lexicon): boolean {
  const item = items[at];
  if (!item || !isNoun(item, lexicon) || lexicon.names.get(item.word) !== 'beside' || item.broken) return false;
  if (item.particles.includes('in')) return true;
  const last = items[at + 1] === undefined || items[at + 1]?.broken;
  const other = items.slice(0, at).some(({ meaning }) => meaning?.kind !== undefined || (meaning?.cue?.length ?? 0) > 0);
  return last === true && other && items[at - 1]?.word === 'in';
}

/** "shop 네임스페이스 report 왜 죽어요": behind the namespace, asked after. */
function isBehindPlace(items: readonly Item[], at: number, lexicon: Lexicon): boolean {
  const [place, before, item, after] = [items[at - 2], items[at - 1], items[at], items[at + 1]];
  if (!item || !after || !hasMark(before, 'namespace') || !place || !(isFree(place) || isNoun(place, lexicon))) return false;
  const asked = wants(after) && !after.latin && !after.broken;
  return (
    asked &&
    isNoun(item, lexicon) &&
    lexicon.names.get(item.word) === 'beside' &&
    !item.meaning?.kind &&
    item.particles.every((role) => role === 'subject')
  );
}

/** "why is report in messaging crashing": asked after, and in a place. */
function isBeforePlace(items: readonly Item[], at: number, lexicon: Lexicon): boolean {
  const [before, item, after, place] = [items[at - 1], items[at], items[at + 1], items[at + 2]];
  const asked = asksWhy(before) || /(^| )(is|are|does|did|has|was)$/.test(before?.word ?? '');
  if (!item || !asked || !isNoun(item, lexicon) || !isOnlyEveryday(item) || item.meaning?.plural) return false;
  return hasMark(after, 'in') && place !== undefined && isFree(place) && items.slice(at).some(({ meaning }) => meaning?.symptom !== undefined);
}

/** Without a kind, where nothing else can be the name: "why is report failing", "order 로그", "logs for users". */
function isAlone(items: readonly Item[], at: number, korean: boolean, lexicon: Lexicon): boolean {
  const item = items[at];
  const before = items[at - 1];
  const after = items[at + 1];
  if (!item || item.pause || !isNoun(item, lexicon) || !isOnlyEveryday(item) || !items.some((other) => other !== item && wants(other))) return false;
  if (korean) return item.particles.every((role) => role === 'subject' || role === 'end') && (at === 0 || !items[at - 1]?.latin);
  if (at === 0) return after !== undefined && !after.broken && (wants(after) || verbs.test(after.word));
  if (after && !after.broken && isNoun(after, lexicon)) return false;
  if (hasMark(before, 'of') || /^(watch|trace|logs|events)$/.test(before?.word ?? '')) return true;
  return (
    (asksWhy(before) || /(^| )(is|are|does|did|has|was)$/.test(before?.word ?? '')) && after !== undefined && (wants(after) || verbs.test(after.word))
  );
}

const verbs = /^(is|are|was|were|has|keeps|keep|still|not|does|did|just|doing|went|again)$/;

/** Nothing but a filler, or a word that only people use among themselves. */
function isOnlyEveryday({ meaning }: Item): boolean {
  const { kind, symptom, state, area, component, mark, cue = [] } = meaning ?? {};
  return (
    !(kind ?? symptom ?? state ?? area ?? component ?? mark) &&
    cue.every(({ intent, strength }) => intent === 'none' || (intent === 'digest' && strength !== 'sure' && strength !== 'command'))
  );
}

/** What one asks about a thing: a symptom, "why", "ok", its logs. */
function wants({ meaning }: Item): boolean {
  return (
    Boolean(meaning?.symptom ?? meaning?.state) ||
    meaning?.mark?.includes('well') === true ||
    (meaning?.cue?.some(({ intent }) => ofThings.has(intent)) ?? false)
  );
}

const ofThings: ReadonlySet<IntentName | 'none'> = new Set(['why', 'logs', 'events', 'changes', 'watch', 'trace', 'top']);

function isFree(item: Item): boolean {
  return item.form !== null || (item.latin && !item.meaning && isName(item.word));
}

/** What a word makes of the name beside it. */
type Slot = 'object' | 'place';

const places: ReadonlySet<Kind> = new Set(['namespace', 'cluster']);

function slotOf(item: Item): Slot | null {
  const { meaning } = item;
  if (hasMark(item, 'namespace') || hasMark(item, 'container')) return 'place';
  return meaning?.kind && !places.has(meaning.kind) && meaning.kind !== 'event' && !meaning.plural ? 'object' : null;
}

/** Something stands beside it already that can only be its name. */
function isTaken(items: readonly Item[], at: number, korean: boolean): boolean {
  const free = (item: Item | undefined) => item !== undefined && !item.broken && isFree(item);
  const right = hasMark(items[at + 1], 'link') ? items[at + 2] : items[at + 1];
  return (free(items[at - 1]) && !items[at]?.broken && !items[at - 1]?.particles.includes('of')) || (!korean && free(right));
}

function beside(items: readonly Item[], at: number, slot: Slot, korean: boolean, lexicon: Lexicon): number | null {
  const item = items[at];
  const left = !item?.broken && isBefore(items, at, slot, korean, lexicon) ? at - 1 : null;
  if (left !== null && (korean || !item?.latin)) return left;
  const right = hasMark(items[at + 1], 'link') ? at + 2 : at + 1;
  const after = items[right];
  const open = item?.particles.every((role) => role === 'end') && !after?.broken && !items[at + 1]?.broken;
  const behind = open && isNoun(after, lexicon) && (slot === 'place' || lexicon.names.get(after?.word ?? '') === 'beside') ? right : null;
  return left !== null && isLed(items[at - 2]) ? left : (behind ?? left);
}

/** Before its kind; "watch pod" and "trace service" are orders. */
function isBefore(items: readonly Item[], at: number, slot: Slot, korean: boolean, lexicon: Lexicon): boolean {
  const item = items[at - 1];
  if (!item || !(isNoun(item, lexicon) || (korean && isForeign(item) && items.some(asksWhy))) || item.particles.some((role) => role !== 'end'))
    return false;
  const orders = item.meaning?.cue?.some(({ strength }) => strength === 'command') ?? false;
  if (orders && at === 1) return korean && items.some((other) => other !== item && asks(other));
  if (korean || slot === 'place' || isLed(items[at - 2])) return true;
  return !orders && (lexicon.names.get(item.word) === 'beside' || asksWhy(items[at - 2]));
}

/** Says itself what is wanted, so that another word need not. */
function asks({ meaning }: Item): boolean {
  return meaning?.symptom !== undefined || (meaning?.cue?.some(({ strength }) => strength === 'sure' || strength === 'likely') ?? false);
}

/** "the report cronjob", "logs of order pod" */
function isLed(item: Item | undefined): boolean {
  return hasMark(item, 'link') || hasMark(item, 'of') || hasMark(item, 'from') || hasMark(item, 'to') || hasMark(item, 'in');
}

function asksWhy(item: Item | undefined): boolean {
  return (
    item?.meaning?.cue?.some(({ intent }: { intent: IntentName | 'none' }) => intent === 'why') ?? /^(is|are|does|did|has)$/.test(item?.word ?? '')
  );
}

/** An English word of no use in a Korean sentence ("large pvc가 왜 안 붙어요?"). */
function isForeign({ latin, meaning, word, form }: Item): boolean {
  return latin && form === null && isName(word) && meaning?.filler === true && Object.keys(meaning).length === 1;
}

function isNoun(item: Item | undefined, { names }: Lexicon): boolean {
  return item?.latin === true && item.meaning !== null && item.form === null && names.has(item.word);
}

import { hasMark } from './mentions.ts';
import { isName, looksMade } from './names.ts';
import type { Item } from './segment.ts';

const leads = /^(since|after|because|following|during|amid|despite|due|thanks|before)$/;
/** What things begin with. */
const occasions = /(?:^| )(?:release|deploys?|deployment|upgrade|update|rollout|migration|reboot|maintenance|patch|change|incident|outage)$/;
const seconds = /^(of|to|when|that)$/;
/** Times stay: "since yesterday's release", "after 10 minutes". */
const isTime = ({ meaning, word }: Item) =>
  /^\d/.test(word) || meaning?.unit !== undefined || meaning?.seconds !== undefined || meaning?.days !== undefined || meaning?.clock !== undefined;

/**
 * "web-0 is pending since the node upgrade": when or after what it began is no name and no symptom of what is asked about. Such a clause
 * loses its meaning where a name stands outside it; its time, and the place behind it ("in shop"), stay.
 */
export function withoutBackground(items: readonly Item[], text: string): readonly Item[] {
  const korean = koreanClause.exec(text);
  if (korean) return withoutKorean(items, korean[0].length);
  const trailing = koreanTail.exec(text);
  if (trailing) return withoutTail(items, trailing.index);
  for (let at = 0; at < items.length; at += 1) {
    const from = clauseFrom(items, at);
    if (from === null) continue;
    const end = clauseEnd(items, from, text);
    // without a comma nobody knows where a clause in front ends
    if (at === 0 && !/,| - /.test(text.slice(items[end - 1]?.end ?? 0, items[end]?.start))) continue;
    const inside = (_: Item, index: number) => index >= from && index < end;
    const outside = items.filter((item, index) => !inside(item, index));
    const occasion = items.slice(from, end).some(({ word }) => occasions.test(word)) && !items.slice(from, end).some(({ word }) => looksMade(word));
    if (end === from || outside.length < 2 || !(occasion || (outside.some(isNamed) && outside.some(isAsked)))) continue;
    const ill = outside.some(({ meaning }) => meaning?.symptom !== undefined);
    return items.map((item, index) => (inside(item, index) && !isTime(item) && (ill || !item.meaning?.symptom) ? plain(item) : item));
  }
  return items;
}

/** "노드 업그레이드 이후", "배포하고 나서부터": in front of what is asked. */
const koreanClause =
  /^.{1,60}?(?:이후(?:로|부터)?|고 ?나서(?:부터|는)?|[한된은인] ?(?:후|뒤|다음)(?:로|부터|에)?|[가-힣] (?:후|뒤)(?:로|부터|에))(?=[\s,])/;

/** "web-0 왜 죽어? 배포 이후로요" */
const koreanTail =
  /(?<=[\s,.?!])[가-힣A-Za-z]{1,12}(?: ?(?:이후|후|뒤)(?:로|부터)?| ?하고 ?(?:나서|나고)(?:부터)?)(?:요|입니다|예요|이에요|인데요|인 것 같아요)?[\s.!?~ㅠㅜ]*$/;

function withoutTail(items: readonly Item[], from: number): readonly Item[] {
  const outside = items.filter((item) => item.start < from);
  if (!outside.some(isAsked) || (items.some((item) => item.start >= from && isNamed(item)) && !outside.some(isNamed))) return items;
  return items.map((item) => (item.start < from || isTime(item) || hasMark(item, 'since') ? item : plain(item)));
}

function withoutKorean(items: readonly Item[], end: number): readonly Item[] {
  const outside = items.filter((item) => item.start >= end);
  if (!outside.some(isNamed) || !outside.some(isAsked)) return items;
  const isPlace = (item: Item, at: number) => item.particles.includes('in') || hasMark(item, 'namespace') || hasMark(items[at + 1], 'namespace');
  return items.map((item, at) => (item.start >= end || isTime(item) || hasMark(item, 'since') || isPlace(item, at) ? item : plain(item)));
}

function plain(item: Item): Item {
  return { ...item, form: null, meaning: { filler: true } };
}

/** The first word behind "since the", "because of", "ever since we"; null: no such clause, or one of time. */
function clauseFrom(items: readonly Item[], at: number): number | null {
  const item = items[at];
  if (!item?.latin || !leads.test(item.word)) return null;
  const next = seconds.test(items[at + 1]?.word ?? '') ? at + 2 : at + 1;
  const first = items[next];
  return first && !first.broken && !/^\d/.test(first.word) ? next : null;
}

function clauseEnd(items: readonly Item[], from: number, text: string): number {
  for (let at = from; at < items.length; at += 1) {
    const item = items[at] as Item;
    const gap = text.slice(items[at - 1]?.end ?? 0, item.start);
    const asks = item.meaning?.cue?.some(({ intent, strength }) => intent === 'why' && strength !== 'hint') ?? false;
    if (item.broken || (at > from && /,| - /.test(gap)) || asks || !item.latin) return at;
    if (at > from && ['in', 'on', 'namespace', 'cluster'].some((mark) => hasMark(item, mark as 'in'))) return at;
  }
  return items.length;
}

function isNamed(item: Item): boolean {
  return item.form !== null || (item.latin && !item.meaning && isName(item.word) && !/^\d+$/.test(item.word));
}

function isAsked({ meaning }: Item): boolean {
  return Boolean(meaning?.symptom ?? meaning?.state ?? meaning?.cue ?? meaning?.area) || meaning?.mark?.includes('well') === true;
}

import { looksMade } from './names.ts';
import type { Item } from './segment.ts';

/** "our partners report that", "we got a complaint from a vendor that" */
const english =
  /^[a-z', ]{1,60}?\b(?:reports?|reported|reporting|says?|said|saying|complains?|complained|complaining|claims?|claimed|complaints?|word|(?:told|tells?|telling|informed|informs?) (?:us|me))(?: (?:to|from) [a-z' ]{1,30}?)? that /i;
/** "협력사에서 연락이 왔는데" */
const korean =
  /^.{1,40}?(?:에서|로부터|한테서?|에게서?|께서|[이가]) ?(?:자꾸|계속|방금|지금|아까|또)? ?(?:연락|문의|제보|신고|리포트|보고|컴플레인|클레임|민원|전화)(?:[이가을를])? ?(?:왔|와|오|들어|받|하|했|주|줬|나왔)[가-힣 ]{0,8}?(?:데요?|어서|서|고|니다|어요)[.,]? /;
const verbs = /^(?:report|complain|claim|tell|inform|say)/;
const people = /^(?:our|my|an?|some|several|many|multiple|few|another|one)$/;

/**
 * "our partners report that the ingress web is unreachable": who told it is no name of what is asked about. The frame loses its meaning
 * where a thing is asked about behind it; a thing that itself reports something ("pod web-0 says that …") stays.
 */
export function withoutReport(items: readonly Item[], text: string): readonly Item[] {
  const inKorean = korean.exec(text);
  const frame = inKorean ?? english.exec(text);
  if (!frame) return items;
  const end = frame[0].length;
  const inside = items.filter((item) => item.end <= end);
  const outside = items.filter((item) => item.start >= end);
  if (!outside.some(isNamed) || inside.some(isThing) || !(inKorean || isOfPeople(inside, text))) return items;
  return items.map((item) => (item.end <= end ? { ...item, form: null, meaning: { filler: true } } : item));
}

/** Who reports is told from a thing by "our", "some", "from a", or by being many. */
function isOfPeople(inside: readonly Item[], text: string): boolean {
  return inside.every(({ meaning, latin, word, start }, at) => {
    if (meaning || !latin || verbs.test(word)) return true;
    return (
      [inside[at - 1], inside[at - 2]].some((before) => people.test(before?.word ?? '')) ||
      /^[a-z]+s (?:report|say|complain|claim|tell)\b/i.test(text.slice(start))
    );
  });
}

function isThing({ form, meaning, word }: Item): boolean {
  return form !== null || looksMade(word) || (meaning?.kind !== undefined && !verbs.test(word));
}

function isNamed({ form, meaning, latin }: Item): boolean {
  return form !== null || (latin && !meaning) || meaning?.component !== undefined;
}

import type { Intent } from '../core/intent.ts';
import type { Decision } from './decide.ts';
import { hasMark } from './mentions.ts';
import { cuesOf, type Sentence, says } from './sentence.ts';

/**
 * Whether a plain channel message, which nobody addressed to us, is clearly a question for us: it asks or orders, and it is about
 * something that only Kubernetes has. When in doubt it is not: an answer that nobody wanted is worse than none.
 */
export function isForUs(sentence: Sentence, decision: Decision, intent: Intent): boolean {
  if (decision.weight < 2 || quiet.has(decision.intent)) return false;
  if (isSmallTalk(sentence) || announces(sentence)) return false;
  if (sentence.context.target && isFollowUp(sentence)) return true;
  if (!asks(sentence) || strangers(sentence) > 3) return false;
  const named = sentence.mentions.some((mention) => mention.made && mention.name === intent.name);
  const technical = sentence.kinds.some(({ everyday }) => !everyday);
  const claimed = intent.name !== null && intent.kind !== null;
  if (intent.intent === 'list')
    return (
      decision.weight >= 4 &&
      strangers(sentence) === 0 &&
      (technical || intent.namespace !== null) &&
      (technical ? intent.state !== undefined || intent.namespace !== null || decision.weight >= 6 : true)
    );
  if (intent.intent === 'why') {
    const matter = intent.symptom !== null || intent.kind !== null;
    if (named && (matter || decision.weight >= 4)) return true;
    if (claimed) return technical || sentence.ours;
    return technical ? intent.symptom !== null && strangers(sentence) === 0 : sentence.ours && intent.name !== null;
  }
  return (named || (claimed && technical)) && decision.weight >= 4;
}

/** What changes a setting or looks at the whole is only done for someone who speaks to us. */
const quiet: ReadonlySet<string> = new Set([
  'none',
  'help',
  'use',
  'lang',
  'listen',
  'audit',
  'clusters',
  'digest',
  'feed',
  'incident',
  'runbook',
  'explain',
  'health',
  'check',
]);

/** Said among people; thanks behind a question are for whoever answers. */
function isSmallTalk(sentence: Sentence): boolean {
  const end = /\?\s*(?:thanks|thank you|thx|ty|감사합니다|고맙습니다|ㅠ+|ㅜ+)[\s\w,.!ㅠㅜ]*$/i.exec(sentence.text)?.index ?? sentence.text.length;
  return cuesOf(sentence).some(({ intent, at }) => intent === 'none' && (sentence.items[at]?.start ?? 0) < end);
}

/** "I'm bouncing web-0, hold off please", "web-0 재시작 중입니다": someone says what they do, and asks nothing. */
function announces({ text, items }: Sentence): boolean {
  if (reported.test(text) || reportedInKorean.test(text)) return true;
  const asked = /\?|왜|\bwhy\b|how come/i.test(text) || items.some((item) => hasMark(item, 'show'));
  return !asked && (doing.test(text) || doingInKorean.test(text));
}

/** "I asked them why web-0 died": a question that was put to somebody else. */
const reported = /^(?!.*\?).*\b(?:asked|told|wish|hope|explained|knew|tells? (?!me|us))\b.{0,40}\b(?:why|what|how)\b/i;
const reportedInKorean = /왜.*지 ?.*(?:물어봤|물어보니|들었|설명했|알려줬|말해줬)|[가-힣](?:래요|대요|다네요|답니다)[.!~\s]*$/;
const doing =
  /(?:^|[,.!:;-]\s*|\b(?:so|and|ok)\s+)(?:i|we)(?:'m|\s+am|'re|\s+are|'ll|\s+will|'ve|\s+have|\s+had|'d)?(?:\s+(?:just|now|also|already|still|currently|going to|gonna|about to|been))*\s+(?!trying|wondering|asking|looking|having|getting|need|want|see|am|are|have|can|cannot|do|don)[a-z]+(?:ing|ed|t|ew|an)\b/i;
const doingInKorean =
  /(?:하고 있(?:습니다|어요)|(?:하는|진행) ?중(?:입니다|이에요)|했(?:습니다|어요|음)|(?:할|볼|올릴|내릴|지울|바꿀|늘릴|줄일|돌릴)게요?|하겠습니다|합니다|됐습니다|두었습니다|놨(?:습니다|어요))[.!~\sㅋㅎㅠㅜ]*$/;

function asks(sentence: Sentence): boolean {
  return (
    sentence.items.some((item) => item.meaning?.ask !== undefined || hasMark(item, 'show') || hasMark(item, 'which')) ||
    /^(is|are|does|do|can|could|will|has|have|did|was|were)\b/i.test(sentence.text) ||
    /[?][\s!.ㅠㅜ]*$/.test(sentence.text) ||
    /\?\s*(?:thanks|thank you|thx|ty|감사합니다|고맙습니다)\b/i.test(sentence.text)
  );
}

/** Words that nothing explains: the more, the likelier that people talk about something else. */
function strangers({ items, mentions }: Sentence): number {
  return items.filter(
    (item, at) =>
      !item.meaning &&
      !item.form &&
      !/^\d+$/.test(item.word) &&
      !mentions.some((mention) => mention.at === at && (mention.made || mention.role !== 'bare')),
  ).length;
}

/** "and its logs?", "왜?": short, and every word of it understood. */
function isFollowUp(sentence: Sentence): boolean {
  const { items } = sentence;
  if (items.length === 0 || items.length > 8 || strangers(sentence) > 0) return false;
  const cue = cuesOf(sentence).some(({ strength }) => strength !== 'hint');
  return cue || ((says(sentence, 'about') || says(sentence, 'again')) && /[?]\s*$|요$/.test(sentence.text));
}

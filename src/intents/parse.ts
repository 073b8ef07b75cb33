import type { Intent, IntentName, ParseContext, Parsed } from '../core/intent.ts';
import { buildIntent } from './build-intent.ts';
import { cleanText } from './clean-text.ts';
import { type Decision, decide } from './decide.ts';
import { dictatedNote } from './dictated-note.ts';
import { isForUs } from './for-us.ts';
import type { IntentData } from './intent-data.ts';
import { buildLexicon, type Lexicon } from './lexicon.ts';
import { isLogLine, type Pasted, rowInQuestion, splitPaste } from './log-text.ts';
import { cuesOf, readSentence, type Sentence, says } from './sentence.ts';
import { explainedIn } from './wording.ts';

export type { IntentData } from './intent-data.ts';
export { loadIntents } from './load-intents.ts';

export type Parser = (text: string, context: ParseContext) => Parsed;

const none: Parsed = { intent: 'none' };

/** A parser of questions in English and Korean: pure, the same answer for the same words. */
export function createParser(data: IntentData): Parser {
  const lexicon = buildLexicon(data);
  return (text, context) => {
    const note = dictatedNote(text);
    if (note) return note;
    const paste = withRow(splitPaste(cleanText(text)));
    const sentence = readSentence(paste.said, lexicon, context);
    const decision = decide(sentence);
    const explained = explanation(sentence, decision, paste);
    if (explained !== null) return context.addressed ? explainIntent(sentence, explained) : none;
    return answer(sentence, decision, lexicon, paste.said);
  };
}

/** A table of kubectl under a question is part of the question. */
function withRow(paste: Pasted): Pasted {
  const row = paste.pasted !== null && paste.said !== '' && /why|왜|원인|이유|wrong/i.test(paste.said) ? rowInQuestion(paste.pasted) : null;
  return row === null ? paste : { said: `${row} ${paste.said}`, pasted: null, maybeLog: false };
}

function answer(sentence: Sentence, decision: Decision, lexicon: Lexicon, said: string): Parsed {
  // "explain why node w1 is under pressure"; in a thread "explain" is about what the thread is about
  const about = Boolean(sentence.context.target) || sentence.mentions.some(({ role, made }) => made && role !== 'cluster');
  if (decision.intent === 'explain' && sentence.context.addressed && about) return only('why', sentence, lexicon);
  // "explain", and nothing to explain: the answer asks for it
  if (decision.intent === 'explain') return sentence.context.addressed ? explainIntent(sentence, '') : none;
  if (decision.intent === 'none') return sentence.context.addressed && /^\s*[?？]+\s*$/.test(said) ? only('help', sentence, lexicon) : none;
  const { intent: built, rival } = buildIntent(decision.intent, sentence, lexicon);
  const intent = aboutThePlace(built);
  const concept = conceptIn(intent, sentence);
  if (concept !== null) return sentence.context.addressed ? explainIntent(sentence, concept) : none;
  if (!sentence.context.addressed) return isForUs(sentence, decision, intent) ? intent : none;
  if (decision.weight < 2 && !isTerse(sentence)) return none;
  return rival ? { intent: 'choose', choices: [intent, rival], locale: sentence.locale } : intent;
}

/** "why is prod down?" is about no object: the page on the whole. */
function aboutThePlace(intent: Intent): Intent {
  const place = intent.namespace !== null || intent.cluster !== undefined;
  return intent.intent === 'why' && intent.name === null && intent.kind === null && intent.symptom === null && place
    ? { ...intent, intent: 'health' }
    : intent;
}

/** "explain why connection refused happens": a concept, and no thing it happens to; null: "why" is about something. */
function conceptIn(intent: Intent, { context, text }: Sentence): string | null {
  const bare = intent.intent === 'why' && !(intent.kind ?? intent.name ?? intent.namespace ?? intent.cluster ?? context.target);
  return bare ? (/\bexplain (?:(?:to )?(?:me|us) )?(?:why|how come) (.+?)[?!.\s]*$/i.exec(text)?.[1] ?? null) : null;
}

function only(name: IntentName, sentence: Sentence, lexicon: Lexicon): Intent {
  return buildIntent(name, sentence, lexicon).intent;
}

/** A few words that are all names ("web", "web shop"), one that cannot be an everyday word, or one with its kind. */
function isTerse({ items, mentions }: Sentence): boolean {
  if (mentions.some(({ role, loose, at }) => role === 'object' && (!loose || !items[at + 1]?.meaning?.plural))) return true;
  const made = mentions.some((mention) => mention.made);
  const plain = items.filter(
    (item, at) =>
      !item.meaning?.mark && !mentions.some((mention) => mention.at === at) && !(item.meaning?.kind ?? item.meaning?.symptom ?? item.meaning?.area),
  );
  return made ? items.length <= 12 : mentions.length <= 2 && plain.length === 0;
}

/** The text to explain; null: the sentence wants something else. */
function explanation(sentence: Sentence, { intent, weight }: Decision, { said, pasted, maybeLog }: Pasted): string | null {
  const target = sentence.mentions.some((mention) => mention.made || mention.role === 'object');
  if (pasted !== null) return intent !== 'none' && intent !== 'explain' && target && weight >= 2 ? null : pasted;
  const commanded = afterCommand(sentence, said);
  if (commanded !== null && isLogLine(commanded)) return commanded;
  const led = cuesOf(sentence).some(
    (cue) => cue.intent === 'explain' && cue.strength !== 'likely' && /^["`:\s\w가-힣]{0,60}: /.test(said) && cue.at < 3,
  );
  if (led) return explainedIn(sentence, said) ?? null;
  // "what does node pressure mean"
  if (intent === 'explain' && weight >= 7) return explainedIn(sentence, said) ?? null;
  const quoted = cuesOf(sentence).some((cue) => cue.intent === 'explain' && cue.strength !== 'likely') && /(?:"[^"]{12,}"|`[^`]{12,}`)/.test(said);
  // "explain to me why I see "dial tcp …" in web-0"
  const saidWithin = /\bexplain\b/i.test(said) ? /"([^"\n]{3,} [^"\n]{3,})"|`([^`\n]{3,} [^`\n]{3,})`/.exec(said) : null;
  if (saidWithin) return saidWithin[1] ?? saidWithin[2] ?? null;
  // in a thread "what is the cause then?" is about what the thread is about
  const followsUp = Boolean(sentence.context.target) && !sentence.ours && !/[":`]/.test(said);
  if (quoted || (intent === 'explain' && !isAboutObject(sentence) && !followsUp)) return explainedIn(sentence, said) ?? null;
  const asked = cuesOf(sentence).some(({ intent: cue, strength, at }) => at === 0 && cue !== 'none' && strength !== 'hint');
  // "FailedMount on pod web-0" is said, not pasted
  const spoken = target && weight >= 2 && said.length < 80 && !/[:="(]/.test(said);
  if (maybeLog && !asked && !spoken && !said.includes('?') && said.length > 25) return said;
  return says(sentence, 'which') && intent !== 'explain' ? definition(sentence) : null;
}

/** What stands behind "explain" where that is the first word; null: it is not. */
function afterCommand(sentence: Sentence, said: string): string | null {
  const cue = cuesOf(sentence).find(({ intent, strength, at }) => intent === 'explain' && strength === 'command' && at === 0);
  const [first] = sentence.items;
  return cue && first?.latin ? said.slice(first.end).trim() : null;
}

/** "explain pod web-0" is "why". */
function isAboutObject({ mentions, text }: Sentence): boolean {
  return mentions.some((mention) => mention.role === 'object' && mention.name !== '') && !/[":`]/.test(text);
}

/** "what is ImagePullBackOff", "what is a PodDisruptionBudget": a word of Kubernetes and nothing else. */
function definition({ items, mentions, ours, text }: Sentence): string | null {
  const kind = /^what(?: is|'s) an? (.+?)[?!.\s]*$/i.exec(text)?.[1];
  if (kind && items.at(-1)?.meaning?.kind && mentions.length === 0) return kind;
  const word = items.find((item) => item.meaning?.ours);
  if (!ours || !word || mentions.length > 0 || items.length > 5 || items.some((item) => item.meaning?.kind)) return null;
  return text.slice(word.start, word.end);
}

function explainIntent(sentence: Sentence, text: string): Intent {
  const locale = /\p{L}/u.test(sentence.text) ? sentence.locale : (sentence.context.locale ?? 'en');
  return { intent: 'explain', kind: null, name: null, namespace: null, symptom: null, locale, text };
}

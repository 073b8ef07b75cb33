import type { Meaning } from './lexicon.ts';
import { hasMark } from './mentions.ts';
import type { Item } from './segment.ts';
import type { Sentence } from './sentence.ts';

/** The words that a runbook or a note is about: the sentence without the words that ask for it. */
export function topicOf(sentence: Sentence, asks: (meaning: Meaning) => boolean = asksForWords): string | undefined {
  const { items, text } = sentence;
  const asking = items.findLastIndex((item, at) => item.meaning !== null && asks(item.meaning) && (at < 4 || !item.latin));
  const led = items[asking]?.latin === true;
  const matters = (item: Item, at: number) =>
    !isFrame(item) ||
    (item.latin &&
      !hasMark(item, 'link') &&
      !hasMark(item, 'of') &&
      (led ? at > asking && !(item.meaning && asks(item.meaning)) : !hasMark(item, 'show')));
  const first = items.findIndex(matters);
  const last = items.findLastIndex((item) => !isFrame(item));
  if (first < 0) return undefined;
  return unquoted(text.slice(items[first]?.start, wordEnd(items, last)));
}

const asksForWords = ({ cue }: Meaning) => cue?.some(({ intent }) => intent === 'runbook' || intent === 'explain') ?? false;

function wordEnd(items: readonly Item[], at: number): number | undefined {
  return items[at]?.end;
}

/** Words around the matter: "show me", "please", "런북", "좀". */
function isFrame(item: Item): boolean {
  const { meaning } = item;
  if (!meaning) return false;
  if (meaning.kind || meaning.symptom || meaning.area || meaning.component || meaning.sort) return false;
  if (
    meaning.cue?.some(({ intent }) => intent !== 'runbook' && intent !== 'explain' && intent !== 'incident' && intent !== 'list' && intent !== 'lang')
  )
    return false;
  return Boolean(
    meaning.cue ||
      (meaning.filler && (item.latin || item.word.length < 3)) ||
      meaning.ask ||
      meaning.action?.some(({ intent }) => intent === 'incident') ||
      hasMark(item, 'link') ||
      hasMark(item, 'of') ||
      hasMark(item, 'show') ||
      hasMark(item, 'about') ||
      hasMark(item, 'it') ||
      (hasMark(item, 'any') && !item.latin),
  );
}

/** What is to be explained, out of a sentence without a paste: what stands in quotes, behind a colon, or all but the asking. */
export function explainedIn(sentence: Sentence, said: string): string | undefined {
  const cue = sentence.items.find((item) => item.meaning?.cue?.some(({ intent }) => intent === 'explain'));
  if (!cue) return undefined;
  const colon = ledByColon(sentence, said, cue);
  const asked = Math.max(said.lastIndexOf('?', colon?.[0].length), said.lastIndexOf('\n', colon?.[0].length));
  if (colon && cue.end <= colon[0].length) return unquoted(said.slice(asked >= cue.end ? asked + 1 : colon[0].length));
  const quoted = /"([^"\n]{3,})"|`([^`\n]{3,})`/.exec(said);
  if (quoted) return quoted[1] ?? quoted[2];
  const exitCode = /(?:\bexit(?:ed)?(?: with)?(?: code| status)|종료 ?코드)[\s:=]*\d{1,3}/i.exec(said);
  if (exitCode) return exitCode[0];
  const rest = cue.start < 12 && cue.latin && cue.meaning?.cue?.some(({ strength }) => strength === 'command') ? said.slice(cue.end) : null;
  const matter = topicOf(sentence);
  if (rest !== null && matter !== undefined) return unquoted(said.slice(said.indexOf(matter, cue.end)));
  return matter;
}

/** "explain this error: …" begins the text behind the colon; in "explain x509: …" the colon is part of the text. */
function ledByColon({ items }: Sentence, said: string, cue: Item): RegExpExecArray | null {
  const colon = /^([^:"`]{0,60}):\s+(?=\S)/.exec(said);
  const between = items.filter(({ start, end }) => start >= cue.end && end <= (colon?.[0].length ?? 0));
  return between.every(({ meaning }) => meaning !== null) ? colon : null;
}

function unquoted(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^["'`]+|["'`?!.]+$/g, '')
    .trim();
  return bare === '' ? undefined : bare;
}

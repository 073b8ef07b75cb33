import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { Parsed } from '../../src/core/intent.ts';
import { buildLexicon } from '../../src/intents/lexicon.ts';
import { createParser, loadIntents } from '../../src/intents/parse.ts';
import { said } from './differences.ts';
import { labelledSentences } from './labelled.ts';
import { changed, led, misspelt, named, placed, trailed, type Variation } from './variations.ts';

const data = loadIntents();
const parse = createParser(data);
const lexicon = buildLexicon(data);
const keywords = new Set([...lexicon.vocabulary.keywords.values()].flat());
const sentences = labelledSentences(parse);
/** Every fifth sentence: the same ones each time, of every intent. */
const sample = sentences.filter((_, index) => index % 5 === 0);

/** Changes that leave the meaning as it is, and how many in a hundred may be lost. */
const variations: readonly (readonly [string, Variation, number])[] = [
  ['two letters of a keyword swapped', misspelt('swapped', keywords, lexicon.latin), 3],
  ['a letter of a keyword left out', misspelt('dropped', keywords, lexicon.latin), 8],
  ['a letter of a keyword doubled', misspelt('doubled', keywords, lexicon.latin), 3],
  ['a greeting', led('hey team, '), 2],
  ['an apology', led('sorry to bother, '), 2],
  ['urgency', led('URGENT: '), 2],
  ['혹시', led('혹시 '), 2],
  ['죄송한데', led('죄송한데 '), 3],
  ['안녕하세요', led('안녕하세요, '), 3],
  ['급해요', led('급해요! '), 2],
  ['thanks', trailed(', thanks!'), 4],
  ['customers', trailed(', customers are complaining'), 5],
  ['since the last release', trailed(' since the last release'), 5],
  ['배포 이후로요', trailed(' 배포 이후로요'), 6],
  ['ㅠㅠ', trailed(' ㅠㅠ'), 2],
  ['in the X namespace', placed((rest, namespace) => `${rest} in the ${namespace} namespace`, false), 3],
  ['ns/X', placed((rest, namespace) => `${rest} ns/${namespace}`, false), 3],
  ['(X)', placed((rest, namespace) => `${rest} (${namespace})`, false), 15],
  ['in X, first', placed((rest, namespace) => `in ${namespace}, ${rest}`, false), 6],
  ['X 네임스페이스에서', placed((rest, namespace) => `${namespace} 네임스페이스에서 ${rest}`, true), 5],
  ['X에 있는', placed((rest, namespace) => `${namespace}에 있는 ${rest}`, true), 15],
  ['a code span', named((name) => `\`${name}\``), 2],
  ['smart quotes', named((name) => `“${name}”`), 2],
  ['bold', named((name) => `*${name}*`), 2],
  ['a capital', named((name) => name.charAt(0).toUpperCase() + name.slice(1)), 2],
  ['a mention', changed((text) => `<@U0BOT> ${text}`), 1],
  ['a mention and a colleague', changed((text) => `<@U0BOT> ${text} cc <@U0ANNA>`), 2],
  ['an emoji', changed((text) => `:fire: ${text} :pray:`), 1],
  [
    'wide spaces',
    changed(
      (text) => text.replaceAll(' ', '  '),
      ({ text }) => !text.includes('`'),
    ),
    1,
  ],
  [
    'no spaces',
    changed(
      (text) => text.replace(/(?<=[가-힣]) (?=[가-힣])/g, ''),
      ({ korean }) => korean,
    ),
    10,
  ],
];

/** Always the same numbers, so that a failure can be seen again. */
function numbers(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The words to explain and the topic of a runbook are quoted from the sentence. */
function meaning(parsed: Parsed): unknown {
  if (parsed.intent === 'explain' || parsed.intent === 'runbook') return parsed.intent;
  const { topic: _, text: __, locale: ___, ...rest } = parsed as Parsed & Readonly<Record<string, unknown>>;
  return said(rest);
}

describe('what is said in another way', () => {
  it.each(variations)('means the same: %s', (_, vary, most) => {
    const varied = sample.flatMap((sentence, index) => {
      const text = vary(sentence, numbers(index));
      return text === null || text === sentence.text ? [] : [{ ...sentence, text }];
    });
    const misses = varied.filter(({ text, given, parsed }) => !isDeepStrictEqual(meaning(parse(text, given)), meaning(parsed)));
    expect(varied.length).toBeGreaterThan(15);
    expect((misses.length * 100) / varied.length, misses.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(most);
  });

  it('is tried on two thousand sentences', () => {
    expect(sentences.length).toBeGreaterThan(2000);
  });
});

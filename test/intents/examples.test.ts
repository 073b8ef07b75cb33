import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as readYaml } from 'yaml';
import type { ParseContext } from '../../src/core/intent.ts';
import { intentNames } from '../../src/core/intent.ts';
import { locales } from '../../src/core/locale.ts';
import { createParser, loadIntents } from '../../src/intents/parse.ts';
import { said } from './differences.ts';

type Example = Readonly<Record<string, unknown>> & { readonly text: string; readonly given?: ParseContext };
type Spoken<T> = Readonly<Record<'en' | 'ko', readonly T[]>>;

const folder = new URL('../../intents/', import.meta.url);
const read = (file: string): { intent: string; examples: Spoken<Example | string> } => readYaml(readFileSync(new URL(file, folder), 'utf8'));
const files = readdirSync(folder).filter((file) => file !== 'words.yaml');
const parse = createParser(loadIntents());

const questions: readonly Example[] = files
  .filter((file) => file !== 'none.yaml')
  .flatMap((file) => {
    const { intent, examples } = read(file);
    return locales.flatMap((locale) => (examples[locale] as readonly Example[]).map((example) => ({ intent, locale, ...example })));
  });

/** What an example says of the parse: `explained` is the slot `text`; with `choices` the bot asks which reading is meant. */
function meaning({ text: _, given: __, explained, choices, intent, ...slots }: Example): Record<string, unknown> {
  if (choices) return { intent: 'choose', locale: slots.locale, choices };
  return { intent, ...slots, ...(explained === undefined ? {} : { text: explained }) };
}

/** The examples beside the grammar say all that is meant: a slot that they do not name must stay empty. */
describe('examples of the intents', () => {
  it.each(questions)('$intent: $text', (question) => {
    const parsed = said(parse(question.text, { addressed: true, ...question.given })) as Record<string, unknown>;
    const meant = said(meaning(question)) as Record<string, unknown>;
    if (question.choices) expect(parsed).toMatchObject(meant);
    else expect(parsed).toEqual(meant);
  });

  it('cover every intent in both languages, half of them Korean', () => {
    const of = (locale: string) => questions.filter((question) => question.locale === locale);
    for (const locale of locales) expect([...new Set(of(locale).map(({ intent }) => intent))].sort()).toEqual([...intentNames].sort());
    expect(of('ko').length).toBeGreaterThan(questions.length * 0.4);
    expect(questions.length).toBeGreaterThanOrEqual(200);
  });
});

describe('what people say to each other in a channel', () => {
  const { examples } = read('none.yaml');
  const chatter = locales.flatMap((locale) => examples[locale] as readonly string[]);

  it.each(chatter)('%s', (text) => {
    expect(parse(text, { addressed: false }).intent).toBe('none');
  });

  it('is a hundred sentences and more', () => {
    expect(chatter.length).toBeGreaterThanOrEqual(100);
  });
});

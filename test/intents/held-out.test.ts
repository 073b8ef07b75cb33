import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse as readYaml } from 'yaml';
import { z } from 'zod';
import type { ParseContext } from '../../src/core/intent.ts';
import { createParser, loadIntents } from '../../src/intents/parse.ts';
import { differences } from './differences.ts';

/** Sentences written apart from the grammar, by someone who had not seen it. They measure; they are not there to be fitted one by one. */
const sentence = z.object({
  text: z.string(),
  addressed: z.boolean().default(true),
  target: z.record(z.string(), z.unknown()).optional(),
  clusters: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
  locale: z.enum(['en', 'ko']).optional(),
  expect: z.record(z.string(), z.unknown()),
});
const wanted = 0.97;

const parse = createParser(loadIntents());

const files = readdirSync(import.meta.dirname).filter((file) => file.startsWith('held-out') && file.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  it(`is understood to ${wanted * 100} %`, () => {
    const sentences = z
      .array(sentence)
      .min(50)
      .parse(readYaml(readFileSync(new URL(file, import.meta.url), 'utf8')));
    const misses = sentences.flatMap(({ text, expect: meaning, ...given }) => {
      const wrong = differences(parse(text, given as ParseContext), meaning);
      return wrong.length > 0 ? [`${JSON.stringify(text)}: ${wrong.join('; ')}`] : [];
    });
    const accuracy = (sentences.length - misses.length) / sentences.length;
    console.log(
      `${file}: ${sentences.length - misses.length} of ${sentences.length} (${(accuracy * 100).toFixed(1)} %)\n${misses.map((miss) => `  ${miss}`).join('\n')}`,
    );
    expect(accuracy, misses.join('\n')).toBeGreaterThanOrEqual(wanted);
  });
});

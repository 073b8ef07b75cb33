import { readdirSync, readFileSync } from 'node:fs';
import { parse as readYaml } from 'yaml';
import type { Intent, ParseContext, Parsed } from '../../src/core/intent.ts';
import type { Parser } from '../../src/intents/parse.ts';
import { differences } from './differences.ts';

/** A sentence that is understood as its label says. */
export interface Labelled {
  readonly text: string;
  readonly given: ParseContext;
  readonly parsed: Intent;
  readonly korean: boolean;
}

interface Row {
  readonly text: string;
  readonly given: ParseContext;
  readonly expect: Readonly<Record<string, unknown>>;
}

const held = new URL('./', import.meta.url);
const intents = new URL('../../intents/', import.meta.url);

/** All sentences with a label that the parser gets right, those that get no answer left out. */
export function labelledSentences(parse: Parser): Labelled[] {
  return [...heldOut(), ...examples()].flatMap(({ text, given, expect }) => {
    const parsed: Parsed = parse(text, given);
    if (parsed.intent === 'none' || parsed.intent === 'choose' || differences(parsed, expect).length > 0) return [];
    return [{ text, given, parsed, korean: /[가-힣]/.test(text) }];
  });
}

function heldOut(): Row[] {
  const files = readdirSync(held).filter((file) => file.startsWith('held-out') && file.endsWith('.yaml'));
  return files.flatMap((file) => {
    const rows: ({ text: string; expect: Row['expect'] } & Partial<ParseContext>)[] = readYaml(readFileSync(new URL(file, held), 'utf8'));
    return rows.map(({ text, expect, ...given }) => ({ text, expect, given: { addressed: true, ...given } }));
  });
}

interface Example extends Readonly<Record<string, unknown>> {
  readonly text: string;
  readonly given?: Partial<ParseContext>;
}

function examples(): Row[] {
  const files = readdirSync(intents).filter((file) => file !== 'words.yaml' && file !== 'none.yaml');
  return files.flatMap((file) => {
    const data: { intent: string; examples: Readonly<Record<'en' | 'ko', readonly Example[]>> } = readYaml(
      readFileSync(new URL(file, intents), 'utf8'),
    );
    return [...data.examples.en, ...data.examples.ko]
      .filter(({ choices }) => choices === undefined)
      .map(({ text, given, explained: _, ...slots }) => ({ text, given: { addressed: true, ...given }, expect: { intent: data.intent, ...slots } }));
  });
}

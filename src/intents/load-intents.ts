import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { intentNames } from '../core/intent.ts';
import { type IntentData, type IntentFile, intentFile, wordsFile } from './intent-data.ts';

const folder = new URL('../../intents/', import.meta.url);

/** A file under intents/ that cannot be used: says which file, which key and why. */
export class IntentFileError extends Error {
  override readonly name = 'IntentFileError';
  constructor(file: string, problems: readonly string[]) {
    super(problems.map((problem) => `intents/${file}: ${problem}`).join('\n'));
  }
}

/** Reads and checks intents/*.yaml. */
export function loadIntents(from: URL = folder): IntentData {
  const read = (name: string) => ({ name, text: readFileSync(new URL(name, from), 'utf8') });
  const files = readdirSync(from)
    .filter((name) => name.endsWith('.yaml') && name !== 'words.yaml')
    .sort();
  const intents = files.map((name) => readIntent(read(name)));
  const missing = [...intentNames, 'none'].filter((name) => !files.includes(`${name}.yaml`));
  if (missing.length > 0) throw new IntentFileError(`${missing[0]}.yaml`, ['is missing']);
  return { words: checked(wordsFile, read('words.yaml')), intents };
}

function readIntent(file: { name: string; text: string }): IntentFile {
  const intent = checked(intentFile, file);
  if (`${intent.intent}.yaml` !== basename(file.name))
    throw new IntentFileError(file.name, [`intent: is "${intent.intent}", not as the file is named`]);
  return intent;
}

/** The content of one YAML file, or an IntentFileError that names file and key. */
export function checked<S extends z.ZodType>(schema: S, file: { readonly name: string; readonly text: string }): z.output<S> {
  let content: unknown;
  try {
    content = parse(file.text);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new IntentFileError(file.name, [error.message.split('\n')[0] ?? error.message]);
    throw error;
  }
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  throw new IntentFileError(
    file.name,
    result.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

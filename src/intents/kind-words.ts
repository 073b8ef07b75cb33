import { readFileSync } from 'node:fs';
import type { Kind } from '../core/kinds.ts';
import { wordsFile } from './intent-data.ts';
import { buildLexicon } from './lexicon.ts';
import { checked } from './load-intents.ts';

let known: ReadonlyMap<string, Kind> | null = null;

/** The kind that a word stands for, in either language: `po`, `Deployments`, `deployment.apps`, `파드`. Null: none that we know. */
export function kindOfWord(word: string): Kind | null {
  known ??= readKinds();
  const plain = word.normalize('NFC').toLowerCase();
  return known.get(plain) ?? known.get(plain.split('.')[0] ?? '') ?? null;
}

function readKinds(): ReadonlyMap<string, Kind> {
  const text = readFileSync(new URL('../../intents/words.yaml', import.meta.url), 'utf8');
  return buildLexicon({ words: checked(wordsFile, { name: 'words.yaml', text }), intents: [] }).kinds;
}

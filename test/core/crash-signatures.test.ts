import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lastMatch } from '../../src/core/log-signature.ts';
import { crashSignatures } from '../../src/rules/container/crash-cause-in-log.signatures.ts';
import { expectLinearPatterns, expectWords } from './signature-checks.ts';

type Example = { readonly line: string; readonly [capture: string]: string };
const examples = parse(readFileSync('test/core/crash-signatures.yaml', 'utf8')) as Readonly<Record<string, readonly Example[]>>;

it('every signature has an example, and every example a signature', () => {
  expect(Object.keys(examples).toSorted()).toEqual(crashSignatures.map(({ id }) => id).toSorted());
});

describe.each(crashSignatures.map((signature) => [signature.id, signature] as const))('%s', (id, signature) => {
  it.each((examples[id] ?? []).map(({ line, ...captures }) => [line, captures] as const))('%s', (line, captures) => {
    const match = lastMatch(['starting', line], crashSignatures);
    expect(match?.signature.id).toBe(id);
    const { line_, ...rest } = captures as Record<string, string>;
    expect(match?.captures).toMatchObject({ ...rest, ...(line_ ? { line: line_ } : {}) });
    expectWords(signature, match?.captures ?? {});
  });

  it('has linear patterns', () => expectLinearPatterns(signature));
});

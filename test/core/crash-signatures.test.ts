import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { lastMatch } from '../../src/core/log-signature.ts';
import { crashSignatures } from '../../src/rules/container/crash-cause-in-log.signatures.ts';

type Example = { readonly line: string; readonly [capture: string]: string };
const examples = parse(readFileSync('test/core/crash-signatures.yaml', 'utf8')) as Readonly<Record<string, readonly Example[]>>;

it('every signature has an example, and every example a signature', () => {
  expect(Object.keys(examples).toSorted()).toEqual(crashSignatures.map(({ id }) => id).toSorted());
});

describe.each(crashSignatures.map((signature) => [signature.id, signature] as const))('%s', (id, { says, look, fix, patterns, link }) => {
  it.each((examples[id] ?? []).map(({ line, ...captures }) => [line, captures] as const))('%s', (line, captures) => {
    const match = lastMatch(['starting', line], crashSignatures);
    expect(match?.signature.id).toBe(id);
    const { line_, ...rest } = captures as Record<string, string>;
    expect(match?.captures).toMatchObject({ ...rest, ...(line_ ? { line: line_ } : {}) });
    const en = says.en('Container `web`', match?.captures ?? {});
    const ko = says.ko('`web` 컨테이너', match?.captures ?? {});
    for (const text of [en, ko, look.en, look.ko, fix.en, fix.ko]) {
      expect(text).not.toMatch(/undefined| {2}|\s[.,]/);
      expect((text.match(/`/g)?.length ?? 0) % 2, text).toBe(0);
    }
    expect(ko).toMatch(/[가-힣]/);
    expect(ko).not.toMatch(/`(?:이|가|은|는|을|를|와|과|으로|로)(?=[\s,.])/);
    expect(en.replace(/`[^`]*`/g, '')).not.toMatch(/[가-힣]/);
  });

  it('has linear patterns', () => {
    for (const { source, flags } of patterns) {
      expect(flags).not.toMatch(/[gy]/);
      // what is repeated without a bound, and a repetition within a repetition, take more than linear time
      expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/[^\\][*+](?!\?)/);
      expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/\{\d+,\d*\}[^()|]*\)\{?[*+]/);
    }
    expect(link).toMatch(/^https:\/\//);
  });
});

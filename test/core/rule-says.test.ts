import { expect, it } from 'vitest';
import type { AnyRule } from '../../src/core/rule.ts';
import { line } from '../../src/core/words/document.ts';
import { ruleSays } from '../../src/core/words/rule-says.ts';

const rule = {
  says: { en: ({ words, all }: { words: string; all: { text: string }[] }) => `It says \`${words}\`, and \`${all[0]?.text}\`.`, ko: () => '' },
} as unknown as AnyRule;

it("other programs' words end no code span and no sentence, however deep they are in the facts", () => {
  const facts = { words: 'run `rm -rf /`\n now', all: [{ text: 'a`b' }] };
  const says = ruleSays(rule, { facts, subject: { kind: 'pod', name: 'web-0', namespace: 'shop' } }, 'en');
  expect(line(says)).toEqual([
    { text: 'It says ' },
    { text: "run 'rm -rf /' now", style: 'code' },
    { text: ', and ' },
    { text: "a'b", style: 'code' },
    { text: '.' },
  ]);
});

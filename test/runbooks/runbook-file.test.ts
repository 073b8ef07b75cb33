import { describe, expect, it } from 'vitest';
import { readRunbook } from '../../src/runbooks/load-runbooks.ts';

const good = `
id: tea
coverage: [runbook/tea]
title: { en: Tea, ko: 차 }
aliases: [tea, 차]
summary: { en: How to make it., ko: 만드는 방법입니다. }
parts:
  - title: { en: Boil, ko: 끓이기 }
    steps:
      - { kind: look, text: { en: Is there water?, ko: 물이 있는지 봅니다. }, command: kettle --level }
docs: [https://kubernetes.io/docs/home/]
`;

describe('a runbook file', () => {
  it('is read', () => {
    expect(readRunbook('tea.yaml', good)).toMatchObject({ id: 'tea', parts: [{ steps: [{ kind: 'look', command: 'kettle --level' }] }] });
  });

  it.each([
    ['a missing language', good.replace(', ko: 끓이기', ''), 'parts.0.title.ko'],
    ['a key that is not known', good.replace('summary:', 'sumary: x\nsummary:'), '(top): Unrecognized key: "sumary"'],
    ['a change without a way back', good.replace('kind: look', 'kind: change'), 'parts.0.steps.0.undo'],
    ['no documentation', good.replace(/docs: .*/, 'docs: []'), 'docs'],
    ['YAML that is none', good.replace('aliases: [tea', 'aliases: [[tea'), 'tea.yaml'],
  ])('is refused for %s', (_why, content, message) => {
    expect(() => readRunbook('tea.yaml', content)).toThrow(message);
  });

  it('is named as its id', () => {
    expect(() => readRunbook('coffee.yaml', good)).toThrow('not as the file is named');
  });
});

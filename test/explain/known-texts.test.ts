import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explainText } from '../../src/core/explain.ts';
import { signatureSets } from '../../src/rules/signatures.ts';
import { hungParticle } from '../core/hung-particle.ts';

const root = join(import.meta.dirname, '../..');

/** test/explain/known.txt: `rule#signature | line`. Without a signature any of the rule's will do. */
const known = readFileSync(join(import.meta.dirname, 'known.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const at = line.indexOf(' | ');
    return { wanted: line.slice(0, at), text: line.slice(at + 3) };
  });

describe('texts that are known', () => {
  it.each(known.map(({ wanted, text }) => [wanted, text] as const))('%s: %s', (wanted, text) => {
    const { verdict, known: found } = explainText(text, signatureSets);
    expect(verdict).toBe('problem');
    const [first] = found;
    expect(`${first?.rule}#${wanted.endsWith('#') ? '' : first?.signature.id}`).toBe(wanted);
    const { signature, captures } = first as NonNullable<typeof first>;
    const en = signature.says.en('The process', captures);
    const ko = signature.says.ko('프로세스', captures);
    for (const words of [en, ko]) {
      expect(words).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|\[ |`…`| {2}|``/);
      expect(words.trim()).toBe(words);
    }
    expect(ko).toMatch(/[가-힣]/);
    expect(en.replaceAll(/`[^`]*`/g, '')).not.toMatch(/[가-힣]/);
    expect(ko).not.toMatch(hungParticle);
  });

  it('are more than 120', () => {
    expect(known.length).toBeGreaterThanOrEqual(120);
  });
});

describe('the catalog of texts', () => {
  const all = signatureSets.flatMap(({ rule, signatures }) => signatures.map((signature) => ({ rule, signature })));

  it('holds every file of signatures that is on the disk', () => {
    const files = readdirSync(join(root, 'src/rules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.signatures.ts'));
    const imports = [
      'signatures.ts',
      'windows/windows-texts.signatures.ts',
      'container/crash-cause-in-log.signatures.ts',
      'container/start-texts.signatures.ts',
    ]
      .map((file) => readFileSync(join(root, 'src/rules', file), 'utf8'))
      .join('\n');
    // judges by a rule of its own, and is no LogSignature
    const other = ['ingress/tls-secret-missing.signatures.ts'];
    expect(files.filter((file) => !other.includes(file) && !imports.includes(file.replace(/^.*\//, '')))).toEqual([]);
  });

  it('names each text once within its rule', () => {
    const keys = all.map(({ rule, signature }) => `${rule}#${signature.id}`);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it.each(all.map(({ rule, signature }) => [`${rule}#${signature.id}`, signature] as const))('%s', (_key, { patterns, link, look, fix }) => {
    expect(link).toMatch(/^https:\/\//);
    for (const pattern of patterns) expect(pattern.flags).not.toMatch(/[gy]/);
    for (const { en, ko } of [look, fix]) {
      expect(ko).toMatch(/[가-힣]/);
      expect(en).not.toMatch(/[가-힣]/);
      expect(`${en}${ko}`).not.toMatch(/undefined| {2}/);
      expect(ko).not.toMatch(hungParticle);
    }
  });

  it('has an example of every text of a component', () => {
    const examples = new Set(known.map(({ wanted }) => wanted));
    const sets = signatureSets.filter(
      ({ rule, onlyIn }) => !onlyIn && rule !== 'container/crash-cause-in-log' && !rule.startsWith('control-plane/audit-policy'),
    );
    const without = sets.flatMap(({ rule, signatures }) => signatures.map(({ id }) => `${rule}#${id}`).filter((key) => !examples.has(key)));
    expect(without).toEqual([]);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explainText } from '../../src/core/explain.ts';
import { allMatches } from '../../src/core/log-signature.ts';
import { signatureSets } from '../../src/rules/signatures.ts';
import { windowsTexts } from '../../src/rules/windows/windows-texts.signatures.ts';

type Example = { readonly line: string; readonly [capture: string]: string };
const examples = parse(readFileSync('test/core/windows-signatures.yaml', 'utf8')) as Readonly<Record<string, readonly Example[]>>;
const signatures = Object.values(windowsTexts).flat();

it('every signature has an example, and every example a signature', () => {
  expect(Object.keys(examples).toSorted()).toEqual(signatures.map(({ id }) => id).toSorted());
});

it('none of them knows the usual lines of Linux nodes', () => {
  const lines = [
    'dial tcp: lookup orders-db on 10.96.0.10:53: no such host',
    'dial tcp 10.96.132.175:5432: connect: connection refused',
    'open /run/flannel/subnet.env: no such file or directory',
    'no match for platform in manifest: not found',
    '"Failed to retrieve node info" err="nodes \\"worker-9\\" not found"',
    '64 bytes from 8.8.8.8: icmp_seq=1 ttl=115 time=3.1 ms',
    "Server: 10.96.0.10 ** server can't find kubernetes.default: NXDOMAIN",
  ];
  expect(allMatches(lines, signatures).map(({ signature, line }) => `${signature.id}: ${line}`)).toEqual([]);
});

it('an explanation of such a line alone gives the same, but for lines that Linux nodes have too', () => {
  const shared = ['windows-pause-image-mismatch', 'windows-cannot-allocate-range-maybe'];
  const others = Object.entries(examples).flatMap(([id, list]) =>
    list.map(({ line }) => [id, explainText(line, signatureSets).known[0]?.signature.id] as const).filter(([, found]) => found !== id),
  );
  expect(others.filter(([id, found]) => !found || !shared.includes(id))).toEqual([]);
});

describe.each(signatures.map((signature) => [signature.id, signature] as const))('%s', (id, { says, look, fix, patterns, link }) => {
  it.each((examples[id] ?? []).map(({ line, ...captures }) => [line, captures] as const))('%s', (line, captures) => {
    // the general ones may tell of the same line
    const first = allMatches(['starting', line], signatures).toSorted(
      (a, b) => Number(a.signature.symptom ?? false) - Number(b.signature.symptom ?? false),
    )[0];
    expect(first?.signature.id).toBe(id);
    expect(first?.captures).toMatchObject(captures);
    const en = says.en('Container `web`', first?.captures ?? {});
    const ko = says.ko('`web` 컨테이너', first?.captures ?? {});
    for (const text of [en, ko, look.en, look.ko, fix.en, fix.ko]) {
      expect(text).not.toMatch(/undefined| {2}|\s[.,]/);
      expect((text.match(/`/g)?.length ?? 0) % 2, text).toBe(0);
    }
    for (const text of [ko, look.ko, fix.ko]) {
      expect(text).toMatch(/[가-힣]/);
      expect(text).not.toMatch(/`(?:이|가|은|는|을|를|와|과|으로|로)(?=[\s,.])/);
    }
    expect(en.replace(/`[^`]*`/g, '')).not.toMatch(/[가-힣]/);
  });

  it('has linear patterns', () => {
    for (const { source, flags } of patterns) {
      expect(flags).not.toMatch(/[gy]/);
      expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/[^\\][*+](?!\?)/);
      expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/\{\d+,\d*\}[^()|]*\)\{?[*+]/);
    }
    expect(link).toMatch(/^https:\/\//);
  });
});

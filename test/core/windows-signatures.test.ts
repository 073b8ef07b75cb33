import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { explainText } from '../../src/core/explain.ts';
import { allMatches } from '../../src/core/log-signature.ts';
import { signatureSets } from '../../src/rules/signatures.ts';
import { windowsTexts } from '../../src/rules/windows/windows-texts.signatures.ts';
import { expectLinearPatterns, expectWords } from './signature-checks.ts';

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

describe.each(signatures.map((signature) => [signature.id, signature] as const))('%s', (id, signature) => {
  it.each((examples[id] ?? []).map(({ line, ...captures }) => [line, captures] as const))('%s', (line, captures) => {
    // the general ones may tell of the same line
    const first = allMatches(['starting', line], signatures).toSorted(
      (a, b) => Number(a.signature.symptom ?? false) - Number(b.signature.symptom ?? false),
    )[0];
    expect(first?.signature.id).toBe(id);
    expect(first?.captures).toMatchObject(captures);
    expectWords(signature, first?.captures ?? {});
  });

  it('has linear patterns', () => expectLinearPatterns(signature));
});

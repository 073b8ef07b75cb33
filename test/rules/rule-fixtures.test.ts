import { describe, expect, it } from 'vitest';
import type { RuleHit } from '../../src/core/diagnose.ts';
import type { Ref } from '../../src/core/ref.ts';
import { rules } from '../../src/rules/index.ts';
import { hungParticle } from '../core/hung-particle.ts';
import { leadKeys, readFixtures, runRule } from './rule-fixtures.ts';

const fixtures = readFixtures();
const byRule = Map.groupBy(fixtures, ({ rule }) => rule);

describe('fixtures', () => {
  it('belong to rules that exist', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect([...byRule.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const own = byRule.get(id) ?? [];

  it('has a fixture that fires and one that is quiet', () => {
    expect(own.filter(({ fires }) => fires).length, 'fires.<why>.yaml').toBeGreaterThan(0);
    expect(own.filter(({ fires }) => !fires).length, 'quiet.<why>.yaml').toBeGreaterThan(0);
  });

  it.each(own.filter(({ fires }) => fires).map(({ file, fixture }) => [file, fixture] as const))('%s', async (_file, fixture) => {
    const { hits, requests, blind } = await runRule(rule, fixture);
    expect(blind, 'a facet could not be read').toBe(false);
    expect(hits, 'hits').toHaveLength(fixture.expect?.hits ?? 1);
    const [first] = hits as [RuleHit, ...RuleHit[]];
    expect(first.hit.facts).toMatchObject(fixture.expect?.facts ?? {});
    if (fixture.expect?.leads) expect(leadKeys(first)).toEqual(fixture.expect.leads);
    expect(requests, 'expect.requests').toBe(fixture.expect?.requests);
    for (const hit of hits) checkWords(hit, fixture.subject, allTexts(fixture));
  });

  it.each(own.filter(({ fires }) => !fires).map(({ file, fixture }) => [file, fixture] as const))('%s', async (_file, fixture) => {
    const { hits, blind, applied } = await runRule(rule, fixture);
    expect(blind && applied && !fixture.failures, 'a facet could not be read').toBeFalsy();
    expect(hits.map(({ hit }) => hit.facts)).toEqual([]);
  });
});

/** Every key and value of a fixture, unquoted. */
function allTexts(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${allTexts(item)}`)
    .join('\n');
}

const unfilled = /undefined|\bNaN\b|\[object|\$\{|\bnull\b|Invalid Date/;

/** Whatever a person would stumble over. */
function checkWords({ rule, hit }: RuleHit, subject: Ref, fixture: string): void {
  expect(JSON.parse(JSON.stringify(hit.facts)), 'facts are JSON').toEqual(hit.facts);
  const en = rule.says.en(hit.facts, subject);
  const ko = rule.says.ko(hit.facts, subject);
  const steps = rule.steps(hit.facts, subject);
  expect(ko, 'Korean').toMatch(/[가-힣]/);
  expect(en.replace(/`[^`]*`/g, ''), 'English').not.toMatch(/[가-힣]/);
  expect(steps.length, 'steps').toBeGreaterThan(0);
  for (const text of [en, ko, ...steps.flatMap((step) => [step.text.en, step.text.ko, step.command ?? 'none'])]) {
    expect(text).not.toMatch(unfilled);
    expect(text.trim()).not.toBe('');
    expect(text).not.toContain('  ');
  }
  // a particle hung on a variable reads wrongly for half of all names
  expect([ko, ...steps.map(({ text }) => text.ko)].join('\n')).not.toMatch(hungParticle);
  expect(rule.docs).toMatch(/^https:\/\//);
  expect(hit.proof.length, 'proof').toBeGreaterThan(0);
  for (const { path, value } of hit.proof) {
    expect(path.trim()).not.toBe('');
    const seen = String(value).split('\n')[0]?.trim().slice(0, 40) ?? '';
    expect(
      value === null || typeof value !== 'string' || fixture.replaceAll(/\s+/g, ' ').includes(seen.replaceAll(/\s+/g, ' ')),
      `proof ${path} = ${value} is in the evidence`,
    ).toBe(true);
  }
}

import { expect } from 'vitest';
import type { Captures, LogSignature } from '../../src/core/log-signature.ts';
import { hungParticle } from './hung-particle.ts';

/** What a signature says of a line is whole in both languages: nothing unfilled, no particle hung on a variable. */
export function expectWords({ says, look, fix }: LogSignature, captures: Captures): void {
  const en = says.en('Container `web`', captures);
  const ko = says.ko('`web` 컨테이너', captures);
  for (const text of [en, ko, look.en, look.ko, fix.en, fix.ko]) {
    expect(text).not.toMatch(/undefined| {2}|\s[.,]/);
    expect((text.match(/`/g)?.length ?? 0) % 2, text).toBe(0);
  }
  for (const text of [ko, look.ko, fix.ko]) {
    expect(text).toMatch(/[가-힣]/);
    expect(text).not.toMatch(hungParticle);
  }
  expect(en.replace(/`[^`]*`/g, '')).not.toMatch(/[가-힣]/);
}

/** A pattern keeps no place between lines and needs linear time; the signature says where its text comes from. */
export function expectLinearPatterns({ patterns, link }: LogSignature): void {
  for (const { source, flags } of patterns) {
    expect(flags).not.toMatch(/[gy]/);
    // what is repeated without a bound, and a repetition within a repetition, take more than linear time
    expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/[^\\][*+](?!\?)/);
    expect(source.replace(/\[[^\]]*\]/g, 'x')).not.toMatch(/\{\d+,\d*\}[^()|]*\)\{?[*+]/);
  }
  expect(link).toMatch(/^https:\/\//);
}

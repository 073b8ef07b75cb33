import { describe, expect, it } from 'vitest';
import { checkJobId } from '../../src/jobs/job-id.ts';
import { storable } from '../../src/jobs/storable.ts';
import { check, checkIn, place } from './samples.ts';

describe('the id of a check', () => {
  it('is the same for a redelivery, whose placeholder is another one', () => {
    expect(checkJobId({ ...check, place: { ...place, placeholderTs: '1700000009.000900' }, text: 'shortened' })).toBe(checkJobId(check));
    expect(checkJobId(structuredClone(check))).toBe(checkJobId(check));
  });

  it.each([
    ['channel', checkIn('C2')],
    ['workspace', { ...check, place: { ...place, team: 'T2' } }],
    ['thread', { ...check, place: { ...place, threadTs: '1700000001.000100' } }],
    ['message of the thread', { ...check, askedAt: '2026-07-01T09:00:01.000Z' }],
    ['person', { ...check, asker: { id: 'U2', name: 'jun' } }],
    ['intent', { ...check, intent: { ...check.intent, intent: 'logs' as const } }],
    ['cluster', { ...check, cluster: 'prod' }],
    ['"check again"', { ...check, again: true }],
  ])('is another one for another %s', (_, other) => {
    expect(checkJobId(other)).not.toBe(checkJobId(check));
  });

  it('is one that BullMQ takes, whatever the place is called', () => {
    expect(checkJobId(check)).toMatch(/^C1-1700000000\.000100-[0-9a-f]{16}$/);
    expect(checkJobId({ ...check, place: { ...place, channel: 'a:b/c 파드', threadTs: '7' } })).toMatch(/^a_b_c___-7-[0-9a-f]{16}$/);
  });
});

describe('what is stored', () => {
  it('has no NUL and no half of a surrogate pair, in keys and in values', () => {
    const value = { 'a\0b': ['x\0', { deep: 'cut \ud83d' }], whole: '😀 \\u0000', n: 1, none: null, yes: true };
    expect(storable(value)).toEqual({ ab: ['x', { deep: 'cut �' }], whole: '😀 \\u0000', n: 1, none: null, yes: true });
  });
});

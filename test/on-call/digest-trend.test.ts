import { expect, it } from 'vitest';
import type { DigestAnswer } from '../../src/core/on-call/digest/digest-answer.ts';
import { compare, type DigestMemory } from '../../src/core/on-call/digest/trend.ts';
import type { Gap } from '../../src/core/report.ts';
import { type Broken, lookOf } from './digest-world.ts';

const days = ['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'].map((day) => `${day}T00:00:00.000Z`);

/** One look a day, each compared with the one before; the last. */
function follow(...looks: readonly (readonly Broken[] | { readonly broken: readonly Broken[]; readonly gaps: readonly Gap[] })[]): DigestAnswer {
  let memory: DigestMemory | null = null;
  let last: DigestAnswer | null = null;
  for (const [index, look] of looks.entries()) {
    const { broken, gaps } = 'broken' in look ? look : { broken: look, gaps: [] };
    const compared = compare(lookOf(days[index] ?? '', broken, gaps), memory);
    memory = JSON.parse(JSON.stringify(compared.memory)) as DigestMemory;
    last = compared.answer;
  }
  return last as DigestAnswer;
}

const states = ({ lines }: DigestAnswer) => lines.map(({ parts, state, since }) => [parts[0]?.ref.name, state, since.slice(8, 10)]);
const web: Broken = { name: 'web', rule: 'container/oom-killed' };
const cart: Broken = { name: 'cart', rule: 'container/image-not-found' };
const names = (lines: readonly { readonly refs: readonly { readonly name: string }[] }[] = []) => lines.map(({ refs }) => refs[0]?.name);

it('the first digest is compared with nothing', () => {
  expect(follow([web]).trend).toEqual({ since: null, fixed: [], unseen: [] });
});

it('tells what is new, what is still there since when, and what is fixed', () => {
  const third = follow([web], [web, cart], [cart]);
  expect(states(third)).toEqual([['cart', 'still', '22']]);
  expect(third.trend).toMatchObject({ since: days[1], fixed: [{ rule: 'container/oom-killed', since: days[0] }] });
  expect(names(third.trend?.fixed)).toEqual(['web']);
  expect(states(follow([web], [web, cart]))).toEqual([
    ['web', 'still', '21'],
    ['cart', 'new', '22'],
  ]);
});

it('what comes back is new again', () => {
  expect(states(follow([web], [], [web]))).toEqual([['web', 'new', '23']]);
});

it('another cause of the same workload is a new cause, and nothing is fixed', () => {
  const after = follow([web], [{ ...web, rule: 'container/exit-code' }]);
  expect(after.lines[0]).toMatchObject({ state: 'new', insteadOf: 'container/oom-killed' });
  expect(after.trend?.fixed).toEqual([]);
});

it('a cause that is no longer known leaves the workload broken', () => {
  expect(follow([web], [{ name: 'web', rule: null }]).trend?.fixed).toEqual([]);
});

it('what could not be read is not fixed, and is remembered until it is seen again', () => {
  const cluster = { kind: 'cluster', name: 'prod' } as const;
  const blind = { broken: [], gaps: [{ facet: 'pods', subject: cluster, why: 'forbidden', detail: '' } as const] };
  const second = follow([web, cart], blind);
  expect(names(second.trend?.unseen)).toEqual(['web', 'cart']);
  expect(second.trend?.fixed).toEqual([]);
  const third = follow([web, cart], blind, [cart]);
  expect(states(third)).toEqual([['cart', 'still', '21']]);
  expect(names(third.trend?.fixed)).toEqual(['web']);
});

it('a gap about something else hides nothing', () => {
  const node = { kind: 'node', name: 'worker-1' } as const;
  const after = follow([web], { broken: [], gaps: [{ facet: 'events', subject: node, why: 'forbidden', detail: '' }] });
  expect(names(after.trend?.fixed)).toEqual(['web']);
});

it('counts the findings of the last fourteen runs', () => {
  let memory: DigestMemory | null = null;
  let runs: DigestAnswer['runs'] = [];
  for (let index = 0; index < 16; index++) {
    const at = new Date(Date.parse(days[0] as string) + index * 3_600_000).toISOString();
    const compared = compare(lookOf(at, index % 2 ? [web] : []), memory);
    memory = compared.memory;
    runs = compared.answer.runs;
  }
  expect(runs.map(({ critical }) => critical)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
});

import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { listSeenBy } from '../../src/core/list-seen-by.ts';
import { answers } from '../slack/support/answers.ts';

const shop = { clusters: null, namespaces: ['shop'] };
const elsewhere = { clusters: null, namespaces: ['payments'] };
const staging = { clusters: ['staging'], namespaces: null };
const lists = Object.entries(answers).filter(([, { type }]) => ['watches', 'digests', 'feeds', 'incident'].includes(type)) as [string, Answer][];
const named = (answer: Answer) => [...JSON.stringify(answer).matchAll(/"namespace":"([^"]+)"/g)].map(([, namespace]) => namespace);
const isList = (answer: Answer) => answer.type !== 'incident' || answer.view === 'list';

describe('lists of what the bot does of its own accord', () => {
  it('are there to be tested', () => {
    expect(new Set(lists.filter(([, answer]) => isList(answer)).map(([, { type }]) => type))).toEqual(
      new Set(['watches', 'digests', 'feeds', 'incident']),
    );
  });

  it.each(lists)('%s has nothing of other namespaces', (_, answer) => {
    expect(listSeenBy(answer, null)).toEqual(answer);
    if (!isList(answer)) return expect(listSeenBy(answer, elsewhere)).toEqual(answer);
    expect(named(listSeenBy(answer, elsewhere))).toEqual([]);
    expect(named(listSeenBy(answer, shop)).filter((namespace) => namespace !== 'shop')).toEqual([]);
  });

  it.each(['watches', 'feeds', 'digests'])('%s keeps what is theirs, and drops other clusters', (type) => {
    const whole = lists.filter(([, answer]) => answer.type === type && named(answer).includes('shop'));
    for (const [, answer] of whole) {
      expect(named(listSeenBy(answer, shop))).toContain('shop');
      expect(JSON.stringify(listSeenBy(answer, staging))).not.toContain('"cluster":"prod"');
    }
    expect(whole.length).toBeGreaterThan(0);
  });

  it('leaves every other answer as it is', () => {
    for (const answer of Object.values(answers))
      if (!['watches', 'digests', 'feeds', 'incident'].includes(answer.type)) expect(listSeenBy(answer, elsewhere)).toBe(answer);
  });
});

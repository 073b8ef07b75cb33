import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, auditEntry, auditSeenBy, collapsed } from '../../src/core/audit.ts';
import { openAuditTrail } from '../../src/jobs/audit-trail.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';
import { sampleReport } from '../slack/support/sample-rules.ts';
import { kinds, newPlace, type Place, silent } from './backends.ts';

const question = { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' } as const;
const asked = (n: number) => ({
  at: new Date(n * 1000).toISOString(),
  who: { id: `U${n % 3}`, name: null },
  where: { medium: 'slack', team: 'T1', channel: 'C1' } as const,
  question,
  cluster: 'prod',
});
const entry = (n: number): AuditEntry => auditEntry(asked(n), { type: 'help' });

describe.each(kinds)('the audit trail on %s', (kind) => {
  let place: Place;
  let backends: Backend[];
  beforeAll(async () => {
    place = await newPlace(kind);
    // over Redis several processes share it; a folder has one
    backends = kind === 'redis' ? [await place.open(), await place.open()] : [await place.open()];
  }, 240_000);
  afterAll(async () => {
    for (const backend of backends) await backend.close();
    await place.remove();
  });

  it('keeps the last 1,000, whichever process they come from', async () => {
    const trails = backends.map(({ store }) => openAuditTrail({ store, write: null, log: silent }));
    for (let from = 0; from < 1_040; from += 20)
      await Promise.all(Array.from({ length: 20 }, (_, n) => trails[n % trails.length]?.record(entry(from + n))));
    const [trail] = trails;
    const kept = (await trail?.latest(5_000)) ?? [];
    expect(kept).toHaveLength(1_000);
    expect(new Set(kept.map(({ at }) => at)).size).toBe(1_000);
    expect(Math.min(...kept.map(({ at }) => Date.parse(at) / 1000))).toBe(40);
    const newest = ((await trail?.latest(20)) ?? []).map(({ at }) => Date.parse(at) / 1000);
    expect(newest.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => 1_020 + n));
  });
});

it('what the bot does of its own accord never pushes questions out, and both come newest first', async () => {
  const trail = openAuditTrail({ store: new MemoryStore(), write: null, log: silent });
  for (let n = 0; n < 3; n++) await trail.record(entry(n));
  for (let n = 10; n < 1_300; n++) await trail.record({ ...entry(n), occasion: { of: 'alert', event: 'look' } });
  await trail.record(entry(1_200));
  const all = await trail.latest(1_000);
  expect(all.filter(({ occasion }) => !occasion).map(({ at }) => Date.parse(at) / 1000)).toEqual([1_200, 2, 1, 0]);
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .reverse(),
  );
});

it('what was done again and again for one reason is shown once, with how often', () => {
  const look = (n: number, more: Partial<AuditEntry> = {}): AuditEntry => ({
    ...entry(0),
    at: entry(n).at,
    occasion: { of: 'alert', event: 'look' },
    ...more,
  });
  const cart = { question: { ...question, name: 'cart' } };
  const shown = collapsed([look(9), entry(8), look(7, cart), look(6), entry(8), look(5)]);
  expect(shown.map(({ at, times }) => [Date.parse(at) / 1000, times])).toEqual([
    [9, 3],
    [8, undefined],
    [7, undefined],
    [8, undefined],
  ]);
});

it('writes a line of JSON for each, and goes on where one of the two cannot be had', async () => {
  const lines: string[] = [];
  const store = { append: async () => Promise.reject(new Error('redis is away')), latest: async () => [] };
  const trail = openAuditTrail({ store: store as never, write: async (line) => void lines.push(line), log: silent });
  await trail.record(entry(1));
  expect(lines).toHaveLength(1);
  expect(lines[0]?.endsWith('\n')).toBe(true);
  expect(JSON.parse(lines[0] ?? '')).toEqual(entry(1));
});

describe('an entry', () => {
  it('says what was asked, read and found, and nothing that the cluster said', () => {
    const read = { pod: 2, log: 1 };
    const made = auditEntry({ ...asked(1), read, ms: 41.7, as: 'mina@example.com' }, { type: 'report', report: sampleReport });
    expect(made).toMatchObject({ outcome: 'answered', answer: 'report', verdict: 'problem', causes: ['sample/node-full'], read, ms: 42, code: null });
    expect(JSON.stringify(made)).not.toContain('110 pods');
  });

  it('has nothing of a pasted text, of an answer that quotes logs, or of a note', () => {
    const secret = 'password=hunter2';
    const explain = { ...question, intent: 'explain', text: secret, topic: secret } as const;
    const logs = {
      type: 'logs',
      cluster: 'prod',
      ref: { kind: 'pod', name: 'web-0', namespace: 'shop' },
      previous: false,
      otherContainers: [],
      gaps: [],
    };
    const answer = { ...logs, logs: [{ container: 'app', init: false, lines: [secret] }] } as const;
    expect(JSON.stringify(auditEntry({ ...asked(1), question: explain }, answer as never))).not.toContain('hunter2');
  });

  it('tells a refusal from a failure', () => {
    const failure = { type: 'failure', code: 'timeout', cluster: 'prod', what: null, detail: null } as const;
    const refusal = { missing: 'namespace', what: 'payments', may: [], contact: null } as const;
    expect(auditEntry(asked(1), failure)).toMatchObject({ outcome: 'failed', code: 'timeout', missing: null });
    expect(auditEntry(asked(1), { ...failure, code: 'not-permitted', refusal })).toMatchObject({ outcome: 'refused', missing: 'namespace' });
  });
});

describe('who sees which entries', () => {
  const entries = [
    entry(0),
    { ...entry(1), question: { ...question, namespace: 'payments' } },
    { ...entry(2), cluster: 'staging' },
    { ...entry(3), question: { ...question, name: null, namespace: null } },
  ];
  const seen = (rights: Parameters<typeof auditSeenBy>[2], id = 'U0') =>
    auditSeenBy(entries, { id, name: null }, rights).map((one) => entries.indexOf(one));

  it('without a policy everyone their own', () => {
    expect(seen(null)).toEqual([0, 3]);
    expect(seen(null, 'U1')).toEqual([1]);
    expect(auditSeenBy([{ ...entry(1), pressedBy: { id: 'U9', name: null } }], { id: 'U9', name: null }, null)).toHaveLength(1);
  });

  it('with one those of the clusters and namespaces that are theirs', () => {
    expect(seen({ clusters: null, namespaces: null, as: null })).toEqual([0, 1, 2, 3]);
    expect(seen({ clusters: null, namespaces: ['shop'], as: null })).toEqual([0, 2]);
    expect(seen({ clusters: ['prod'], namespaces: ['shop'], as: null })).toEqual([0]);
  });
});

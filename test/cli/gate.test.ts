import { describe, expect, it } from 'vitest';
import { openGate } from '../../src/cli/gate.ts';
import type { AnswerOptions, Runtime } from '../../src/cli/runtime.ts';
import type { Access, Permit } from '../../src/core/access.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { AuditEntry } from '../../src/core/audit.ts';
import type { CheckJob } from '../../src/core/jobs.ts';
import type { Rights } from '../../src/core/policy.ts';
import type { AnyRule } from '../../src/core/rule.ts';

const rights: Rights = { clusters: null, namespaces: ['shop'], as: { user: 'mina@example.com', groups: [] } };
const no: Permit = { allowed: false, refusal: { missing: 'person', what: null, may: [], contact: null } };
const why = { intent: 'why', kind: 'pod', name: 'web-0', namespace: 'shop', symptom: null, locale: 'en' } as const;
const job = (more: Partial<CheckJob> = {}): CheckJob => ({
  intent: why,
  place: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1.1', placeholderTs: '1.1' },
  asker: { id: 'U1', name: 'mina' },
  locale: 'en',
  cluster: null,
  text: 'why web-0',
  askedAt: '2026-11-21T12:00:00.000Z',
  ...more,
});
const entry = (id: string, at: string): AuditEntry => ({
  at,
  who: { id, name: null },
  where: { medium: 'slack', team: 'T1', channel: 'C1' },
  question: why,
  cluster: 'prod',
  as: null,
  outcome: 'answered',
  answer: 'report',
  verdict: null,
  causes: [],
  code: null,
  missing: null,
  read: {},
  ms: 1,
});

function gateWith(permit: (request: Parameters<Access['permit']>[0]) => Permit, kept: AuditEntry[] = []) {
  const asked: AnswerOptions[] = [];
  const defects: string[] = [];
  const gate = openGate({
    runtime: {
      clusters: { defaultName: 'prod', names: () => ['prod'] } as unknown as Runtime['clusters'],
      answer: async (_, options = {}) => {
        asked.push(options);
        options.onRead?.('pod');
        options.onRead?.('pod');
        options.onRead?.('log');
        options.onDefect?.({ id: 'pod/broken-rule' } as AnyRule, new TypeError());
        options.onCollectorDefect?.('node', { kind: 'pod', name: 'web-0', namespace: 'shop' }, new TypeError());
        return { type: 'help' };
      },
    },
    access: { permit: async (request) => permit(request) },
    trail: {
      record: async (one) => void kept.unshift(one),
      latest: async (count) => kept.slice(0, count),
    },
    concurrency: 8,
    names: async (ids) => Object.fromEntries(ids.map((id) => [id, `name of ${id}`])),
    onDefect: ({ id }) => void defects.push(id),
    onCollectorDefect: (facet) => void defects.push(`facet ${facet}`),
  });
  const ask = async (one: CheckJob): Promise<Answer> => {
    const answer = await gate.answer(one, new AbortController().signal, () => {});
    await gate.answered(one, answer);
    return answer;
  };
  return { gate, ask, asked, kept, defects };
}

describe('a question from the queue', () => {
  it('tells the log of a rule or a collector that fails, as does what the bot looks at of its own accord', async () => {
    const { ask, gate, defects } = gateWith(() => no);
    await ask(job({ rights }));
    await gate.look(job({}).intent, { cluster: null, behalf: { spot: { medium: 'terminal', team: null, channel: 'terminal' }, asker: null } });
    expect(defects).toEqual(['pod/broken-rule', 'facet node', 'pod/broken-rule', 'facet node']);
  });

  it('is looked at with the rights that it carries, and kept with what was read', async () => {
    const { ask, asked, kept } = gateWith(() => no);
    expect(await ask(job({ rights }))).toEqual({ type: 'help' });
    expect(asked).toMatchObject([{ rights }]);
    expect(kept).toMatchObject([{ who: { id: 'U1' }, cluster: 'prod', as: 'mina@example.com', read: { pod: 2, log: 1 }, outcome: 'answered' }]);
  });

  it('that carries none is decided here, for the one who pressed', async () => {
    const { ask, asked, kept } = gateWith(({ userId }) => (userId === 'U2' ? no : { allowed: true, intent: why, rights }));
    await ask(job());
    expect(asked).toMatchObject([{ rights }]);
    expect(await ask(job({ pressedBy: { id: 'U2', name: null } }))).toMatchObject({
      type: 'failure',
      code: 'not-permitted',
      refusal: { missing: 'person' },
    });
    expect(asked).toHaveLength(1);
    expect(kept[0]).toMatchObject({ outcome: 'refused', missing: 'person', pressedBy: { id: 'U2' }, read: {} });
  });

  it('of a terminal is asked with the rights of its own kubeconfig', async () => {
    const { ask, asked } = gateWith(() => no);
    const place = { medium: 'terminal', team: null, channel: 'terminal', threadTs: '1', placeholderTs: null } as const;
    expect(await ask(job({ place }))).toEqual({ type: 'help' });
    expect(asked).toMatchObject([{ rights: null }]);
  });
});

describe('what the bot looks at of its own accord', () => {
  const spot = { medium: 'slack', team: 'T1', channel: 'C1' } as const;

  it('has the rights of the one who asked for it, there', async () => {
    const requests: unknown[] = [];
    const { gate, asked } = gateWith((request) => {
      requests.push(request);
      return { allowed: true, intent: why, rights };
    });
    await gate.look(why, { cluster: 'prod', behalf: { spot, asker: { id: 'U1', name: null } } });
    await gate.look(why, { cluster: 'prod', behalf: { spot, asker: null } });
    expect(requests).toMatchObject([
      { channel: 'C1', userId: 'U1' },
      { channel: 'C1', userId: null },
    ]);
    expect(asked).toMatchObject([{ rights }, { rights }]);
  });

  it('is counted for the one who keeps what came of it: what was read, and as whom', async () => {
    const { gate } = gateWith(() => ({ allowed: true, intent: why, rights }));
    const tally = { read: {}, as: null };
    for (const _ of [1, 2]) await gate.look(why, { cluster: 'prod', tally, behalf: { spot, asker: null } });
    expect(tally).toEqual({ read: { pod: 4, log: 2 }, as: 'mina@example.com' });
  });

  it('is refused with theirs', async () => {
    const { gate, asked } = gateWith(() => no);
    expect(await gate.look(why, { cluster: null, behalf: { spot, asker: null } })).toMatchObject({ code: 'not-permitted' });
    expect(asked).toEqual([]);
  });
});

describe('audit', () => {
  const audit = { ...why, kind: null, name: null, namespace: null, intent: 'audit' } as const;
  const all = () => [entry('U2', '2026-11-21T11:59:00Z'), entry('U1', '2026-11-21T11:58:00Z'), entry('U2', '2026-11-21T11:57:00Z')];

  it('shows the latest, with names, and says how many are left out', async () => {
    const { ask } = gateWith(() => no, all());
    const answer = await ask(job({ intent: { ...audit, last: 2 }, rights: { clusters: null, namespaces: null, as: null } }));
    expect(answer).toMatchObject({ type: 'audit', own: false, more: 1, names: { U1: 'name of U1', U2: 'name of U2' } });
    expect(answer).toMatchObject({ entries: [{ who: { id: 'U2' } }, { who: { id: 'U1' } }] });
  });

  it('shows each person their own where there is no policy', async () => {
    const { ask } = gateWith(({ intent }) => ({ allowed: true, intent, rights: null }), all());
    expect(await ask(job({ intent: audit }))).toMatchObject({ own: true, entries: [{ who: { id: 'U1' } }], more: 0 });
  });
});

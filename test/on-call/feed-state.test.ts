import { describe, expect, it } from 'vitest';
import type { BrokenPart, HealthAnswer } from '../../src/core/answer.ts';
import { emptyFeed, type FeedState, holdsAt, takeFailure, takeLook } from '../../src/core/on-call/feed/feed-state.ts';
import { lookOfHealth } from '../../src/core/on-call/feed/problems.ts';
import type { Ref } from '../../src/core/ref.ts';
import type { Finding, Gap } from '../../src/core/report.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const moment = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const deployment = (name: string): Ref => ({ kind: 'deployment', name, namespace: 'shop' });

interface Broken {
  readonly rule?: string;
  readonly subject?: Ref;
  readonly severity?: Finding['severity'];
  readonly parts: readonly (Partial<BrokenPart> & { readonly ref: Ref })[];
}

function health(broken: readonly Broken[], more: { unexplained?: readonly Ref[]; gaps?: readonly Gap[] } = {}): HealthAnswer {
  const findings = broken.map(({ rule = 'container/exit-code', subject, severity = 'critical', parts }, index): Finding => {
    const own = subject ?? { kind: 'pod', name: `${parts[0]?.ref.name}-${index}`, namespace: 'shop' };
    return { id: `f${index}`, rule, subject: own, severity, rootCause: true, because: [], facts: {}, proof: [], alike: [] };
  });
  const cost = { requests: 1, ms: 1 };
  const report = {
    target: null,
    cluster: 'lab',
    at: '',
    verdict: 'problem',
    state: null,
    findings,
    gaps: more.gaps ?? [],
    looked: [],
    cost,
  } as const;
  return {
    type: 'health',
    cluster: 'lab',
    namespace: null,
    report,
    broken: broken.map(({ parts }, index) => ({
      cause: `f${index}`,
      severity: 'critical',
      parts: parts.map((part) => ({ status: '0/1 ready', failingPods: 1, condition: 'failing', ...part })),
    })),
    left: [],
    pods: null,
    nodes: null,
    controlPlane: null,
    capacity: null,
    quotas: null,
    checked: [],
    unexplained: (more.unexplained ?? []).map((ref) => ({ ref, state: { condition: 'failing', status: '' } })),
  };
}
const web = (more: Partial<BrokenPart> = {}): Broken => ({ parts: [{ ref: deployment('web'), ...more }] });
const nothing = health([]);
const many = (count: number) => health(Array.from({ length: count }, (_, index) => ({ parts: [{ ref: deployment(`d${index}`) }] })));

/** Looks every minute; what is told, with the second, and `!` before what is over. */
function feed(looks: readonly (HealthAnswer | 'away')[], every = 60) {
  let state: FeedState = emptyFeed;
  const told: string[] = [];
  looks.forEach((look, index) => {
    const at = moment(index * every);
    state = look === 'away' ? takeFailure(state, 'refused', at) : takeLook(state, lookOfHealth(look), at);
    const says = (message: FeedState['messages'][number]) =>
      message.told.map(({ problem, end }) => `${end === null ? '' : end.how === 'fixed' ? '!' : '~'}${problem.ref.name}`).join(' ');
    for (const message of state.messages) if (message.at !== message.sentAt) told.push(`${index * every} ${says(message)}`);
    if (state.away && state.away.at !== state.away.sentAt) told.push(`${index * every} ${state.away.until ? 'back' : 'away'}`);
    const messages = state.messages.map((message) => ({ ...message, sentAt: message.at }));
    state = { ...state, messages, away: state.away && { ...state.away, sentAt: state.away.at } };
    // as the store keeps it
    state = JSON.parse(JSON.stringify(state)) as FeedState;
  });
  return { told, state };
}

describe('a feed', () => {
  it('tells a problem once, when it has held, and marks it when it is over', () => {
    const looks = [health([web()]), health([web()]), health([web()]), health([web()]), nothing, nothing, nothing];
    expect(feed(looks).told).toEqual(['60 web', '300 !web']);
  });

  it('says nothing of what is there for one look only', () => {
    expect(feed([health([web()]), nothing, health([web()]), nothing]).told).toEqual([]);
    expect(feed([health([web()]), health([web()])], 10).told).toEqual([]);
  });

  it('takes a new pod of a workload for the same problem, and another cause for another', () => {
    const image = health([{ rule: 'container/image-not-found', parts: [{ ref: deployment('web') }] }]);
    expect(feed([health([web()]), health([web()]), image, image, image]).told).toEqual(['60 web', '180 ~web', '180 web']);
  });

  it('lets pods wait for five minutes', () => {
    const pending = (since: string | null) => health([web({ pendingSince: since })]);
    const seen = Array.from({ length: 7 }, () => pending(moment(0)));
    expect(feed(seen).told).toEqual(['300 web']);
    const long = feed(Array.from({ length: 3 }, () => pending(moment(-3600))));
    expect(long.told).toEqual(['60 web']);
    expect(long.state.messages[0]?.told[0]?.since).toBe(moment(-3600));
    const claim = { ref: { kind: 'persistentvolumeclaim', name: 'data', namespace: 'shop' }, status: 'Pending' } as const;
    expect(feed(Array.from({ length: 7 }, () => health([{ parts: [claim] }]))).told).toEqual(['300 data']);
  });

  it('says nothing of rollouts on their way, nor of an autoscaler at its maximum', () => {
    const rollout = health([web({ condition: 'progressing' })]);
    expect(feed([rollout, rollout, rollout]).told).toEqual([]);
    const autoscaler: Ref = { kind: 'horizontalpodautoscaler', name: 'web', namespace: 'shop' };
    const scaled = health([
      { rule: 'hpa/at-maximum', severity: 'warning', subject: autoscaler, parts: [{ ref: deployment('web') }, { ref: autoscaler }] },
    ]);
    expect(feed([scaled, scaled, scaled]).told).toEqual([]);
    const broken = health([{ rule: 'hpa/target-missing', subject: autoscaler, parts: [{ ref: autoscaler }] }]);
    expect(feed([broken, broken]).told).toEqual(['60 web']);
  });

  it('tells what many things stand on once, with what it breaks', () => {
    const node: Ref = { kind: 'node', name: 'worker-1' };
    const down = (...names: string[]) =>
      health([{ rule: 'node/not-ready', subject: node, parts: [{ ref: node }, ...names.map((name) => ({ ref: deployment(name) }))] }]);
    const { told, state } = feed([down('a'), down('a'), down('a', 'b'), down('b')]);
    expect(told).toEqual(['60 worker-1', '120 worker-1']);
    expect(state.messages).toHaveLength(1);
    expect(state.messages[0]?.told[0]?.problem.affected.map(({ name }) => name)).toEqual(['a', 'b']);
  });

  it('tells a Service beside the workload that breaks it, not again', () => {
    const service: Ref = { kind: 'service', name: 'web', namespace: 'shop' };
    const both = health([{ parts: [{ ref: service }, { ref: deployment('web') }] }]);
    const { state } = feed([both, both]);
    expect(state.messages.map(({ told }) => told.map(({ problem }) => [problem.ref.kind, problem.affected.length]))).toEqual([[['deployment', 1]]]);
  });

  it('makes one message of more than ten at once', () => {
    expect(feed([many(10), many(10)]).told).toHaveLength(10);
    const { told } = feed([many(11), many(11), many(1), many(1)]);
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(`180 d0 ${Array.from({ length: 10 }, (_, index) => `!d${index + 1}`).join(' ')}`);
  });

  it('reopens what comes back in the same message, and trusts its next end less', () => {
    const on = health([web()]);
    const { told, state } = feed([on, on, nothing, nothing, on, on, nothing, nothing, nothing, nothing]);
    expect(told).toEqual(['60 web', '180 !web', '300 web', '420 !web']);
    expect(state.messages).toHaveLength(1);
    const late = [on, on, nothing, nothing, ...Array.from({ length: 20 }, () => nothing), on, on];
    expect(feed(late).told).toEqual(['60 web', '180 !web', '1500 web']);
  });
});

describe('what cannot be seen is not fixed', () => {
  const on = health([web()]);

  it('while something could not be read', () => {
    const gap: Gap = { facet: 'pods', subject: { kind: 'cluster', name: 'lab' }, why: 'timeout', detail: '' };
    expect(feed([on, on, health([], { gaps: [gap] }), health([], { gaps: [gap] }), health([], { gaps: [gap] })]).told).toEqual(['60 web']);
    const refused = { ...gap, why: 'forbidden' } as const;
    expect(feed([on, on, health([], { gaps: [refused] }), health([], { gaps: [refused] })]).told).toEqual(['60 web', '180 !web']);
  });

  it('while it was not looked into', () => {
    const gap: Gap = { facet: 'subject', subject: deployment('web'), why: 'over-budget', detail: '' };
    const other: Gap = { ...gap, subject: deployment('db') };
    expect(
      feed([on, on, health([], { gaps: [gap] }), health([], { gaps: [gap] }), health([], { gaps: [other] }), health([], { gaps: [other] })]).told,
    ).toEqual(['60 web', '300 !web']);
  });

  it('while it is not well for another reason', () => {
    const unclear = health([], { unexplained: [deployment('web')] });
    expect(feed([on, on, unclear, unclear, unclear]).told).toEqual(['60 web']);
  });

  it('while the cluster is away, which is told once, and once that it is back', () => {
    const { told } = feed([on, on, 'away', 'away', 'away', 'away', 'away', on, nothing, nothing]);
    expect(told).toEqual(['60 web', '240 away', '420 back', '540 !web']);
  });
});

it('knows when something will have held', () => {
  expect(holdsAt(feed([health([web()])]).state)).toBe(moment(30));
  expect(holdsAt(feed([health([web({ pendingSince: moment(-100) })])]).state)).toBe(moment(200));
  expect(holdsAt(feed([nothing]).state)).toBeNull();
});

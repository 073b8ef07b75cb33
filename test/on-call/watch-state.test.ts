import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { type Look, lookOf } from '../../src/core/on-call/watch/look.ts';
import { beginWatch, holdsAt, takeLook, type WatchState } from '../../src/core/on-call/watch/watch-state.ts';
import type { Finding, Report, Verdict } from '../../src/core/report.ts';

const start = Date.parse('2026-11-21T12:00:00Z');
const target = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;

function finding(rule: string, subject: Finding['subject'], more: Partial<Finding> = {}): Finding {
  return {
    id: `${rule}@${subject.name}`,
    rule,
    subject,
    severity: 'critical',
    rootCause: true,
    because: [],
    facts: {},
    proof: [],
    alike: [],
    ...more,
  };
}
const pod = (name: string) => ({ kind: 'pod', name, namespace: 'shop' }) as const;

function report(verdict: Verdict, findings: readonly Finding[] = [], more: Partial<Report> = {}): Answer {
  const state = { condition: verdict === 'healthy' ? 'ok' : 'failing', status: verdict === 'healthy' ? '3/3 ready' : '0/3 ready' } as const;
  const whole = { target, cluster: 'lab', at: '', verdict, state, findings, gaps: [], looked: [], cost: { requests: 1, ms: 1 }, ...more };
  return { type: 'report', report: whole };
}
const crash = (podName = 'web-1') => report('problem', [finding('container/exit-code', pod(podName))]);
const image = report('problem', [finding('container/image-not-found', pod('web-9'))]);
const healthy = report('healthy');
const rolling = report('healthy', [], { state: { condition: 'progressing', status: '1/3 ready' } });
const unknown = report('unknown');
const away: Answer = { type: 'failure', code: 'refused', cluster: 'lab', what: null, detail: null };
const gone: Answer = { type: 'not-found', cluster: 'lab', kind: 'deployment', name: 'web', namespace: 'shop', similar: [], elsewhere: [], gaps: [] };

const lookAfter = (seconds: number, answer: Answer): Look => lookOf(answer, target, new Date(start + seconds * 1000).toISOString());

/** Looks every 30 seconds at each of these; what was said, with the second at which it was said. */
function watch(answers: readonly Answer[], { seconds = 86_400, untilHealthy = true, every = 30 } = {}) {
  const terms = { until: new Date(start + seconds * 1000).toISOString(), untilHealthy };
  const [first = crash(), ...rest] = answers;
  let state: WatchState = beginWatch(lookAfter(0, first));
  const said: string[] = [];
  let over = false;
  rest.forEach((answer, index) => {
    if (over) throw new Error('it was looked at after the end');
    const at = (index + 1) * every;
    const step = takeLook(state, lookAfter(at, answer), terms);
    state = step.state;
    over = step.over;
    said.push(...step.events.map(({ type }) => `${at} ${type}`));
  });
  return { said, over, state };
}

describe('a watch', () => {
  it('says that it is fixed when that has held for a minute, and ends', () => {
    const { said, over } = watch([crash(), crash(), healthy, healthy, healthy]);
    expect(said).toEqual(['120 fixed']);
    expect(over).toBe(true);
  });

  it('never says it of one look, however long ago that was', () => {
    expect(watch([crash(), healthy, crash(), healthy], { every: 3600 }).said).toEqual([]);
  });

  it('says nothing of what does not hold, and trusts the next change less', () => {
    const flapping = [crash(), healthy, crash(), healthy, crash(), healthy, healthy, healthy, healthy];
    const { said, state } = watch(flapping);
    expect(said).toEqual([]);
    expect(state.relapses).toBe(2);
    const longer = [...flapping, ...Array.from({ length: 5 }, () => healthy)];
    expect(watch(longer).said).toEqual(['390 fixed']);
  });

  it('says when the cause changes, once', () => {
    const { said, over } = watch([crash(), image, image, image, image]);
    expect(said).toEqual(['60 changed']);
    expect(over).toBe(false);
  });

  it('takes a new pod of the same workload for no new cause', () => {
    expect(watch([crash('web-1'), crash('web-2'), crash('web-3'), crash('web-4')]).said).toEqual([]);
  });

  it('says when one of several causes is over, or one is added', () => {
    const both = report('problem', [finding('container/exit-code', pod('web-1')), finding('container/image-not-found', pod('web-2'))]);
    expect(watch([crash(), both, both, crash(), crash()]).said).toEqual(['60 changed', '120 changed']);
  });

  it('says that it is not well though its cause is no longer seen', () => {
    expect(watch([crash(), unknown, unknown, unknown]).said).toEqual(['60 changed']);
  });

  it('takes what a slow API server hides for no change', () => {
    const gap = { facet: 'events', subject: target, why: 'timeout', detail: '' } as const;
    const hidden = report('unknown', [], { gaps: [gap] });
    expect(watch([crash(), hidden, hidden, hidden, hidden]).said).toEqual([]);
    const refused = report('unknown', [], { gaps: [{ ...gap, why: 'forbidden' }] });
    expect(watch([crash(), refused, refused]).said).toEqual(['60 changed']);
  });

  it('says nothing of a rollout that is on its way', () => {
    expect(watch([crash(), rolling, rolling, rolling, healthy, healthy, healthy]).said).toEqual(['180 fixed']);
    expect(watch([healthy, rolling, rolling, rolling, healthy], { untilHealthy: false }).said).toEqual([]);
  });

  it('with a time goes on when it is well, and says when it breaks', () => {
    const answers = [crash(), healthy, healthy, healthy, crash(), crash(), crash()];
    const { said, over } = watch(answers, { seconds: 1800, untilHealthy: false });
    expect(said).toEqual(['90 fixed', '150 broken']);
    expect(over).toBe(false);
  });

  it('ends when its time is over, with the last state', () => {
    const { said, over } = watch([crash(), crash(), crash()], { seconds: 60 });
    expect(said).toEqual(['60 over']);
    expect(over).toBe(true);
  });

  it('ends when the thing is gone for good, not while a pod is replaced', () => {
    expect(watch([crash(), gone, crash()]).said).toEqual([]);
    const { said, over } = watch([crash(), gone, gone]);
    expect(said).toEqual(['60 gone']);
    expect(over).toBe(true);
  });

  it('takes what has the name by now for another object', () => {
    const other = report('healthy', [], { target: { kind: 'statefulset', name: 'web', namespace: 'shop' } });
    expect(lookAfter(0, other).outcome).toBe('gone');
  });
});

describe('a cluster that is away', () => {
  it('is said after three failures, once, and once that it is back', () => {
    expect(watch([crash(), away, away, crash(), away, away, away, away, away, crash(), crash()]).said).toEqual(['180 away', '270 back']);
  });

  it('is never healthy, nor fixed without two looks after it is back', () => {
    expect(watch([crash(), healthy, away, away, away, healthy, crash(), crash()]).said).toEqual(['120 away', '150 back']);
    expect(watch([crash(), away, away, away, healthy, healthy, healthy]).said).toEqual(['90 away', '120 back', '180 fixed']);
  });

  it('lets the time run out', () => {
    expect(watch([crash(), away, away, away], { seconds: 90 }).said).toEqual(['90 away', '90 over']);
  });

  it('that is back with another cause says that one', () => {
    expect(watch([crash(), away, away, away, image, image, image]).said).toEqual(['90 away', '120 back']);
  });
});

it('knows when what it saw will have held', () => {
  const { state } = watch([crash(), healthy]);
  expect(holdsAt(state)).toBe(new Date(start + 90_000).toISOString());
  expect(holdsAt(watch([crash(), crash()]).state)).toBeNull();
});

it('tells how long it was not well, without the time that it was held', () => {
  const terms = { until: new Date(start + 1e7).toISOString(), untilHealthy: true };
  let state = beginWatch(lookAfter(0, crash()));
  for (const at of [300, 360]) state = takeLook(state, lookAfter(at, image), terms).state;
  state = takeLook(state, lookAfter(600, healthy), terms).state;
  const { events } = takeLook(state, lookAfter(660, healthy), terms);
  const since = new Date(start).toISOString();
  expect(events).toMatchObject([{ type: 'fixed', since, held: new Date(start + 600_000).toISOString() }]);
});

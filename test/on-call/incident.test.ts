import { beforeEach, describe, expect, it } from 'vitest';
import type { CheckJob } from '../../src/core/jobs.ts';
import { answerDocument } from '../../src/core/words/answer-document.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { cart, finding, IncidentWorld, start } from './incident-world.ts';

let world: IncidentWorld;
beforeEach(() => {
  world = new IncidentWorld();
});

const thread = (threadTs: string, channel = 'C1') => ({ spot: { medium: 'slack', team: 'T1', channel, threadTs } as const });
const jiyeon = { asker: { id: 'U0000002', name: null } };
const web = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
const rollout = (at: string) => ({ type: 'rollout', at, ref: cart, by: 'kubectl', from: 1, to: 2, back: false, changes: [] }) as const;

async function open(more = {}): Promise<void> {
  await world.ask(start, more);
  await world.work();
}

describe('an incident', () => {
  it('is said at once, then diagnosed, and its status is pinned once', async () => {
    expect(await world.ask(start)).toMatchObject({ view: 'opened', existing: false });
    expect(world.asked).toEqual([]);
    await world.work();
    expect(world.status).toMatchObject({ settled: { look: { verdict: 'problem', causes: [{ rule: 'image' }] } }, onIt: [], closed: null });
    expect(world.said(/diagnosis$/)).toMatchObject({ type: 'report' });
    await world.pass(5);
    expect(world.room.pin).toEqual([['C1', '2.0']]);
    expect(new Set(world.announced.map(({ key }) => key)).size).toBe(2);
  });

  it('started from a diagnosis does not repeat it', async () => {
    await world.press('start', start);
    await world.work();
    expect(world.announced.map(({ key, spot }) => [key.split('/').at(-1), spot.threadTs])).toEqual(
      Array(world.announced.length).fill(['status', '1.0']),
    );
  });

  it('is about the workload where a pod was named, and says what it could not have found of the pod', async () => {
    world.owner = cart;
    world.why = ({ kind, name }) =>
      world.report([finding('image')], kind === 'pod' ? { target: { kind: 'pod', name: name ?? '', namespace: 'shop' } } : {});
    await open();
    await world.ask({ ...start, kind: 'pod', name: 'cart-7d-x' }, thread('7.0'));
    await world.work();
    // the other one is about the same workload: it points there
    expect(world.said(/cart-7d-x\/status$/)).toMatchObject({ view: 'opened', existing: true, target: { kind: 'deployment', name: 'cart' } });
    expect(await world.ask({ action: 'list' })).toMatchObject({ open: [{ target: { kind: 'deployment', name: 'cart' } }] });
  });

  it('is none where the name is not there, or means several', async () => {
    world.why = () => ({ type: 'choice', choices: ['pod', 'deployment'].map((kind) => ({ ...start, intent: 'why', kind: kind as 'pod' })) });
    await world.ask({ ...start, kind: null });
    await world.work();
    const said = world.announced.at(-1)?.answer;
    expect(said).toMatchObject({ type: 'choice', choices: [{ intent: 'incident', action: 'start', kind: 'pod' }, { kind: 'deployment' }] });
    expect(await world.ask({ action: 'list' })).toMatchObject({ open: [] });
    expect(world.schedules.size).toBe(0);
  });

  it('points at the one that is open: about the same object, or in the same thread', async () => {
    await open();
    expect(await world.ask({ ...start, kind: null, namespace: null }, thread('5.0', 'C2'))).toMatchObject({ view: 'opened', existing: true });
    expect(await world.ask({ ...start, ...web })).toMatchObject({ view: 'opened', existing: true, target: { name: 'cart' } });
    expect(await world.ask({ ...start, ...web }, thread('5.0'))).toMatchObject({ view: 'opened', existing: false });
  });

  it('is not opened where the bot may not write', async () => {
    world.isMember = false;
    expect(await world.ask(start)).toMatchObject({ view: 'outside' });
    expect(world.schedules.size).toBe(0);
  });
});

describe('its state', () => {
  it('is healthy only after that has held, and says what changed before', async () => {
    await open();
    await world.pass(3);
    world.changes = [rollout('2026-11-21T12:03:20Z'), { ...rollout('2026-11-21T11:00:00Z'), type: 'edited' } as never];
    world.why = () => world.report([]);
    await world.pass(1);
    expect(world.status.settled?.look.verdict).toBe('problem');
    expect(world.status.last?.verdict).toBe('healthy');
    await world.pass(1);
    expect(world.status).toMatchObject({ settled: { look: { verdict: 'healthy' }, since: '2026-11-21T12:04:00.000Z' }, problemSince: null });
    expect(world.status.recovery).toMatchObject({ problemAt: '2026-11-21T12:03:00.000Z', changes: [{ at: '2026-11-21T12:03:20Z' }] });
    expect(world.said(/changed/)).toMatchObject({ view: 'changed', from: { look: { verdict: 'problem' } } });
  });

  it('stays a problem while it flaps', async () => {
    await open();
    for (let minute = 0; minute < 10; minute++) {
      world.why = () => world.report(minute % 2 ? [finding('image')] : []);
      await world.pass(1);
      expect(world.status.settled?.look.verdict).toBe('problem');
    }
    expect(world.announced.some(({ key }) => key.includes('/changed/'))).toBe(false);
  });

  it('is a problem again at once', async () => {
    await open();
    world.why = () => world.report([]);
    await world.pass(3);
    world.why = () => world.report([finding('oom')]);
    await world.pass(1);
    expect(world.status).toMatchObject({ settled: { look: { verdict: 'problem' } }, recovery: null, problemSince: world.now.toISOString() });
  });

  it('is never healthy while the cluster is away, and remembers what was seen', async () => {
    await open();
    world.why = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null });
    await world.pass(3);
    expect(world.status).toMatchObject({
      settled: { look: { verdict: 'away' } },
      known: { verdict: 'problem' },
      problemSince: '2026-11-21T12:00:00.000Z',
    });
    const text = answerToText({ type: 'incident', view: 'status', status: world.status }, [], 'en');
    expect(text).toMatch(/refused the\s+connection/);
    expect(text).toMatch(/Before that .*Problem/);
    expect(text).not.toMatch(/healthy|nothing is wrong/i);
  });

  it('is a problem while a cluster is away that the incident itself is about', async () => {
    const prod = { kind: 'cluster', name: 'prod' } as const;
    const broken = world.report([finding('api-unreachable', prod)], { target: prod });
    const report = broken.type === 'report' ? { report: broken.report } : {};
    world.why = () => ({ type: 'failure', code: 'refused', cluster: 'prod', what: null, detail: null, ...report });
    await world.ask({ ...start, ...prod, namespace: null });
    await world.work();
    expect(world.status).toMatchObject({ target: prod, settled: { look: { verdict: 'problem', causes: [{ rule: 'api-unreachable' }] } } });
  });

  it('does not claim that nothing was changed where that could not be read', async () => {
    await open();
    await world.pass(1);
    world.why = () => world.report([]);
    const gap = { facet: 'replicasets', subject: cart, why: 'forbidden', detail: '' } as const;
    world.gaps = [gap];
    await world.pass(2);
    const text = answerToText(world.said(/changed/) as never, [], 'en');
    expect(text).toMatch(/could not be\s+read/);
    expect(text).not.toContain('recovered by itself');
  });

  it('is not recovered while it still rolls out', async () => {
    await open();
    world.why = () => world.report([], { state: { condition: 'progressing', status: '0/1 ready' } });
    await world.pass(3);
    expect(world.status.settled?.look.verdict).toBe('progressing');
    expect(world.status.problemSince).not.toBeNull();
  });

  it('keeps its cause when only the pod is another', async () => {
    const pod = (name: string) => finding('image', { kind: 'pod', name, namespace: 'shop' });
    world.why = () => world.report([pod('cart-a')]);
    await open();
    world.why = () => world.report([pod('cart-b')]);
    await world.pass(4);
    expect(world.said(/changed/)).toBeUndefined();
    world.why = () => world.report([finding('oom')]);
    await world.pass(3);
    expect(world.said(/changed/)).toMatchObject({ status: { settled: { look: { causes: [{ rule: 'oom' }] } } } });
  });

  it('is looked at again though a worker died in the middle of a look', async () => {
    await open();
    const { id } = world.status;
    await world.store.add(`incident/turn/${id}`, true, { ttlSeconds: 90 });
    await world.pass(3);
    expect(world.status.last?.at).toBe(world.now.toISOString());
  });

  it('is not lost with a worker that stops before it is told', async () => {
    await open();
    world.why = () => world.report([]);
    await world.pass(1);
    const announce = world.announced.push.bind(world.announced);
    world.announced.push = () => {
      throw new Error('the queue is away');
    };
    await expect(world.pass(1)).rejects.toThrow('away');
    world.announced.push = announce;
    await world.pass(1, world.worker());
    expect(world.announced.filter(({ key }) => key.includes('/changed/'))).toHaveLength(1);
    expect(world.said(/changed/)).toMatchObject({ status: { settled: { look: { verdict: 'healthy' } } } });
  });
});

describe('people', () => {
  it('take it on, once each, seen at once', async () => {
    await open();
    const { id } = world.status;
    const before = world.asked.length;
    await world.press('on-it', { id }, jiyeon);
    await world.press('on-it', { id }, jiyeon);
    expect(world.status.onIt.map((one) => one.id)).toEqual(['U0000002']);
    expect(world.asked.length).toBe(before);
  });

  it('note what happened, without secrets, and pin messages', async () => {
    await open();
    expect(await world.ask({ action: 'note', text: 'password is hunter2' })).toMatchObject({ view: 'noted' });
    expect(await world.ask({ action: 'note' })).toMatchObject({ view: 'no-text' });
    await world.press('pinned', { text: 'see the graph', ts: '9.9' });
    await world.press('pinned', { text: 'see the graph', ts: '9.9' });
    await world.press('pinned', { text: 'elsewhere', ts: '9.8' }, thread('5.0'));
    await world.ask({ action: 'close' });
    await world.work();
    const closed = world.said(/closed/);
    const notes = closed?.view === 'closed' ? closed.timeline.flatMap((one) => (one.type === 'note' ? [[one.text, one.pinned]] : [])) : [];
    expect(notes.toSorted()).toEqual([
      ['password is [redacted]', false],
      ['see the graph', true],
    ]);
  });

  it('ask questions there, which belong to the time line and bring the status up to date', async () => {
    await open();
    const check = {
      intent: { ...start, intent: 'why' },
      place: { medium: 'slack', team: 'T1', channel: 'C1', threadTs: '1.0', placeholderTs: null },
      asker: jiyeon.asker,
      locale: 'en',
      cluster: null,
      text: 'why cart',
      askedAt: '2026-11-21T12:00:30.000Z',
    } as CheckJob;
    world.why = () => world.report([finding('oom')]);
    await world.part.answered?.(check, world.report([finding('oom')]));
    await world.part.answered?.({ ...check, place: { ...check.place, threadTs: '8.0' } }, world.report([finding('oom')]));
    world.now = new Date('2026-11-21T12:00:31.000Z');
    await world.work();
    expect(world.status.last?.at).toBe('2026-11-21T12:00:31.000Z');
    await world.ask({ action: 'close' });
    await world.work();
    expect(world.said(/closed/)).toMatchObject({
      timeline: expect.arrayContaining([expect.objectContaining({ type: 'diagnosis', asked: 'why cart' })]),
    });
  });

  it('cost no look through the whole store, with each answer and each look: a Redis may hold much more than ours', async () => {
    await open();
    await open(thread('5.0', 'C2'));
    const { id } = world.status;
    await world.press('on-it', { id }, jiyeon);
    world.store.scans.length = 0;
    const asked = { medium: 'slack', team: 'T1', placeholderTs: null } as const;
    for (const place of [thread('1.0'), thread('1.0', 'C2'), thread('1.0', 'C3')].map(({ spot }) => ({ ...asked, ...spot }))) {
      const check = { intent: { ...start, intent: 'why' }, place, asker: jiyeon.asker, locale: 'en', cluster: null, text: 'why cart' } as const;
      await world.part.answered?.({ ...check, askedAt: world.now.toISOString() }, world.report([finding('oom')]));
    }
    await world.pass(3);
    expect(world.status).toMatchObject({ last: { at: world.now.toISOString() }, onIt: [{ id: 'U0000002' }] });
    expect(world.store.scans).toEqual([]);
    await world.ask({ action: 'close' });
    await world.work();
    const [line] = (world.said(/closed/) as { timeline?: { type: string }[] }).timeline?.filter(({ type }) => type === 'diagnosis') ?? [];
    expect(line).toMatchObject({ asked: 'why cart' });
  });

  it('is found again in its channel after a start of an open incident that was in no list', async () => {
    await open();
    const { id } = world.status;
    for (const set of ['incident/open', 'incident/open-in/C1']) await world.store.leave(set, id);
    await world.worker().start?.();
    expect(await world.ask({ action: 'status' })).toMatchObject({ view: 'status', status: { id } });
    await world.press('pinned', { text: 'see the graph', ts: '9.9' });
    expect(await world.store.keys(`incident/line/${id}/`)).toContainEqual(expect.stringContaining('/note/9.9'));
  });

  it('mean the incident of their thread, the only one, or choose', async () => {
    expect(await world.ask({ action: 'status' })).toMatchObject({ view: 'none' });
    await open();
    expect(await world.ask({ action: 'status' }, thread('5.0', 'C2'))).toMatchObject({ view: 'status', status: { target: { name: 'cart' } } });
    world.why = ({ name }) => world.report([finding('image')], { target: { ...cart, name: name ?? '' } });
    await world.ask({ ...start, ...web }, thread('5.0', 'C2'));
    await world.work();
    expect(await world.ask({ action: 'status', ...web }, thread('1.0'))).toMatchObject({ status: { target: { name: 'web' } } });
    // in a thread the target is filled in from what the thread is about
    expect(await world.ask({ action: 'status', kind: 'pod', name: 'other' }, thread('5.0', 'C2'))).toMatchObject({
      status: { target: { name: 'web' } },
    });
    expect(await world.ask({ action: 'note', text: 'x' }, thread('9.0', 'C3'))).toMatchObject({
      type: 'choice',
      choices: [{ action: 'note', text: 'x', name: 'cart' }, { name: 'web' }],
    });
  });
});

describe('that nobody closes', () => {
  const hours = (count: number) => count * 60;
  const looks = async (minutes: number) => {
    const before = world.asked.filter(({ intent }) => intent === 'why').length;
    await world.pass(minutes);
    return world.asked.filter(({ intent }) => intent === 'why').length - before;
  };

  it('is looked at every minute for two hours, then every ten minutes, until something changes', async () => {
    await open();
    expect(await looks(60)).toBe(60);
    await world.pass(61);
    expect(await looks(60)).toBe(6);
    expect(answerToText({ type: 'incident', view: 'status', status: world.status }, [], 'en')).toMatch(/every 10\s+minutes/);
    world.why = () => world.report([finding('oom')]);
    await world.pass(10);
    // seen, and looked at again a minute later: it is believed as fast as ever
    expect(await looks(1)).toBe(1);
    expect(world.said(/changed/)).toMatchObject({ status: { settled: { look: { causes: [{ rule: 'oom' }] } } } });
    expect(await looks(60)).toBe(60);
  });

  it.each([
    ['looks again', (id: string) => world.press('refresh', { id })],
    ['takes it on', (id: string) => world.press('on-it', { id }, jiyeon)],
    ['notes something', () => world.ask({ action: 'note', text: 'rolling back' })],
  ])('is looked at every minute again when somebody %s', async (_, act) => {
    await open();
    await world.pass(hours(3));
    await act(world.status.id);
    expect(await looks(60)).toBe(61);
  });

  it('is asked about once after a day, in its thread, with the button that closes it', async () => {
    await open();
    await world.pass(hours(24) - 1);
    expect(world.said(/quiet/)).toBeUndefined();
    await world.pass(hours(30), world.worker());
    const asked = world.announced.filter(({ key }) => key.includes('/quiet/'));
    expect(asked).toMatchObject([{ spot: { channel: 'C1', threadTs: '1.0' }, answer: { view: 'quiet' } }]);
    const message = answerDocument(asked[0]?.answer as never, [], 'ko');
    expect(message.actions).toMatchObject([{ act: 'incident-close', value: JSON.stringify({ id: world.status.id }) }]);
    await world.press('close', { id: world.status.id });
    await world.work();
    expect(world.status.closed).not.toBeNull();
  });

  it('is left after a week, says so, and is taken up again by whoever wants it, not by a restart', async () => {
    await open();
    await world.pass(hours(7 * 24 + 1));
    expect(world.schedules.size).toBe(0);
    const text = answerToText({ type: 'incident', view: 'status', status: world.status }, [], 'en');
    expect(text).toContain('no longer looked at');
    expect(text).toContain('I stopped looking at it: 2026-11-28');
    await world.worker().start?.();
    expect(await looks(60)).toBe(0);
    expect(answerToText(await world.ask({ action: 'list' }), [], 'ko')).toContain('더 확인하지 않음');
    await world.press('refresh', { id: world.status.id });
    expect(await looks(60)).toBe(61);
    expect(answerToText({ type: 'incident', view: 'status', status: world.status }, [], 'en')).not.toContain('no longer');
  });

  it('goes on at its pace after a restart', async () => {
    await open();
    await world.pass(hours(3));
    world.schedules.clear();
    await world.worker().start?.();
    await world.work();
    expect(await looks(60)).toBe(6);
  });
});

describe('closing', () => {
  it('looks once more, says what fixed it, unpins, and stops looking', async () => {
    await open();
    await world.pass(2);
    world.changes = [rollout('2026-11-21T12:01:30Z')];
    world.why = () => world.report([]);
    world.now = new Date('2026-11-21T12:02:20.000Z');
    expect(await world.ask({ action: 'close' }, jiyeon)).toMatchObject({ view: 'closing' });
    await world.work();
    const closed = world.said(/closed/);
    expect(closed).toMatchObject({ view: 'closed', status: { settled: { look: { verdict: 'healthy' } }, closed: { by: { name: 'jiyeon' } } } });
    const text = answerToText(closed as never, [], 'en');
    expect(text).toContain('(after 2m 20s)');
    expect(text).toMatch(/most likely fixed it:\n.*rollout, revision 1 → 2/);
    expect(text).toContain('12:02:20  jiyeon closed the incident');
    expect(world.room.unpin).toEqual([['C1', '2.0']]);
    expect(world.schedules.size).toBe(0);
    expect(world.status.closed).not.toBeNull();
  });

  it('does not hide a problem', async () => {
    await open();
    await world.ask({ action: 'close' });
    await world.work();
    expect(answerToText(world.said(/closed/) as never, [], 'ko')).toContain('정상이 된 것을 확인하지 못한 채 종료했습니다');
  });

  it('is done once, however often it is asked for or run', async () => {
    await open();
    const { id } = world.status;
    await world.ask({ action: 'close' });
    await world.press('close', { id }, jiyeon);
    await world.work(world.worker());
    const closings = world.announced.filter(({ key }) => key.includes('/closed/'));
    expect(new Set(closings.map(({ key, at }) => `${key} ${at}`)).size).toBe(1);
    expect(await world.ask({ action: 'list' })).toMatchObject({ open: [], closed: [{ target: { name: 'cart' } }] });
  });

  it('goes on after a worker that died half-way', async () => {
    await open();
    await world.ask({ action: 'close' });
    world.why = () => {
      throw new Error('the worker died');
    };
    const [task] = world.tasks;
    await expect(world.work()).rejects.toThrow('died');
    world.why = () => world.report([]);
    world.tasks.push(task as never);
    await world.work(world.worker());
    expect(world.said(/closed/)).toMatchObject({ view: 'closed' });
  });

  it('is done though the bot died before it could ask a worker', async () => {
    await open();
    await world.ask({ action: 'close' });
    world.tasks.length = 0;
    world.why = () => world.report([]);
    await world.pass(1);
    expect(world.said(/closed/)).toMatchObject({ view: 'closed', status: { settled: { look: { verdict: 'healthy' } } } });
  });

  it('can be taken back', async () => {
    await open();
    const { id } = world.status;
    await world.ask({ action: 'close' });
    await world.work();
    expect(await world.press('reopen', { id })).toMatchObject({ view: 'reopened' });
    await world.work();
    expect(world.status.closed).toBeNull();
    expect(world.room.pin).toHaveLength(2);
    await world.pass(1);
    expect(world.status.last?.at).toBe(world.now.toISOString());
  });
});

describe('a channel of its own', () => {
  beforeEach(() => {
    world = new IncidentWorld({ channelTemplate: 'inc-{date}-{target}', userGroup: 'oncall' });
  });

  it('has a name, a topic, people, a bookmark and the status; where it was started points there', async () => {
    await open();
    await world.pass(3);
    expect(world.room).toMatchObject({
      openChannel: [['inc-20261121-cart']],
      setTopic: [['C9', 'deployment cart · shop']],
      invite: [['C9', ['U0000001'], 'oncall']],
      pin: [['C9', '2.0']],
      bookmark: [[...['C9', 'kubewhy'], expect.any(String)]],
    });
    expect(world.announced.filter(({ spot }) => spot.channel === 'C1').map(({ answer }) => answer)).toMatchObject([
      { view: 'opened', channel: 'C9' },
    ]);
    expect(await world.ask({ action: 'status' }, thread('77.0', 'C9'))).toMatchObject({ view: 'status' });
  });

  it('that may not be opened is a thread, and the status says so', async () => {
    world.lacks.channel = { what: 'channel', code: 'missing_scope', scope: 'channels:manage' };
    world.lacks.pin = { what: 'pin', code: 'missing_scope', scope: 'pins:write' };
    await open();
    expect(world.announced.every(({ spot }) => spot.channel === 'C1')).toBe(true);
    const text = answerToText({ type: 'incident', view: 'status', status: world.status }, [], 'en');
    expect(text).toContain('channels:manage');
    expect(text).toContain('pins:write');
    expect(world.status.settled?.look.verdict).toBe('problem');
  });

  it('is opened once, though the worker dies in the middle', async () => {
    await world.ask(start);
    world.why = () => {
      throw new Error('the worker died');
    };
    await expect(world.work()).rejects.toThrow('died');
    world.why = () => world.report([finding('image')]);
    await world.pass(2, world.worker({ channelTemplate: 'inc-{date}-{target}' }));
    expect(world.room.openChannel).toHaveLength(1);
    expect(world.status.settled?.look.verdict).toBe('problem');
  });
});

describe('in a terminal', () => {
  const terminal = { spot: { medium: 'terminal', team: null, channel: 'terminal', threadTs: null } as const };

  it('whoever asks sees it done; later only news are told', async () => {
    expect(await world.ask(start, terminal)).toMatchObject({ view: 'status', status: { settled: { look: { verdict: 'problem' } } } });
    await world.pass(2);
    expect(world.announced).toEqual([]);
    world.why = () => world.report([]);
    await world.pass(2);
    expect(world.announced.map(({ answer }) => answer)).toMatchObject([{ view: 'changed' }]);
    expect(await world.ask({ action: 'note', text: 'done' }, terminal)).toMatchObject({ view: 'noted' });
    expect(await world.ask({ action: 'close' }, terminal)).toMatchObject({
      view: 'closed',
      timeline: expect.arrayContaining([expect.objectContaining({ text: 'done' })]),
    });
    expect(world.room).toEqual({});
  });

  it('says at once that a name is not there', async () => {
    world.why = () => ({ type: 'not-found', cluster: 'prod', kind: null, name: 'cart', namespace: null, similar: [], elsewhere: [], gaps: [] });
    expect(await world.ask(start, terminal)).toMatchObject({ type: 'not-found' });
    expect(world.announced).toEqual([]);
  });
});

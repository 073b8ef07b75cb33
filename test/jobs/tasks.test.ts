import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOnCall, type OnCallPart } from '../../src/core/on-call/on-call.ts';
import type { TaskRun } from '../../src/core/on-call/tasks.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { createTaskProcessor } from '../../src/jobs/task-job.ts';
import { openTasks } from '../../src/jobs/tasks.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { kinds, newPlace, type Place, silent } from './backends.ts';

const patience = { timeout: 20_000, interval: 20 };
const idle = async () => {};

describe.each(kinds)('what nobody waits for, on %s', (kind) => {
  let place: Place;
  let backend: Backend;
  beforeAll(async () => {
    place = await newPlace(kind);
    backend = await place.open();
  }, 240_000);
  afterAll(async () => {
    await backend.close();
    await place.remove();
  });

  function work(run: OnCallPart['run']): Workers {
    const onCall = createOnCall([{ task: 'digest', run }], () => {});
    return startWorkers(backend, { check: idle, reply: idle, task: createTaskProcessor({ onCall, log: silent }), log: silent });
  }

  it('runs a task once for its key, after its delay, with two workers', async () => {
    const runs: TaskRun[] = [];
    const workers = [1, 2].map(() => work(async (run) => void runs.push(run)));
    const tasks = openTasks(backend);
    const before = Date.now();
    for (let times = 0; times < 3; times++) await tasks.add({ type: 'digest', id: 'd:1' }, { key: 'once', delayMs: 400 });
    await tasks.add({ type: 'digest', id: 'last' }, { key: 'once', delayMs: 800 });
    await expect.poll(() => runs.map(({ task }) => task.id), patience).toContain('last');
    await Promise.all(workers.map((one) => one.stop(0)));
    expect(runs.map(({ task }) => task.id)).toEqual(['d:1', 'last']);
    expect(Date.parse(runs[0]?.dueAt ?? '') - before).toBeGreaterThanOrEqual(390);
  });

  it('tries a task again that failed', async () => {
    const seen: boolean[] = [];
    const workers = work(async ({ last }) => {
      seen.push(last);
      if (seen.length === 1) throw new Error('the cluster is away');
    });
    await openTasks(backend).add({ type: 'digest', id: 'again' }, { key: 'k' });
    await expect.poll(() => seen, patience).toEqual([false, false]);
    await workers.stop(0);
  }, 30_000);

  it('keeps a schedule over a restart, replaces it, and ends it', async () => {
    await openTasks(backend).schedule('digest-1', { cron: '0 9 * * 1-5', timeZone: 'Asia/Seoul' }, { type: 'digest', id: '1' });
    await backend.close();
    backend = await place.open();
    const tasks = openTasks(backend);
    const [{ name, nextAt } = { name: '', nextAt: '' }] = await tasks.scheduled();
    expect([name, nextAt?.slice(10)]).toEqual(['digest-1', 'T00:00:00.000Z']);
    const runs: TaskRun[] = [];
    const workers = work(async (run) => void runs.push(run));
    await tasks.schedule('digest-1', { everyMs: 500 }, { type: 'digest', id: '1' });
    await expect.poll(() => runs.length, patience).toBeGreaterThan(1);
    expect(runs[0]?.task).toEqual({ type: 'digest', id: '1' });
    await tasks.unschedule('digest-1');
    await workers.stop(0);
    expect(await tasks.scheduled()).toEqual([]);
  });

  it('takes a schedule that a run of it makes slower, faster again, or ends', async () => {
    const tasks = openTasks(backend);
    const task = { type: 'digest', id: 'paced' } as const;
    const runs: TaskRun[] = [];
    const hour = 3_600_000;
    let onRun: () => Promise<void> = () => tasks.schedule('paced', { everyMs: hour }, task);
    const workers = work(async (run) => {
      runs.push(run);
      await onRun();
    });
    await tasks.schedule('paced', { everyMs: 300 }, task);
    await expect.poll(() => runs.length, patience).toBeGreaterThan(0);
    const next = async () => Date.parse((await tasks.scheduled()).find(({ name }) => name === 'paced')?.nextAt ?? '');
    // a run that was due while the schedule changed may still come
    await expect.poll(next, patience).toBeGreaterThan(Date.now() + 60_000);
    await tasks.add({ type: 'digest', id: 'another' }, { key: 'k', delayMs: 1500 });
    await expect.poll(() => runs.at(-1)?.task.id, patience).toBe('another');
    const slow = runs.length;
    expect(slow).toBeLessThan(5);
    onRun = async () => {};
    await tasks.schedule('paced', { everyMs: 300 }, task);
    await expect.poll(() => runs.length, patience).toBeGreaterThan(slow + 2);
    onRun = () => tasks.unschedule('paced');
    await expect.poll(() => tasks.scheduled(), patience).toEqual([]);
    const ended = runs.length;
    await tasks.add({ type: 'digest', id: 'last' }, { key: 'k', delayMs: 1500 });
    await expect.poll(() => runs.at(-1)?.task.id, patience).toBe('last');
    expect(runs.length - ended).toBeLessThanOrEqual(2);
    await workers.stop(0);
  }, 60_000);

  it('refuses a schedule that is none', async () => {
    await expect(openTasks(backend).schedule('bad', { cron: 'every day', timeZone: 'UTC' }, { type: 'digest', id: '1' })).rejects.toThrow();
  });
});

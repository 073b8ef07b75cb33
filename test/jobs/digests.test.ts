import { expect, it } from 'vitest';
import { type Announcement, announcementReply } from '../../src/core/on-call/announce.ts';
import { countRuns } from '../../src/core/on-call/digest/cron.ts';
import type { DigestAnswer } from '../../src/core/on-call/digest/digest-answer.ts';
import { digestPart } from '../../src/core/on-call/digest/digest-part.ts';
import { createOnCall, type OnCall } from '../../src/core/on-call/on-call.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { openReplies } from '../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { createTaskProcessor } from '../../src/jobs/task-job.ts';
import { openTasks } from '../../src/jobs/tasks.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createSlackMessenger } from '../../src/slack/post.ts';
import { lookOf } from '../on-call/digest-world.ts';
import { botToken, SlackEmulator } from '../slack/slack-emulator.ts';
import { sampleRules } from '../slack/support/sample-rules.ts';
import { kinds, newPlace, silent } from './backends.ts';

const patience = { timeout: 40_000, interval: 50 };
const cron = '*/3 * * * * *';

interface Process {
  readonly onCall: OnCall;
  readonly workers: Workers;
}

it.each(kinds)(
  'a digest every three seconds on %s, its workers away in the middle: each run is said once or counted as missed',
  async (kind) => {
    const place = await newPlace(kind);
    const slack = await new SlackEmulator().start();
    const announced: Announcement[] = [];
    let looking = 0;

    /** A process of the bot, with two workers over the same queue. */
    function start(backend: Backend): readonly Process[] {
      return [1, 2].map(() => {
        const { store } = backend;
        const messenger = createSlackMessenger({
          client: createSlackClient(botToken, slack.apiUrl, silent),
          store,
          catalog: sampleRules,
          log: silent,
          clock: () => new Date(),
        });
        const part = digestPart(
          {
            store,
            tasks: openTasks(backend),
            announce: async (announcement) => {
              announced.push(announcement);
              await openReplies(backend).add(announcementReply(announcement));
            },
            answer: async () => {
              looking++;
              await new Promise((resolve) => setTimeout(resolve, 300));
              looking--;
              return lookOf(new Date().toISOString(), []);
            },
            now: () => new Date(),
            clusters: () => ['prod'],
            warn: () => {},
          },
          { leastMs: 1000 },
        );
        const onCall = createOnCall([part], () => {});
        const idle = async () => {};
        const workers = startWorkers(backend, {
          check: idle,
          reply: createReplyProcessor({ messenger, pace: channelPace(store), log: silent }),
          task: createTaskProcessor({ onCall, log: silent }),
          log: silent,
        });
        return { onCall, workers };
      });
    }
    const roots = async () => (await slack.history()).filter(({ text }) => text.includes('Digest of cluster'));

    let backend = await place.open();
    try {
      let processes = start(backend);
      const intent = { intent: 'digest', kind: null, name: null, namespace: null, symptom: null, locale: 'en', cron } as const;
      const context = {
        spot: { medium: 'slack', team: 'T000000001', channel: slack.channel, threadTs: null },
        asker: { id: slack.userId, name: 'admin' },
        locale: 'en',
        cluster: null,
        at: new Date().toISOString(),
        timeZone: async () => 'UTC',
      } as const;
      expect(await processes[0]?.onCall.answer(intent, context)).toMatchObject({ outcome: 'added' });
      await expect.poll(async () => (await roots()).length, patience).toBeGreaterThan(1);

      // stopped while a digest is being made, and away for longer than a run
      await expect.poll(() => looking, { ...patience, interval: 5 }).toBeGreaterThan(0);
      await Promise.all(processes.map(({ workers }) => workers.stop(0)));
      await backend.close();
      const before = (await roots()).length;
      await new Promise((resolve) => setTimeout(resolve, 7000));

      backend = await place.open();
      processes = start(backend);
      await Promise.all(processes.map(({ onCall }) => onCall.start()));
      await expect.poll(async () => (await roots()).length, patience).toBeGreaterThan(before + 1);
      expect(await processes[0]?.onCall.answer({ ...intent, cron: undefined, action: 'remove' } as never, context)).toMatchObject({
        outcome: 'removed',
      });
      await Promise.all(processes.map(({ workers }) => workers.stop()));

      const timings = [...new Map(announced.map(({ key, answer }) => [key, (answer as DigestAnswer).timing])).values()].filter((one) => one !== null);
      const said = await roots();
      expect(said.length).toBe(timings.length);
      const due = timings.map(({ dueAt }) => dueAt).toSorted();
      expect(new Set(due).size).toBe(due.length);
      const last = timings.find(({ dueAt }) => dueAt === due.at(-1));
      const missed = timings.reduce((sum, one) => sum + (one.dueAt === due[0] ? 0 : one.missed), 0);
      expect(missed).toBeGreaterThan(0);
      expect(countRuns(cron, 'UTC', new Date(due[0] ?? ''), new Date(last?.at ?? ''))).toBe(due.length - 1 + missed);
    } finally {
      await backend.close();
      await slack.stop();
      await place.remove();
    }
  },
  240_000,
);

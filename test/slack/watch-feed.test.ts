import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Answer, HealthAnswer } from '../../src/core/answer.ts';
import type { Intent } from '../../src/core/intent.ts';
import { announcementReply } from '../../src/core/on-call/announce.ts';
import { feedPart } from '../../src/core/on-call/feed/feed-part.ts';
import { createOnCall, type OnCall, type OnCallDeps } from '../../src/core/on-call/on-call.ts';
import { watchPart } from '../../src/core/on-call/watch/watch-part.ts';
import type { Finding, Report } from '../../src/core/report.ts';
import { loadIntents } from '../../src/intents/load-intents.ts';
import { createParser } from '../../src/intents/parse.ts';
import { openAuditTrail } from '../../src/jobs/audit-trail.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { channelPace } from '../../src/jobs/channel-pace.ts';
import { openReplies } from '../../src/jobs/queues.ts';
import { createReplyProcessor } from '../../src/jobs/reply-job.ts';
import { createTaskProcessor } from '../../src/jobs/task-job.ts';
import { openTasks } from '../../src/jobs/tasks.ts';
import { startWorkers, type Workers } from '../../src/jobs/workers.ts';
import { openAccess } from '../../src/slack/access.ts';
import { createSlackApp, type SlackApp } from '../../src/slack/app.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createSlackMessenger } from '../../src/slack/post.ts';
import { newPlace, type Place, silent } from '../jobs/backends.ts';
import { botToken, SlackEmulator, signingSecret } from './slack-emulator.ts';
import { buttonIn } from './support/bot.ts';
import { sampleReport, sampleRules } from './support/sample-rules.ts';

/** An hour of the flows is a minute here; their clock stays behind Slack's. */
const speed = 60;
const began = Date.now();
const now = () => new Date(began - 3_600_000 + (Date.now() - began) * speed);
const patience = { timeout: 20_000, interval: 50 };
const target = { kind: 'deployment', name: 'web', namespace: 'shop' } as const;
const [, own] = sampleReport.findings as [Finding, Finding];
const cause: Finding = { ...own, rootCause: true, because: [] };

let place: Place;
let slack: SlackEmulator;
let app: SlackApp;
let port = 0;
let front: Backend;
let back: Backend;
let workers: Workers;
let broken = true;
const parse = createParser(loadIntents());

beforeAll(async () => {
  place = await newPlace('redis');
  front = await place.open();
}, 240_000);
afterAll(async () => {
  await front.close();
  await place.remove();
});
beforeEach(async () => {
  broken = true;
  slack = await new SlackEmulator().start();
  await startWorker();
  app = createSlackApp({
    config: { botToken, apiUrl: slack.apiUrl, port: 0, signingSecret },
    parse,
    enqueueCheck: async () => {
      throw new Error('nothing here is for the workers');
    },
    store: front.store,
    onCall: onCallOver(front),
    access: openAccess,
    audit: openAuditTrail({ store: front.store, write: null, log: silent }),
    clusters: () => ['prod'],
    catalog: sampleRules,
    log: silent,
    clock: () => new Date(),
  });
  port = (await app.start()).port ?? 0;
});
afterEach(async () => {
  await app.stop();
  await stopWorker();
  await slack.stop();
});

function onCallOver(backend: Backend): OnCall {
  const tasks = openTasks(backend);
  const deps: OnCallDeps = {
    store: backend.store,
    tasks: {
      ...tasks,
      add: (task, { key, delayMs = 0 }) => tasks.add(task, { key, delayMs: delayMs / speed }),
      schedule: (name, when, task) => tasks.schedule(name, 'everyMs' in when ? { everyMs: when.everyMs / speed } : when, task),
    },
    announce: (announcement) => openReplies(backend).add(announcementReply(announcement)),
    answer: async (intent) => look(intent),
    now,
    clusters: () => ['prod'],
    warn: () => {},
  };
  return createOnCall([watchPart(deps), feedPart(deps)], () => {});
}

/** What the cluster shows: `web` is broken, or it is not. */
function look(asked: Intent): Answer {
  const { intent, name } = asked;
  const at = now().toISOString();
  const state = broken ? ({ condition: 'failing', status: '0/3 ready' } as const) : ({ condition: 'ok', status: '3/3 ready' } as const);
  const report: Report = { ...sampleReport, target, at, verdict: broken ? 'problem' : 'healthy', state, findings: broken ? [cause] : [], gaps: [] };
  if (intent === 'why' && name === 'twins') {
    const choice = { ...asked, namespace: 'shop', name: 'web' };
    return {
      type: 'choice',
      choices: [
        { ...choice, kind: 'deployment' },
        { ...choice, kind: 'service' },
      ],
    };
  }
  if (intent === 'why')
    return name === 'web'
      ? { type: 'report', report }
      : { type: 'not-found', cluster: 'prod', kind: null, name: name ?? '', namespace: null, similar: [target], elsewhere: [], gaps: [] };
  const parts = [{ ref: target, status: '0/3 ready', failingPods: 3, condition: 'failing' }] as const;
  return {
    type: 'health',
    cluster: 'prod',
    namespace: 'shop',
    report,
    broken: broken ? [{ cause: cause.id, severity: 'warning', parts }] : [],
    left: [],
    pods: { ok: 3, progressing: 0, failing: 0, finished: 0 },
    nodes: null,
    controlPlane: null,
    capacity: null,
    quotas: null,
    checked: [],
    unexplained: [],
  } satisfies HealthAnswer;
}

async function startWorker(): Promise<void> {
  back = await place.open();
  const client = createSlackClient(botToken, slack.apiUrl, silent);
  const messenger = createSlackMessenger({ client, store: back.store, catalog: sampleRules, log: silent, clock: () => new Date() });
  workers = startWorkers(back, {
    check: async () => {},
    reply: createReplyProcessor({ messenger, pace: channelPace(back.store), log: silent }),
    task: createTaskProcessor({ onCall: onCallOver(back), log: silent }),
    log: silent,
  });
}

async function stopWorker(): Promise<void> {
  await workers.stop(500);
  await back.close();
}

/** A mention in the channel; the thread that it begins. */
async function mention(text: string): Promise<string> {
  const said = `<@${slack.botUserId}> ${text}`;
  const ts = await slack.say(said);
  const event = { type: 'app_mention', user: slack.userId, text: said, ts, channel: slack.channel, event_ts: ts };
  const payload = { type: 'event_callback', team_id: 'T000000001', api_app_id: 'A1', event_id: `Ev${ts}`, event_time: 1, authorizations: [], event };
  await slack.post(port, JSON.stringify(payload), 'application/json');
  return ts;
}

async function press(thread: string, message: Awaited<ReturnType<SlackEmulator['thread']>>[number] | undefined, id: string): Promise<void> {
  const payload = {
    type: 'block_actions',
    team: { id: 'T000000001', domain: 'emulate' },
    user: { id: slack.userId, username: 'admin', name: 'admin' },
    channel: { id: slack.channel, name: 'general' },
    message: { type: 'message', ts: message?.ts, thread_ts: thread },
    container: { type: 'message', message_ts: message?.ts, channel_id: slack.channel, is_ephemeral: false },
    actions: [{ type: 'button', block_id: 'b', action_ts: String(Date.now()), ...buttonIn(message, id) }],
    response_url: slack.responseUrl(),
    trigger_id: '1.1',
    api_app_id: 'A1',
    token: 'x',
  };
  await slack.post(port, new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), 'application/x-www-form-urlencoded');
}

const texts = async (ts: string) => (await slack.thread(ts)).slice(1).map(({ text }) => text);
const roots = async (words: RegExp) =>
  (await slack.history()).filter(({ ts, thread_ts, text }) => (!thread_ts || thread_ts === ts) && words.test(text ?? ''));

it('a watch lives through a restart of its worker: one line when it is fixed, and no more', async () => {
  const thread = await mention('watch web');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/Watching: deployment `web` \(`0\/3 ready`\)/)]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await stopWorker();
  broken = false;
  await new Promise((resolve) => setTimeout(resolve, 1000));
  await startWorker();
  await expect.poll(async () => (await texts(thread)).length, patience).toBe(2);
  expect((await texts(thread))[1]).toMatch(/Fixed: deployment `web` \(`3\/3 ready`\)/);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  expect(await texts(thread)).toHaveLength(2);
  expect(await openTasks(front).scheduled()).toEqual([]);
});

it('a watch ends with its button', async () => {
  const thread = await mention('web 지켜봐줘');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/지켜보기 시작: `web` 디플로이먼트/)]);
  const message = (await slack.thread(thread))[1];
  await press(thread, message, 'act:unwatch');
  await expect.poll(async () => (await texts(thread)).at(-1), patience).toMatch(/No longer watched|지켜보기 중지/);
  expect(await openTasks(front).scheduled()).toEqual([]);
});

it('what may be several things is watched when one of them is chosen', async () => {
  const thread = await mention('watch twins for 2h');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/Which one\?/)]);
  await press(thread, (await slack.thread(thread))[1], 'choose:0');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/Watching: deployment `web`[\s\S]*for 2h/)]);
  await mention('unwatch web');
  await expect.poll(() => openTasks(front).scheduled(), patience).toEqual([]);
});

it('what cannot be found is answered with the nearest names, and nothing is watched', async () => {
  const thread = await mention('watch wbe');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/Not found[\s\S]*deployment `web`/)]);
  expect(await openTasks(front).scheduled()).toEqual([]);
});

it('a feed lives through a restart of its worker: one message, green when it is fixed', async () => {
  const thread = await mention('feed on namespace shop');
  await expect.poll(() => texts(thread), patience).toEqual([expect.stringMatching(/The feed of problems is on/)]);
  await expect.poll(() => roots(/Problem: deployment `web`/), patience).toHaveLength(1);
  await stopWorker();
  await startWorker();
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(await roots(/deployment `web`/)).toHaveLength(1);
  broken = false;
  await expect.poll(() => roots(/Fixed: deployment `web`/), patience).toHaveLength(1);
  const [message, ...others] = await roots(/deployment `web`/);
  expect(others).toEqual([]);
  expect(JSON.stringify(message?.blocks)).toContain('large_green_circle');
  await mention('feed off');
  await expect.poll(() => openTasks(front).scheduled(), patience).toEqual([]);
});

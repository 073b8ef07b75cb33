import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { type CheckJob, RetryLater, Unrecoverable } from '../../src/core/jobs.ts';
import { rateLimited, SlackEmulator } from './slack-emulator.ts';
import { TestBot } from './support/bot.ts';
import { sampleReport } from './support/sample-rules.ts';

let slack: SlackEmulator;
let bot: TestBot;
let check: CheckJob;

/** Three messages in the thread besides the headline: the proof is long. */
const longReport: Answer = {
  type: 'report',
  report: {
    ...sampleReport,
    findings: sampleReport.findings.map((finding) => ({
      ...finding,
      proof: Array.from({ length: 3 }, (_, index) => ({
        ref: finding.subject,
        path: `status.${index}`,
        value: `${index} ${'evidence '.repeat(130)}`,
      })),
    })),
  },
};
const longLog: Answer = {
  type: 'logs',
  cluster: 'prod',
  ref: { kind: 'pod', name: 'web-0', namespace: 'shop' },
  previous: false,
  logs: [{ container: 'web', init: false, lines: Array.from({ length: 500 }, (_, index) => `${index} a line of the log, 로그 한 줄, <!here>`) }],
  otherContainers: [],
  gaps: [],
};

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  bot = await new TestBot(slack, 'http').start();
  await bot.slash('why pod-x pending');
  check = await bot.job();
  slack.calls.length = 0;
});
afterEach(async () => {
  await bot.stop();
  await slack.stop();
});

const keysOf = async () => (await slack.thread(check.place.threadTs)).map(({ metadata }) => metadata?.event_payload.key);

describe('exactly once to the eye', () => {
  it.each([1, 2, 3])(
    'a worker killed when Slack had taken part %i, but before it could remember: the next one repeats nothing and loses nothing',
    async (part) => {
      let posts = 0;
      // Slack posts it, the worker never hears of it
      slack.interfere = (method) => (method === 'chat.postMessage' && ++posts === part ? 'lost' : null);
      await expect(bot.messenger.deliver({ check, answer: longReport })).rejects.toThrow();
      expect(await keysOf()).toHaveLength(part + 1);
      await bot.answer(check, longReport, bot.worker());
      expect(await keysOf()).toEqual(['headline', 'details-1', 'details-2', 'details-3']);
      await bot.answer(check, longReport, bot.worker());
      expect(slack.count('chat.postMessage')).toBe(3);
    },
  );

  it('a worker killed in the middle, its turn not given back: the next one waits for the turn and goes on', async () => {
    await bot.store.add(`slack/turn/${check.place.channel}/${check.place.placeholderTs}`, 'dead', { ttlSeconds: 1 });
    await expect(bot.messenger.deliver({ check, answer: longReport })).rejects.toBeInstanceOf(RetryLater);
    await bot.answer(check, longReport);
    expect(await keysOf()).toHaveLength(4);
  });

  it('a worker that was held up until another took its turn: it posts no more, and leaves the other its turn', async () => {
    const turn = `slack/turn/${check.place.channel}/${check.place.placeholderTs}`;
    slack.interfere = (method) => {
      if (method === 'chat.postMessage') void bot.store.set(turn, 'another', { ttlSeconds: 30 });
      return null;
    };
    await expect(bot.messenger.deliver({ check, answer: longReport })).rejects.toBeInstanceOf(RetryLater);
    expect(slack.count('chat.postMessage')).toBe(1);
    expect(await bot.store.get(turn)).toBe('another');
    slack.interfere = () => null;
    await bot.store.delete(turn);
    await bot.answer(check, longReport);
    expect(await keysOf()).toEqual(['headline', 'details-1', 'details-2', 'details-3']);
    expect(slack.count('chat.postMessage')).toBe(3);
  });

  it('two workers with the same answer at the same time', async () => {
    await Promise.all([bot.answer(check, longReport, bot.worker()), bot.answer(check, longReport, bot.worker())]);
    expect(await keysOf()).toEqual(['headline', 'details-1', 'details-2', 'details-3']);
    expect(slack.count('chat.postMessage')).toBe(3);
  });

  it('a headline without a placeholder is recognised too', async () => {
    const ts = await slack.say('why');
    const bare: CheckJob = { ...check, place: { ...check.place, threadTs: ts, placeholderTs: null, responseUrl: undefined as never } };
    let posts = 0;
    slack.interfere = (method) => (method === 'chat.postMessage' && ++posts === 1 ? 'lost' : null);
    await expect(bot.messenger.deliver({ check: bare, answer: longReport })).rejects.toThrow();
    await bot.answer(bare, longReport, bot.worker());
    expect(await slack.thread(ts)).toHaveLength(5);
  });

  it('one update and one post for each part: nothing is read unless it is a retry', async () => {
    await bot.answer(check, longReport);
    expect(slack.calls.map(({ method }) => method)).toEqual(['chat.update', 'chat.postMessage', 'chat.postMessage', 'chat.postMessage']);
  });

  it('a placeholder that somebody deleted is posted again', async () => {
    await slack.api('chat.delete', { channel: slack.channel, ts: check.place.placeholderTs as string });
    await bot.answer(check);
    expect((await slack.history()).some(({ text }) => text.includes('Problem'))).toBe(true);
  });
});

describe('Slack says no', () => {
  it('429: waits as long as it says, and goes on where it stopped', async () => {
    let posts = 0;
    slack.interfere = (method) => (method === 'chat.postMessage' && ++posts === 2 ? rateLimited(1) : null);
    const waited = await bot.messenger.deliver({ check, answer: longReport }).catch((error: unknown) => error);
    expect(waited).toBeInstanceOf(RetryLater);
    expect(waited).toMatchObject({ milliseconds: 1000 });
    const refusedAt = slack.calls.at(-1)?.at ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await bot.answer(check, longReport);
    expect(await keysOf()).toEqual(['headline', 'details-1', 'details-2', 'details-3']);
    const next = slack.calls.find(({ method, at }) => method === 'chat.postMessage' && at > refusedAt);
    expect((next?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(1000);
  });

  it('429 for the placeholder: the question is taken all the same', async () => {
    const ts = await slack.say('hi');
    slack.interfere = (method) => (method === 'chat.postMessage' ? rateLimited(30) : null);
    await bot.event({ type: 'app_mention', channel: slack.channel, user: slack.userId, text: `<@${slack.botUserId}> why pod-y`, ts });
    expect((await bot.job(2)).place).toMatchObject({ threadTs: ts, placeholderTs: null });
  });

  it('invalid_blocks: the same content in classic blocks, once, and then always', async () => {
    slack.old = true;
    await bot.answer(check);
    const [headline, details] = await slack.thread(check.place.threadTs);
    expect(headline?.text).toContain('Problem');
    expect(details?.blocks?.map(({ type }) => type)).not.toContain('container');
    expect(JSON.stringify(details?.blocks)).toContain('0/3 nodes are available: 3 Insufficient cpu.');
    expect(slack.calls.filter(({ error }) => error === 'invalid_blocks')).toHaveLength(1);
    await bot.slash('why pod-y pending');
    await bot.answer(await bot.job(2));
    expect(slack.calls.filter(({ error }) => error === 'invalid_blocks')).toHaveLength(1);
  });

  it('blocks refused in every form: the text is sent', async () => {
    slack.interfere = (method, body) =>
      method.startsWith('chat.') && body.get('blocks') !== '[]' ? { body: { ok: false, error: 'msg_blocks_too_long' } } : null;
    await bot.answer(check);
    const [headline, details] = await slack.thread(check.place.threadTs);
    expect(headline).toMatchObject({ blocks: [], text: expect.stringContaining('Problem') });
    expect(details?.text).toContain('What to do');
  });

  it.each(['channel_not_found', 'is_archived', 'token_revoked', 'not_in_channel'])(
    '%s: given up at once where there is nobody to tell',
    async (error) => {
      slack.interfere = (method) => (method.startsWith('chat.') ? { body: { ok: false, error } } : null);
      const { responseUrl: _, ...place } = check.place;
      await expect(bot.messenger.deliver({ check: { ...check, place }, answer: longReport })).rejects.toBeInstanceOf(Unrecoverable);
    },
  );

  it('thrown out of the channel while it worked: the asker gets the answer privately', async () => {
    slack.outside.add(slack.channel);
    await bot.answer(check);
    expect(slack.privately.map(({ text }) => text).join()).toContain('Node `worker-1` holds');
  });

  it('an outage is for the queue to retry', async () => {
    slack.interfere = () => ({ status: 503, body: {} });
    const error = await bot.messenger.deliver({ check, answer: longReport }).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(Unrecoverable);
    slack.interfere = () => null;
    await bot.answer(check, longReport);
    expect(await keysOf()).toHaveLength(4);
  });
});

describe('what is long', () => {
  it('a log goes up as a file, once, with its end shown', async () => {
    await bot.answer(check, longLog);
    await bot.answer(check, longLog, bot.worker());
    const thread = await slack.thread(check.place.threadTs);
    const files = thread.flatMap((message) => message.files ?? []);
    expect(files).toHaveLength(1);
    expect(files[0]?.name).toMatch(/^web-0-web-\d+\.log$/);
    expect(files[0]?.size).toBe(Buffer.byteLength(longLog.type === 'logs' ? (longLog.logs[0]?.lines.join('\n') ?? '') : ''));
    expect(thread[1]?.text).toContain('499 a line of the log');
  });

  it('where files are not allowed all of it is said in messages', async () => {
    slack.interfere = (method) => (method.startsWith('files.') ? { body: { ok: false, error: 'missing_scope' } } : null);
    await bot.answer(check, longLog);
    const thread = await slack.thread(check.place.threadTs);
    const said = thread
      .slice(1)
      .map(({ blocks }) => JSON.stringify(blocks))
      .join('');
    for (const index of [0, 123, 250, 377, 499]) expect(said).toContain(`${index} a line of the log`);
    expect(thread.every(({ text }) => text.length <= 4000)).toBe(true);
    expect(thread.some(({ text }) => text.includes('in the file below'))).toBe(false);
  });

  it('a private answer that needs more than a reply address takes goes on in a direct message', async () => {
    slack.outside.add(slack.channel);
    await bot.slash('why pod-q pending');
    const asked = await bot.job(2);
    await bot.answer(asked, longLog);
    expect(slack.privately).toHaveLength(4);
    const direct = await slack.history(await slack.directChannel());
    expect([...slack.privately, ...direct].map(({ blocks }) => JSON.stringify(blocks)).join('')).toContain('499 a line of the log');
    expect(direct.length).toBeGreaterThan(1);
  });
});

it('a private answer whose address has expired goes on as a direct message', async () => {
  slack.outside.add(slack.channel);
  await bot.slash('why pod-q pending');
  const asked = await bot.job(2);
  for (let index = 0; index < 4; index++)
    await fetch(asked.place.responseUrl as string, { method: 'POST', body: JSON.stringify({ text: 'used up' }) });
  await bot.answer(asked);
  expect((await slack.history(await slack.directChannel())).map(({ text }) => text).join()).toContain('Node `worker-1` holds');
});

describe('progress', () => {
  it('shows in the placeholder what is being looked at, and never after the answer', async () => {
    await bot.messenger.progress(check, [
      { kind: 'pod', name: 'pod-x', namespace: 'shop' },
      { kind: 'node', name: 'worker-1' },
    ]);
    const [placeholder] = await slack.thread(check.place.threadTs);
    expect(placeholder?.blocks?.at(-1)).toMatchObject({
      type: 'plan',
      tasks: [
        { title: 'pod pod-x', status: 'complete' },
        { title: 'node worker-1', status: 'in_progress' },
      ],
    });
    await bot.answer(check);
    await bot.messenger.progress(check, [{ kind: 'node', name: 'worker-1' }]);
    expect((await slack.thread(check.place.threadTs))[0]?.text).toContain('Problem');
  });

  it('never rejects, and falls back to classic blocks', async () => {
    slack.old = true;
    await bot.messenger.progress(check, [{ kind: 'node', name: 'worker-1' }]);
    expect((await slack.thread(check.place.threadTs))[0]?.blocks?.at(-1)?.type).toBe('context');
    slack.interfere = () => rateLimited(9);
    await bot.messenger.progress(check, [{ kind: 'node', name: 'worker-1' }]);
  });
});

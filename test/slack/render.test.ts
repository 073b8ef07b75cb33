import { describe, expect, it } from 'vitest';
import type { Answer, TableAnswer, TraceAnswer } from '../../src/core/answer.ts';
import { locales } from '../../src/core/locale.ts';
import { classic } from '../../src/slack/render/classic.ts';
import type { Message } from '../../src/slack/render/message.ts';
import { progressMessage } from '../../src/slack/render/progress.ts';
import { type Rendered, render } from '../../src/slack/render/render.ts';
import { messageProblems } from '../../src/slack/render/validate.ts';
import { hostileAlerts } from './support/alert-answers.ts';
import { answers } from './support/answers.ts';
import { sampleReport, sampleRules } from './support/sample-rules.ts';
import { hostileHops } from './support/trace-answers.ts';

const options = { answerKey: 'C1/1.1', now: '2026-11-21T11:40:00Z', asked: { userId: 'U1', text: 'why <web> & co' } };
const all = ({ headline, thread }: Rendered): readonly Message[] => [headline, ...thread];

/** The text as people read it, and each block on a line of its own. */
function golden({ key, text, blocks }: Message): string {
  return [`=== ${key}`, text, '---', ...blocks.map((block) => JSON.stringify(block)), ''].join('\n');
}

describe.each(locales)('in %s', (locale) => {
  it.each(Object.keys(answers))('%s', async (name) => {
    const rendered = render(answers[name] as Answer, sampleRules, locale, options);
    for (const message of all(rendered)) {
      expect(messageProblems(message)).toEqual([]);
      expect(messageProblems(classic(message))).toEqual([]);
    }
    await expect(all(rendered).map(golden).join('\n')).toMatchFileSnapshot(`golden/${name}.${locale}.txt`);
  });

  it('"check again" adds what changed as the last message', () => {
    const { thread } = render(answers.healthy as Answer, sampleRules, locale, { ...options, previous: sampleReport });
    expect(thread.at(-1)).toMatchObject({ key: 'changed-2026-11-21T11:52:00.000Z-1' });
    expect(thread.at(-1)?.text).toMatch(locale === 'ko' ? /이후 달라진 점/ : /Since 2026-11-21 11:40:03 UTC/);
  });
});

it('has a sample of every type of answer', () => {
  const types: { readonly [T in Answer['type']]: true } = {
    alert: true,
    'alert-note': true,
    'alert-summary': true,
    audit: true,
    changes: true,
    check: true,
    choice: true,
    clusters: true,
    digest: true,
    'digest-failed': true,
    digests: true,
    events: true,
    explanation: true,
    failure: true,
    feed: true,
    'feed-away': true,
    feeds: true,
    health: true,
    help: true,
    incident: true,
    logs: true,
    'no-entry': true,
    'not-found': true,
    probe: true,
    report: true,
    runbook: true,
    runbooks: true,
    setting: true,
    table: true,
    top: true,
    trace: true,
    watch: true,
    watches: true,
  };
  expect(Object.keys(types).filter((type) => !Object.values(answers).some((answer) => answer.type === type))).toEqual([]);
});

/** Everything in a message that says something, and under which kind of text. */
function texts(value: unknown, type = ''): { type: string; text: string }[] {
  if (Array.isArray(value)) return value.flatMap((item) => texts(item, type));
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value ? String(value.type) : type;
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'text' && typeof item === 'string' ? [{ type: own, text: item }] : texts(item, own),
  );
}

describe('what others wrote', () => {
  const evil = '<!channel> <@U1> <#C1> *bold* _it_ `code` ``` & <http://evil|ok> :tada: \u001b[31m\u202e';
  const ref = { kind: 'pod', name: evil, namespace: evil } as const;
  const hostile: Answer[] = [
    {
      type: 'report',
      report: {
        ...sampleReport,
        target: ref,
        cluster: evil,
        state: { condition: 'failing', status: evil },
        findings: sampleReport.findings.map((finding) => ({
          ...finding,
          subject: { ...finding.subject, name: evil },
          facts: { wanted: evil, most: evil, pods: evil },
          proof: [{ ref, path: evil, value: evil }],
          alike: [ref],
        })),
        gaps: [{ facet: evil, subject: ref, why: 'forbidden', detail: `cannot list resource "${evil.replaceAll('"', '')}" in API group ""` }],
      },
    },
    { ...(answers.list as TableAnswer), cluster: evil, namespace: evil, filter: evil, columns: [evil], rows: [{ cells: [evil], ref, tone: 'bad' }] },
    { type: 'logs', cluster: evil, ref, previous: false, logs: [{ container: evil, init: false, lines: [evil] }], otherContainers: [evil], gaps: [] },
    { type: 'not-found', cluster: evil, kind: null, name: evil, namespace: evil, similar: [ref], elsewhere: [ref], gaps: [] },
    {
      ...(answers['trace-closed'] as TraceAnswer),
      cluster: evil,
      path: { start: ref, hops: hostileHops(evil), gaps: [], cut: true },
    },
    { type: 'failure', code: 'not-understood', cluster: evil, what: evil, detail: evil, choices: [evil] },
    { type: 'clusters', clusters: [{ name: evil, server: evil, chosen: true, failure: null, version: evil }] },
    ...hostileAlerts(evil),
    { type: 'runbooks', outcome: 'none', asked: evil, nearest: [], topics: [{ id: evil, title: { en: evil, ko: evil } }] },
  ];

  it.each(hostile.map((answer) => [answer.type, answer] as const))('in a %s stands only where nothing is interpreted', (_, answer) => {
    for (const locale of locales) {
      const messages = all(render(answer, sampleRules, locale, { ...options, asked: { userId: 'U1', text: evil } }));
      for (const message of messages.flatMap((one) => [one, classic(one)])) {
        expect(messageProblems(message)).toEqual([]);
        expect(message.text).not.toMatch(/[<>]/);
        for (const { type, text } of texts(message.blocks)) {
          expect(['text', 'link', 'plain_text', 'raw_text', 'mrkdwn']).toContain(type);
          if (type === 'mrkdwn') expect(text).toMatch(/^<!date\^\d+\^[^|<>]*\|[0-9 :UTC-]+>$/);
          expect(text).not.toContain('\u001b');
          expect(text).not.toContain('\u202e');
        }
        expect(JSON.stringify(message.blocks)).not.toMatch(/"type":"(broadcast|usergroup|channel)"/);
      }
      expect(messages.map(({ text }) => text).join()).toContain('&lt;!channel&gt;');
    }
  });

  it('in progress neither', () => {
    const message = progressMessage({ intent: 'why', kind: 'pod', name: evil, namespace: null, symptom: null, locale: 'en' }, 'en', {
      looked: [ref],
      asked: { userId: 'U1', text: evil },
    });
    expect(message.text).not.toMatch(/[<>]/);
    for (const one of [message, classic(message)]) expect(messageProblems(one)).toEqual([]);
  });
});

describe('what is long', () => {
  const said = (messages: readonly Message[]) => messages.map(({ blocks, file }) => JSON.stringify(blocks) + (file?.content ?? '')).join('');

  it('a report of forty causes is split over messages, and nothing is lost', () => {
    const findings = Array.from({ length: 40 }, (_, index) => ({
      ...(sampleReport.findings[0] as (typeof sampleReport.findings)[0]),
      id: `f${index}`,
      subject: { kind: 'node' as const, name: `worker-${index}-${'x'.repeat(60)}` },
      proof: [
        { ref: { kind: 'node' as const, name: `n-${index}` }, path: `status.p${index}`, value: `value ${index} ${'evidence & '.repeat(index * 10)}` },
      ],
    }));
    const messages = all(render({ type: 'report', report: { ...sampleReport, findings } }, sampleRules, 'ko', options));
    expect(messages.length).toBeGreaterThan(5);
    for (const message of messages.flatMap((one) => [one, classic(one)])) expect(messageProblems(message)).toEqual([]);
    for (let index = 0; index < 40; index++) {
      expect(said(messages)).toContain(`worker-${index}-`);
      expect(said(messages)).toContain(`status.p${index}`);
    }
    expect(said(messages).match(/evidence/g)).toHaveLength((39 * 40 * 10) / 2);
    expect(
      messages
        .map(({ text }) => text)
        .join()
        .match(/evidence/g),
    ).toHaveLength((39 * 40 * 10) / 2);
  });

  it.each([1, 50, 101, 700])('a table of %i rows', (count) => {
    const rows = Array.from({ length: count }, (_, index) => ({
      cells: [`pod-${index}`, `${'&'.repeat(40)}`, '', 'Running'],
      ref: { kind: 'pod' as const, name: `pod-${index}` },
      tone: 'ok' as const,
    }));
    for (const files of [true, false]) {
      const answer: Answer = { ...(answers.list as TableAnswer), columns: ['NAME', 'A', '', 'STATUS'], rows };
      const messages = all(render(answer, sampleRules, 'en', { ...options, files }));
      for (const message of messages.flatMap((one) => [one, classic(one)])) expect(messageProblems(message)).toEqual([]);
      for (let index = 0; index < count; index++) expect(said(messages)).toMatch(new RegExp(`pod-${index}\\D`));
      if (files) expect(messages.length).toBeLessThan(8);
    }
  });

  it.each([10, 3000, 3001, 20_000])('one log line of %i characters', (length) => {
    const line = '한<'.repeat(length / 2);
    const answer: Answer = {
      type: 'logs',
      cluster: 'prod',
      ref: { kind: 'pod', name: 'p' },
      previous: false,
      logs: [{ container: 'c', init: false, lines: [line, 'end'] }],
      otherContainers: [],
      gaps: [],
    };
    const messages = all(render(answer, sampleRules, 'en', { files: false }));
    for (const message of messages) expect(messageProblems(message)).toEqual([]);
    const text = messages
      .flatMap(({ blocks }) => texts(blocks))
      .map((one) => one.text)
      .join('');
    expect(text.match(/한/g)).toHaveLength(line.length / 2);
  });

  it('a cause of 5,000 characters is short in the headline and whole in the thread', () => {
    const findings = [{ ...(sampleReport.findings[0] as (typeof sampleReport.findings)[0]), facts: { pods: 'x'.repeat(5000) } }];
    const [headline, ...thread] = all(render({ type: 'report', report: { ...sampleReport, findings } }, sampleRules, 'en', options));
    for (const message of [headline as Message, ...thread]) expect(messageProblems(message)).toEqual([]);
    expect(said(thread).match(/x{4,}/g)?.join('')).toHaveLength(5000);
  });
});

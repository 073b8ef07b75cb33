import { describe, expect, it } from 'vitest';
import type { Answer, FailureCode } from '../../src/core/answer.ts';
import { locales } from '../../src/core/locale.ts';
import { readFailureCodes } from '../../src/core/read-failure.ts';
import { changesSince } from '../../src/core/words/change-words.ts';
import { firstSentence, line, plain } from '../../src/core/words/document.ts';
import { failureWords } from '../../src/core/words/failure-words.ts';
import { gapWords } from '../../src/core/words/gap-words.ts';
import { countOf } from '../../src/core/words/kind-words.ts';
import { wordReport } from '../../src/core/words/report-words.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { ago, duration } from '../../src/core/words/time-words.ts';
import { answers } from './support/answers.ts';
import { healthyReport, sampleReport, sampleRules } from './support/sample-rules.ts';

/** Every cluster that an answer is about. */
function clustersIn(value: unknown): ReadonlySet<string> {
  if (typeof value !== 'object' || value === null) return new Set();
  const own = 'cluster' in value && typeof value.cluster === 'string' ? [value.cluster] : [];
  return new Set([...own, ...Object.values(value).flatMap((inner) => [...clustersIn(inner)])]);
}

const hangul = /[가-힣]/;

describe('an answer as text', () => {
  it.each(locales)('%s', async (locale) => {
    const text = Object.entries(answers).map(
      ([name, answer]) => `##### ${name}\n${answerToText(answer, sampleRules, locale, { now: '2026-11-21T11:40:00Z' })}\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot(`golden/text.${locale}.txt`);
  });

  it.each(Object.keys(answers))('%s names its cluster', (name) => {
    const found = clustersIn(answers[name]);
    if (found.size === 0) return;
    for (const locale of locales) {
      const text = answerToText(answers[name] as Answer, sampleRules, locale, { now: '2026-11-21T11:40:00Z' });
      expect(
        [...found].some((cluster) => text.includes(cluster)),
        `${[...found]} in\n${text}`,
      ).toBe(true);
    }
  });

  it('has colours only where it is told to, and then the same words', () => {
    const coloured = answerToText(answers.report as never, sampleRules, 'en', { colour: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toContain('Node worker-1 holds 110 pods');
    expect(answerToText(answers.report as never, sampleRules, 'en')).not.toContain('\u001b');
  });

  it('cannot be steered by what a cluster says', () => {
    const lines = ['\u001b]0;title\u0007\u001b[2Jgone', 'a\rb', 'tab\tstays'];
    const log = { ...answers.logs, logs: [{ container: 'web', init: false, lines }] };
    const text = answerToText(log as never, sampleRules, 'en', { colour: true });
    expect(text).toContain('gone');
    expect(text).toContain('tab\tstays');
    for (const steering of ['\u001b[2J', '\u0007', '\r']) expect(text).not.toContain(steering);
  });

  it('fits a terminal of 80 columns, Korean letters being two wide', () => {
    const text = answerToText(answers.failure as never, sampleRules, 'ko', { width: 80 });
    for (const one of text.split('\n')) expect([...one].reduce((sum, char) => sum + (hangul.test(char) ? 2 : 1), 0)).toBeLessThanOrEqual(80);
  });
});

describe('the JSON report', () => {
  it('has words and steps in the language asked for', () => {
    const [first] = wordReport(sampleReport, sampleRules, 'ko').findings;
    expect(first).toMatchObject({
      rule: 'sample/node-full',
      coverage: ['node/full'],
      rootCause: true,
      says: '`worker-1` 노드에 파드가 `110`개 있어 더 받을 수 없습니다.',
      steps: [
        { kind: 'look', text: '그 노드의 파드를 확인합니다.', command: 'kubectl get pods -A --field-selector spec.nodeName=worker-1', undo: null },
      ],
    });
  });

  it('survives a rule that is no longer there', () => {
    expect(wordReport(sampleReport, [], 'en').findings[0]).toMatchObject({ says: '`sample/node-full`', steps: [], docs: null });
  });
});

describe('what went wrong', () => {
  const codes: readonly FailureCode[] = [
    ...readFailureCodes,
    'unknown-cluster',
    'no-cluster',
    'needs-name',
    'needs-namespace',
    'queue-away',
    'needs-bot',
    'internal',
    'not-understood',
    'too-long',
    'needs-text',
    'no-logs',
    'no-audit',
  ];
  it.each(codes)('%s is a sentence and a next step in both languages', (code) => {
    for (const what of ['web-0', null]) {
      const failure = { type: 'failure', code, cluster: 'prod', what, detail: null } as const;
      const [en, ko] = locales.map((locale) => failureWords(failure, locale));
      expect(`${en?.title}${en?.says}${en?.next}`).not.toMatch(hangul);
      for (const text of [en?.says, en?.next]) expect(text).toMatch(/^[A-Z`].*\.$/);
      for (const text of [ko?.title, ko?.says, ko?.next]) expect(text).toMatch(hangul);
    }
  });

  const rights = ['channel', 'person', 'intent', 'cluster', 'namespace', 'all-namespaces', 'groups', 'profile', 'nobody', 'direct'] as const;
  it.each(rights)('a missing right (%s) is a sentence that names it, and whom to ask', (missing) => {
    const refusal = { missing, what: 'payments', may: ['shop', 'shop-*'], contact: '#platform-help' };
    const failure = { type: 'failure', code: 'not-permitted', cluster: null, what: null, detail: null, refusal } as const;
    const [en, ko] = locales.map((locale) => failureWords(failure, locale));
    expect(`${en?.title}${en?.says}${en?.next}`).not.toMatch(hangul);
    for (const text of [en?.says, en?.next]) expect(text).toMatch(/^[A-Z`].*\.$/);
    for (const text of [ko?.says, ko?.next]) expect(text).toMatch(hangul);
    if (missing !== 'direct') for (const words of [en, ko]) expect(words?.next).toContain('#platform-help');
    if (missing === 'all-namespaces') for (const words of [en, ko]) expect(words?.next).toContain('`shop-*`');
  });

  it('a bot that may not act as a person says where to name them', () => {
    const detail =
      'users "mina@example.com" is forbidden: User "system:serviceaccount:kubewhy:kubewhy" cannot impersonate resource "users" in API group ""';
    const failure = { type: 'failure', code: 'forbidden', cluster: 'prod', what: 'pod web-0', detail } as const;
    for (const locale of locales) expect(failureWords(failure, locale).next).toContain('rbac-impersonate.yaml');
  });

  it('a refusal names the permission to ask for', () => {
    const gap = sampleReport.gaps[0] as (typeof sampleReport.gaps)[0];
    expect(gapWords(gap, 'en')).toContain('It needs the permission `list` `resourcequotas` in namespace `shop`.');
    expect(gapWords({ ...gap, detail: 'User "x" cannot get resource "nodes" in API group "metrics.k8s.io"' }, 'ko')).toContain(
      '클러스터 전체에서 `get` `nodes.metrics.k8s.io`',
    );
  });
});

describe('small words', () => {
  it('backticks become code, an odd one stays', () => {
    expect(line('pod `web-0` is `Pending`')).toEqual([
      { text: 'pod ' },
      { text: 'web-0', style: 'code' },
      { text: ' is ' },
      { text: 'Pending', style: 'code' },
    ]);
    expect(plain(line('a `b'))).toBe('a `b');
  });

  it('the first sentence ends at a full stop that is outside of code', () => {
    expect(firstSentence('Image `a.b. c:1.2` cannot be pulled. It is private.')).toBe('Image `a.b. c:1.2` cannot be pulled.');
    expect(firstSentence('`web` 파드가 죽습니다. 메모리가 모자랍니다.')).toBe('`web` 파드가 죽습니다.');
  });

  it('durations and counts', () => {
    expect([0, 59, 60, 3661, 90_000].map((seconds) => duration(seconds, 'en'))).toEqual(['0s', '59s', '1m', '1h 1m', '1d 1h']);
    expect(ago('2026-11-21T11:38:00Z', '2026-11-21T11:40:00Z', 'ko')).toBe('2분 전');
    expect([countOf('pod', 1, 'en'), countOf('ingress', 2, 'en'), countOf('networkpolicy', 2, 'en'), countOf('pod', 2, 'ko')]).toEqual([
      '1 pod',
      '2 ingresses',
      '2 NetworkPolicies',
      '파드 2개',
    ]);
  });

  it('what changed', () => {
    expect(changesSince(sampleReport, sampleReport, sampleRules, 'ko')).toEqual(['2026-11-21 11:40:03 UTC 이후 달라진 점이 없습니다.']);
    expect(changesSince(sampleReport, healthyReport, sampleRules, 'en')[1]).toBe('Problem → Healthy');
    expect(changesSince(healthyReport, sampleReport, sampleRules, 'en').at(-1)).toMatch(/^New: Pod `pod-x` asks/);
  });
});

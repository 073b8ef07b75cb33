import { describe, expect, it } from 'vitest';
import { redact } from '../../src/cluster/redact.ts';
import type { ExplanationAnswer } from '../../src/core/answer.ts';
import { askExplain } from '../../src/core/ask/ask-explain.ts';
import { explanationReport } from '../../src/core/words/explanation-document.ts';
import { answerToText } from '../../src/core/words/text.ts';
import { rules } from '../../src/rules/index.ts';
import { signatureSets } from '../../src/rules/signatures.ts';
import { render } from '../../src/slack/render/render.ts';

const deps = { redact, signatures: signatureSets, rules, clock: () => 0 };
const ask = (text: string) => askExplain({ text }, deps) as ExplanationAnswer;
const events = [
  'Warning  FailedCreatePodSandBox  5s  kubelet  Failed to create pod sandbox: rpc error: code = Unknown desc = context canceled',
  'Warning  Failed  1s  kubelet  Error: configmap "api-setings" not found',
].join('\n');

describe('explain', () => {
  it('is JSON, and can be said in both languages', () => {
    const answer = ask(events);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    const en = answerToText(answer, rules, 'en');
    expect(en).toContain('api-setings');
    expect(en).toContain('line 2');
    expect(en).toContain('Undo:');
    const ko = answerToText(answer, rules, 'ko');
    expect(ko).toContain('2번째 줄');
    expect(ko).toContain('되돌리기');
  });

  it('is a report without a target, causes first', () => {
    const report = explanationReport(ask(events), rules, 'ko', '2026-11-21T15:00:00.000Z');
    expect(report).toMatchObject({ target: null, verdict: 'problem', gaps: [], cost: { requests: 0 } });
    expect(report.findings.map(({ rule, rootCause, because }) => ({ rule, rootCause, because }))).toEqual([
      { rule: 'container/config-missing', rootCause: true, because: [] },
      { rule: 'pod/sandbox-failed', rootCause: false, because: ['f1'] },
    ]);
    expect(report.findings[0]).toMatchObject({
      coverage: ['container/config-missing'],
      subject: null,
      proof: [{ ref: null, path: 'line 2', value: expect.stringContaining('api-setings') }],
      steps: [
        { kind: 'look', undo: null },
        { kind: 'change', undo: expect.stringMatching(/[가-힣]/) },
      ],
      docs: expect.stringMatching(/^https:/),
    });
  });

  it.each(['unknown', 'healthy'] as const)('%s is said so in both languages', (verdict) => {
    const answer = ask(verdict === 'unknown' ? 'ERROR the widget cannot be wound up' : 'INFO one\nINFO two');
    expect(answer.verdict).toBe(verdict);
    expect(answerToText(answer, rules, 'en')).toContain(verdict === 'unknown' ? 'I do not know this one' : 'healthy output');
    expect(answerToText(answer, rules, 'ko')).toContain(verdict === 'unknown' ? '모르는 내용입니다' : '정상 출력입니다');
  });

  it('shows no secret of the text again', () => {
    const answer = ask('ERROR dial tcp: lookup db: connection refused password=hunter2');
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(JSON.stringify(answer)).toContain('[redacted]');
  });

  it('wants a text', () => {
    expect(askExplain({ text: ' \n' }, deps)).toMatchObject({ type: 'failure', code: 'needs-text' });
  });

  it('lets no text steer Slack', () => {
    const message = JSON.stringify(render(ask('Error: configmap "<!channel>" not found\nERROR <@U123> `x` *y* failed to wind'), rules, 'en'));
    expect(message).not.toMatch(/"text":"[^"]*<!channel>[^"]*","type":"mrkdwn"/);
  });
});

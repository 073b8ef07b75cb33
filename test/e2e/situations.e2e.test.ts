import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { Report } from '../../src/core/report.ts';
import { wordReport } from '../../src/core/words/report-words.ts';
import { rules } from '../../src/rules/index.ts';
import { make, readSituations, type Situation, targetName, unmake } from './situation.ts';

const situations = readSituations();
let runtime: Runtime;

beforeAll(() => {
  runtime = openRuntime({ config: readConfig({ KUBECONFIG: process.env.KUBEWHY_E2E_KUBECONFIG, KUBEWHY_LOG_LEVEL: 'silent' }) });
  for (const situation of situations) make(situation);
});
afterAll(() => situations.forEach(unmake));

describe.concurrent('broken on the real cluster', () => {
  it.each(situations.map((situation) => [situation.id, situation] as const))('%s', { timeout: 300_000 }, async (_id, situation) => {
    const report = await untilDiagnosed(situation);
    for (const [index, locale] of (['en', 'ko'] as const).entries()) {
      const worded = wordReport(await askReport(situation, index), rules, locale);
      const finding = worded.findings.find(({ rule }) => rule === situation.rule);
      expect(finding, `${locale}: ${worded.findings.map(({ rule }) => rule).join(', ')}`).toBeDefined();
      expect(worded.verdict).toBe(finding?.severity === 'info' ? worded.verdict : 'problem');
      expect(JSON.stringify(finding?.proof)).toContain(JSON.stringify(situation.proof).slice(1, -1));
      expect(/[가-힣]/.test(finding?.says ?? '')).toBe(locale === 'ko');
    }
    const roots = report.findings.filter(({ rootCause }) => rootCause).map(({ rule }) => rule);
    if (situation.root ?? situation.rootCause) expect(roots).toContain(situation.root ?? situation.rule);
    expect(report.cost.requests).toBeLessThanOrEqual(40);
  });
});

/** Asks until the rule fires, as a person would ask again; then its report. */
async function untilDiagnosed(situation: Situation): Promise<Report> {
  const deadline = Date.now() + situation.timeout * 1000;
  let last: Answer | null = null;
  while (Date.now() < deadline) {
    last = targetName(situation) ? await ask(situation, 0) : null;
    if (last?.type === 'report' && last.report.findings.some(({ rule }) => rule === situation.rule)) return last.report;
    await new Promise((resolve) => setTimeout(resolve, 4000));
  }
  const found =
    last?.type === 'report'
      ? `${last.report.verdict} ${last.report.findings.map(({ rule }) => rule).join(', ')} ${JSON.stringify(last.report.gaps)}`
      : JSON.stringify(last);
  throw new Error(`${situation.rule} did not fire within ${situation.timeout} s; last answer: ${found}`);
}

async function askReport(situation: Situation, index: number): Promise<Report> {
  const answer = await ask(situation, index);
  if (answer.type !== 'report') throw new Error(`"${situation.ask[index]}" was answered with ${JSON.stringify(answer)}`);
  return answer.report;
}

async function ask(situation: Situation, index: number): Promise<Answer> {
  const [kind = ''] = situation.target.split('/');
  const name = targetName(situation) ?? '';
  const text = `${situation.ask[index]?.replaceAll('{name}', name)} -n ${situation.namespace}`;
  const parsed = runtime.parse(text, { addressed: true });
  expect(parsed, text).toMatchObject({ intent: 'why', namespace: situation.namespace });
  if (parsed.intent !== 'why') throw new Error(`not understood: ${text}`);
  if (parsed.name !== name) throw new Error(`"${text}" was understood as about ${parsed.name}, not ${kind}/${name}`);
  return runtime.answer(parsed);
}

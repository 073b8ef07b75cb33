import { expect } from 'vitest';
import type { Runtime } from '../../src/cli/runtime.ts';
import type { Answer } from '../../src/core/answer.ts';
import type { Intent } from '../../src/core/intent.ts';
import type { Report } from '../../src/core/report.ts';
import { wordReport } from '../../src/core/words/report-words.ts';
import { rules } from '../../src/rules/index.ts';
import { targetName } from './situation.ts';

/** What is asked, and what must be said. */
export interface Question {
  readonly rule: string;
  readonly rootCause: boolean;
  readonly root?: string | undefined;
  /** kind/name, or `cluster`. */
  readonly target: string;
  /** null: the target has none. */
  readonly namespace: string | null;
  readonly ask: readonly string[];
  readonly proof: string;
  /** Seconds. */
  readonly timeout: number;
}

/** Asks in each language until the rule fires with its root cause, and looks closely at both answers. */
export async function expectDiagnosis(runtime: Runtime, question: Question): Promise<void> {
  for (const [index, locale] of (['en', 'ko'] as const).entries()) {
    const report = await untilDiagnosed(runtime, question, index);
    const worded = wordReport(report, rules, locale);
    const finding = worded.findings.find(({ rule, proof }) => rule === question.rule && proves(proof, question.proof));
    expect(worded.verdict).toBe(finding?.severity === 'info' ? worded.verdict : 'problem');
    expect(/[가-힣]/.test(finding?.says ?? '')).toBe(locale === 'ko');
    // a whole area looks at many objects
    expect(report.cost.requests).toBeLessThanOrEqual(question.target === 'cluster' ? 80 : 40);
  }
}

/** Asks until the rule fires, as a person would ask again (a pod may be between two lives just then); then its report. */
async function untilDiagnosed(runtime: Runtime, question: Question, index: number): Promise<Report> {
  const deadline = Date.now() + question.timeout * 1000;
  let last: Answer | null = null;
  while (Date.now() < deadline) {
    last = targetName(question) ? await ask(runtime, question, index) : null;
    if (last?.type === 'report' && isDiagnosed(last.report, question) && hasRoot(last.report, question)) return last.report;
    await new Promise((resolve) => setTimeout(resolve, 4000));
  }
  throw new Error(`${question.rule} did not fire with "${question.proof}" within ${question.timeout} s; last answer: ${inShort(last)}`);
}

/** Asks until the rule is quiet again. */
export async function untilQuiet(runtime: Runtime, question: Question, seconds: number): Promise<void> {
  const deadline = Date.now() + seconds * 1000;
  let last: Answer | null = null;
  while (Date.now() < deadline) {
    last = await ask(runtime, question, 0);
    if (last.type === 'report' && !isDiagnosed(last.report, question)) return;
    await new Promise((resolve) => setTimeout(resolve, 3000));
  }
  throw new Error(`${question.rule} still fires ${seconds} s after everything was put back: ${inShort(last)}`);
}

function isDiagnosed(report: Report, { rule, proof }: Question): boolean {
  return report.findings.some((finding) => finding.rule === rule && proves(finding.proof, proof));
}

/** A cause in another object may be too young to count at first. */
function hasRoot(report: Report, { root, rootCause, rule }: Question): boolean {
  const wanted = root ?? (rootCause ? rule : null);
  return wanted === null || report.findings.some((finding) => finding.rule === wanted && finding.rootCause);
}

function proves(given: unknown, proof: string): boolean {
  return JSON.stringify(given).includes(JSON.stringify(proof).slice(1, -1));
}

function inShort(answer: Answer | null): string {
  return answer?.type === 'report'
    ? `${answer.report.verdict} ${answer.report.findings.map(({ rule, rootCause }) => `${rule}${rootCause ? ' (root)' : ''}`).join(', ')} ${JSON.stringify(answer.report.gaps)}`
    : JSON.stringify(answer);
}

/** Asks as a person does: in words, which must be understood as meant. */
export async function ask(runtime: Runtime, question: Pick<Question, 'ask' | 'namespace' | 'target'>, index: number): Promise<Answer> {
  const name = targetName(question) ?? '';
  const said = question.ask[index]?.replaceAll('{name}', name) ?? '';
  const text = question.namespace ? `${said} -n ${question.namespace}` : said;
  const parsed = runtime.parse(text, { addressed: true });
  if (question.target === 'cluster') {
    expect(parsed, text).toMatchObject({ intent: expect.stringMatching(/^(check|health)$/) });
    const answer = await runtime.answer(parsed as Intent);
    return answer.type === 'check' || answer.type === 'health' ? { type: 'report', report: answer.report } : answer;
  }
  expect(parsed, text).toMatchObject({ intent: 'why', namespace: question.namespace });
  if (parsed.intent !== 'why') throw new Error(`not understood: ${text}`);
  if (!parsed.name || !name.startsWith(parsed.name)) throw new Error(`"${text}" was understood as about ${parsed.name}, not ${question.target}`);
  return runtime.answer(parsed);
}

import { expect } from 'vitest';
import type { Runtime } from '../../src/cli/runtime.ts';
import type { TraceAnswer } from '../../src/core/answer.ts';
import { brokenLinks } from '../../src/core/trace/path.ts';
import { plain } from '../../src/core/words/document.ts';
import { traceDocument } from '../../src/core/words/trace-document.ts';
import type { Situation } from './situation.ts';

/** Asks for the path in both languages: what is broken first must be said, and drawn at its hop. */
export async function expectTrace(runtime: Runtime, { ask, fault, at }: NonNullable<Situation['trace']>, namespace: string): Promise<void> {
  for (const [index, locale] of (['en', 'ko'] as const).entries()) {
    const answer = await trace(runtime, `${ask[index]} -n ${namespace}`);
    const [first] = brokenLinks(answer.path);
    expect(first?.fault.type).toBe(fault);
    expect(`${first?.hop.ref.kind}/${first?.hop.ref.name}`).toBe(at);
    const { summary, parts } = traceDocument(answer, locale);
    expect(/[가-힣]/.test(plain(summary))).toBe(locale === 'ko');
    expect(JSON.stringify(parts[0])).toMatch(new RegExp(`[✖▲] ${at}`));
    expect(answer.cost.requests).toBeLessThanOrEqual(40);
  }
}

async function trace(runtime: Runtime, text: string): Promise<TraceAnswer> {
  const parsed = runtime.parse(text, { addressed: true });
  expect(parsed, text).toMatchObject({ intent: 'trace' });
  if (parsed.intent !== 'trace') throw new Error(`not understood: ${text}`);
  const answer = await runtime.answer(parsed);
  if (answer.type !== 'trace') throw new Error(`"${text}" was answered with ${JSON.stringify(answer)}`);
  return answer;
}

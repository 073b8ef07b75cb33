import type { Answer } from '../core/answer.ts';
import type { Locale } from '../core/locale.ts';
import { explanationReport } from '../core/words/explanation-document.ts';
import { wordReport } from '../core/words/report-words.ts';
import { answerToText } from '../core/words/text.ts';
import { rules } from '../rules/index.ts';
import type { ExitCode } from './program.ts';

export type Format = 'text' | 'json' | 'slack';

/** Prints an answer and says how the command ends: 1 where it could not be answered. */
export async function printAnswer(answer: Answer, locale: Locale, format: Format): Promise<ExitCode> {
  if (format === 'json') console.log(JSON.stringify(jsonOf(answer, locale), null, 2));
  else if (format === 'slack') console.log(JSON.stringify((await import('../slack/render/render.ts')).render(answer, rules, locale), null, 2));
  else console.log(answerToText(answer, rules, locale, { colour: process.stdout.hasColors?.() ?? false }));
  if (answer.type === 'runbooks') return answer.outcome === 'none' ? 1 : 0;
  return answer.type === 'failure' || answer.type === 'not-found' ? 1 : 0;
}

function jsonOf(answer: Answer, locale: Locale): unknown {
  if (answer.type === 'failure' && answer.report) return wordReport(answer.report, rules, locale);
  if (answer.type === 'report') return wordReport(answer.report, rules, locale);
  if (answer.type === 'check' || answer.type === 'health') {
    const { type: _, report, ...check } = answer;
    return { ...wordReport(report, rules, locale), ...check };
  }
  if (answer.type === 'digest') {
    const { type: _, health, ...digest } = answer;
    return { ...(jsonOf(health, locale) as object), ...digest };
  }
  if (answer.type === 'explanation') return explanationReport(answer, rules, locale, new Date().toISOString());
  return answer.type === 'runbook' ? answer.runbook : answer;
}

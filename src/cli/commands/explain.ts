import { text as readAll } from 'node:stream/consumers';
import { redact } from '../../cluster/redact.ts';
import { readConfig } from '../../config.ts';
import { askExplain } from '../../core/ask/ask-explain.ts';
import type { Locale } from '../../core/locale.ts';
import { rules } from '../../rules/index.ts';
import { signatureSets } from '../../rules/signatures.ts';
import { type Format, printAnswer } from '../print-answer.ts';
import type { ExitCode } from '../program.ts';

interface ExplainOptions {
  readonly lang?: Locale;
  readonly output: Format;
}

/** `kubewhy explain TEXT`, or `-`, or nothing with a text on standard input. Asks no cluster. */
export async function explain(words: readonly string[], options: ExplainOptions): Promise<ExitCode> {
  const said = words.join(' ');
  const piped = said === '-' || (said === '' && !process.stdin.isTTY);
  const text = piped ? await readAll(process.stdin) : said;
  const locale = options.lang ?? readConfig().KUBEWHY_LOCALE ?? (/[가-힣]/.test(said) ? 'ko' : 'en');
  const answer = askExplain({ text }, { signatures: signatureSets, redact, rules, clock: () => performance.now() });
  return printAnswer(answer, locale, options.output);
}

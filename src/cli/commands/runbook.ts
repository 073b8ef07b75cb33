import { readConfig } from '../../config.ts';
import { askRunbook } from '../../core/ask/ask-runbook.ts';
import type { Locale } from '../../core/locale.ts';
import { loadRunbooks } from '../../runbooks/load-runbooks.ts';
import { type Format, printAnswer } from '../print-answer.ts';
import type { ExitCode } from '../program.ts';

interface RunbookOptions {
  readonly list?: boolean;
  readonly lang?: Locale;
  readonly output: Format;
}

/** `kubewhy runbook TOPIC`, or all topics. `--list -o json`: `[{id, coverage, title: {en, ko}}]`. */
export async function runbook(topic: string, options: RunbookOptions): Promise<ExitCode> {
  const runbooks = loadRunbooks();
  if (options.list && options.output === 'json') {
    console.log(
      JSON.stringify(
        runbooks.map(({ id, coverage, title }) => ({ id, coverage, title })),
        null,
        2,
      ),
    );
    return 0;
  }
  const locale = options.lang ?? readConfig().KUBEWHY_LOCALE ?? (/[가-힣]/.test(topic) ? 'ko' : 'en');
  const intent = { intent: 'runbook', kind: null, name: null, namespace: null, symptom: null, locale } as const;
  return printAnswer(askRunbook({ ...intent, topic: options.list ? '' : topic }, runbooks), locale, options.output);
}

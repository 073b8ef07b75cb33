import { createInterface } from 'node:readline';
import type { Intent, ParseContext, Parsed } from '../../core/intent.ts';
import { loadIntents } from '../../intents/load-intents.ts';
import { createParser } from '../../intents/parse.ts';
import { printAnswer } from '../print-answer.ts';
import type { ExitCode } from '../program.ts';
import { openRuntime } from '../runtime.ts';
import { withSpinner } from '../with-spinner.ts';
import { type ClusterOptions, rightsOf } from './why.ts';

interface AskOptions extends ClusterOptions {
  readonly parse?: boolean;
}

/** `kubewhy ask TEXT`: a Slack message without Slack. `-` reads one text from each line of standard input. */
export async function ask(text: string, options: AskOptions): Promise<ExitCode> {
  if (options.parse) return printParsed(text);
  const runtime = openRuntime({ demo: options.demo ?? false });
  const context: ParseContext = { addressed: true, clusters: runtime.clusters.names(), ...(options.lang ? { locale: options.lang } : {}) };
  let worst: ExitCode = 0;
  for await (const line of lines(text)) {
    const code = await answerOne(runtime.parse(line, context), options, runtime);
    if (code > worst) worst = code;
  }
  return worst;
}

async function answerOne(parsed: Parsed, options: AskOptions, runtime: ReturnType<typeof openRuntime>): Promise<ExitCode> {
  const language = options.lang ?? runtime.config.KUBEWHY_LOCALE;
  if (parsed.intent === 'none')
    return printAnswer({ type: 'failure', code: 'not-understood', cluster: null, what: null, detail: null }, language ?? 'en', options.output);
  if (parsed.intent === 'choose') return printAnswer({ type: 'choice', choices: parsed.choices }, language ?? parsed.locale, options.output);
  const intent: Intent = parsed.intent === 'use' ? parsed : { ...parsed, namespace: parsed.namespace ?? options.namespace ?? null };
  // a choice that a single command cannot keep
  if (intent.intent === 'use' && (intent.cluster !== undefined || intent.namespace !== null))
    return printAnswer({ type: 'failure', code: 'needs-bot', cluster: null, what: 'use', detail: null }, language ?? intent.locale, options.output);
  const answer = await withSpinner((onLook) => runtime.answer(intent, { cluster: options.context ?? null, rights: rightsOf(options), onLook }));
  return printAnswer(answer, language ?? intent.locale, options.output);
}

async function printParsed(text: string): Promise<0> {
  const parse = createParser(loadIntents());
  for await (const line of lines(text)) console.log(JSON.stringify(parse(line, { addressed: true })));
  return 0;
}

async function* lines(text: string): AsyncIterable<string> {
  if (text !== '-') yield text;
  else yield* createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
}

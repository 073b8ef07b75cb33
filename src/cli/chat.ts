import { createInterface } from 'node:readline';
import type { Answer } from '../core/answer.ts';
import type { Intent } from '../core/intent.ts';
import type { CheckJob } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import { answerToText } from '../core/words/text.ts';
import { openChecks } from '../jobs/queues.ts';
import { rules } from '../rules/index.ts';
import { messengerByMedium } from './messenger-by-medium.ts';
import { openLocalGate } from './open-gate.ts';
import { openLog } from './open-log.ts';
import type { Page, PageOptions } from './page.ts';
import { openPipelineBackend, openPipelineOnCall, type SlackPorts, startPipeline } from './pipeline.ts';
import type { Runtime } from './runtime.ts';
import { terminalMessenger } from './terminal-messenger.ts';

export interface ChatOptions {
  readonly runtime: Runtime;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly print: (text: string) => void;
  readonly colour: boolean;
  /** Language of answers; otherwise that of each question. */
  readonly locale: Locale | null;
  /** Shown before the first prompt. */
  readonly greeting: string;
  /** Answered before anything is typed. */
  readonly firstQuestion: string | null;
  /** A page in the browser beside the chat; null: none. */
  readonly page: Pick<PageOptions, 'port' | 'isDemo'> | null;
}

/** A chat on the same way as Slack takes: parse, queue, worker, reply. Ends with its input, after the last answer. */
export async function chat({ runtime, input, print, colour, locale, greeting, firstQuestion, page: wanted }: ChatOptions): Promise<void> {
  print(greeting);
  const log = openLog(runtime.config, input.isTTY ? 'error' : 'warn');
  const backend = await openPipelineBackend(runtime, log, `chat-${process.pid}`);
  const waiting = new Map<string, () => void>();
  const terminal = terminalMessenger(rules, print, colour, ({ check }) => waiting.get(check.place.threadTs)?.());
  const gate = openLocalGate(backend, runtime, log);
  const openOnCall = (ports: SlackPorts | null) => openPipelineOnCall(backend, runtime, gate, log, ports);
  const page = wanted && (await openPageIfItCan({ ...wanted, runtime, backend, openOnCall, gate, locale, log }));
  const onCall = page?.onCall ?? openOnCall(null);
  if (page) print(`The same as your team sees it in Slack · 팀이 Slack에서 보게 될 화면: ${page.url}`);
  const workers = startPipeline(backend, runtime, gate, messengerByMedium(terminal, page?.messenger ?? null), onCall, log);
  const checks = openChecks(backend);
  const talk: Talk = { target: null, cluster: null, namespace: null, locale };

  async function ask(text: string): Promise<void> {
    const turn = understand(text, talk, runtime);
    if ('answer' in turn) return print(`${answerToText(turn.answer, rules, turn.locale, { colour })}\n`);
    const check = checkOf(turn.intent, talk, text);
    const { place, asker, locale: language, cluster, askedAt: at } = check;
    const spot = { medium: 'terminal', team: null, channel: place.channel, threadTs: null } as const;
    const timeZone = async () => Intl.DateTimeFormat().resolvedOptions().timeZone;
    const own = await onCall.answer(turn.intent, { spot, asker, locale: language, cluster, at, timeZone });
    if (own) return print(`${answerToText(own, rules, language, { colour })}\n`);
    const answered = new Promise<void>((resolve) => waiting.set(check.place.threadTs, resolve));
    if ((await checks.enqueueCheck(check)) === 'added') await answered;
    waiting.delete(check.place.threadTs);
  }

  try {
    if (firstQuestion) {
      print(`> ${firstQuestion}`);
      await ask(firstQuestion);
    }
    await readLines(input, ask);
  } finally {
    await page?.close();
    await workers.stop();
    await backend.close();
  }
}

/** Without its page the chat is still a chat. */
async function openPageIfItCan(options: PageOptions): Promise<Page | null> {
  try {
    return await (await import('./page.ts')).openPage(options);
  } catch (error) {
    options.log.error({ err: error }, 'the page could not be opened');
    return null;
  }
}

async function readLines(input: ChatOptions['input'], ask: (text: string) => Promise<void>): Promise<void> {
  const terminal = input.isTTY ?? false;
  const lines = createInterface({ input, ...(terminal ? { output: process.stderr } : {}), prompt: '> ', terminal });
  if (terminal) lines.prompt();
  for await (const line of lines) {
    const text = line.trim();
    if (/^(exit|quit|\/quit|bye)$/i.test(text)) break;
    if (text) await ask(text);
    if (terminal) lines.prompt();
  }
  lines.close();
}

/** What the conversation has come to: "and its logs?" means the last target. */
interface Talk {
  target: Pick<Intent, 'kind' | 'name' | 'namespace' | 'cluster'> | null;
  cluster: string | null;
  namespace: string | null;
  locale: Locale | null;
}

/** A question for the queue, or an answer that needs no cluster. */
function understand(text: string, talk: Talk, runtime: Runtime): { readonly intent: Intent } | { readonly answer: Answer; readonly locale: Locale } {
  const parsed = runtime.parse(text, {
    addressed: true,
    target: talk.target,
    clusters: runtime.clusters.names(),
    ...(talk.locale ? { locale: talk.locale } : {}),
  });
  if (parsed.intent === 'none')
    return { answer: { type: 'failure', code: 'not-understood', cluster: null, what: null, detail: null }, locale: talk.locale ?? localeOf(text) };
  const locale = talk.locale ?? parsed.locale;
  if (parsed.intent === 'choose') return { answer: { type: 'choice', choices: parsed.choices }, locale };
  if (parsed.intent === 'lang' && parsed.language) {
    talk.locale = parsed.language;
    return { answer: { type: 'setting', setting: 'lang', value: parsed.language }, locale: parsed.language };
  }
  if (parsed.intent === 'use' && parsed.cluster && runtime.clusters.names().includes(parsed.cluster)) {
    talk.cluster = parsed.cluster;
    // another cluster has other namespaces
    talk.namespace = parsed.namespace;
    return { answer: { type: 'setting', setting: 'cluster', value: parsed.cluster }, locale };
  }
  if (parsed.intent === 'use' && parsed.cluster === undefined && parsed.namespace !== null) {
    talk.namespace = parsed.namespace;
    return { answer: { type: 'setting', setting: 'namespace', value: parsed.namespace }, locale };
  }
  if (parsed.name)
    talk.target = { kind: parsed.kind, name: parsed.name, namespace: parsed.namespace, ...(parsed.cluster ? { cluster: parsed.cluster } : {}) };
  const home = parsed.namespace === null && !parsed.allNamespaces && parsed.intent !== 'use' ? talk.namespace : null;
  return { intent: home === null ? parsed : { ...parsed, namespace: home } };
}

/** The language of a sentence that was not understood. */
function localeOf(text: string): Locale {
  return /[가-힣]/.test(text) ? 'ko' : 'en';
}

function checkOf(intent: Intent, talk: Talk, text: string): CheckJob {
  const ts = `${process.pid}.${process.hrtime.bigint()}`;
  return {
    intent,
    place: { medium: 'terminal', team: null, channel: 'terminal', threadTs: ts, placeholderTs: null },
    asker: { id: 'terminal', name: null },
    locale: talk.locale ?? intent.locale,
    cluster: intent.cluster ?? talk.cluster,
    text: text.slice(0, 500),
    askedAt: new Date().toISOString(),
  };
}

import { readConfig } from '../../config.ts';
import type { Locale } from '../../core/locale.ts';
import { chat } from '../chat.ts';
import { PersonalError } from '../personal-error.ts';
import type { ExitCode } from '../program.ts';
import { openRuntime } from '../runtime.ts';

interface StartOptions {
  readonly role: 'bot' | 'worker' | 'all';
  readonly demo?: boolean;
  readonly lang?: Locale;
  readonly page: boolean;
  readonly pagePort: number;
}

/** The Slack bot where there are tokens; otherwise a chat in the terminal and a page beside it, on the demo cluster if there is no other. */
export async function start({ role, demo = false, lang, page, pagePort }: StartOptions): Promise<ExitCode> {
  const config = readConfig();
  if (config.SLACK_BOT_TOKEN) {
    const { runBot } = await import('../bot.ts');
    await runBot(openRuntime({ demo, config }), role);
    return 0;
  }
  if (role !== 'all')
    throw new PersonalError('--role is for the Slack bot: set SLACK_BOT_TOKEN and the other Slack variables, or leave out --role', 2);
  const own = demo ? null : openRuntime({ config });
  const usesDemo = own === null || own.clusters.names().length === 0;
  const runtime = usesDemo ? openRuntime({ demo: true, config }) : own;
  await chat({
    runtime,
    input: process.stdin,
    print: (text) => console.log(text),
    colour: process.stdout.hasColors?.() ?? false,
    locale: lang ?? config.KUBEWHY_LOCALE ?? null,
    greeting: usesDemo
      ? demoGreeting(demo)
      : `kubewhy, asking the cluster ${runtime.clusters.defaultName}. Ask in English or Korean ("help" shows how, "exit" ends).`,
    firstQuestion: usesDemo ? '/k8s why pod-x pending' : null,
    page: page ? { port: pagePort, isDemo: usesDemo } : null,
  });
  return 0;
}

function demoGreeting(asked: boolean): string {
  const why = asked ? '' : 'No kubeconfig was found, so this is the demo. ';
  return [
    `${why}DEMO CLUSTER: real objects, recorded from a cluster on which a dozen workloads are broken; nothing here is live.`,
    '데모 클러스터입니다: 워크로드 여남은 개가 고장 난 클러스터를 녹화한 것이며, 실시간 정보가 아닙니다.',
    'Try: "list failing pods in shop", "why is cart crashing?", "orders 왜 죽어요?", "help". "exit" ends.',
  ].join('\n');
}

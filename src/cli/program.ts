import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { ConfigError } from '../config.ts';
import { locales } from '../core/locale.ts';
import { PersonalError } from './personal-error.ts';

/** 0: answered. 1: could not be answered (not found, unreachable, refused). 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command line. Modules are loaded by the command that needs them: most need neither Slack nor a queue. */
export async function runCli(args: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram((result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (error instanceof ConfigError) {
      for (const problem of error.problems) console.error(`kubewhy: ${problem}`);
      return 2;
    }
    if (!(error instanceof PersonalError)) throw error;
    console.error(`kubewhy: ${error.message}`);
    return error.exitCode;
  }
}

function buildProgram(exit: (code: ExitCode) => void): Command {
  const program = new Command('kubewhy')
    .description('Answers "why?" about Kubernetes: the cause, the proof, and what to do. In English and Korean.')
    .exitOverride()
    .showHelpAfterError('(kubewhy --help shows how)')
    .configureHelp({ showGlobalOptions: true });

  cluster(output(program.command('why'), ['text', 'json', 'slack']))
    .description('why an object is not well: the root cause first')
    .argument('<target>', 'KIND/NAME, or a name that is looked for among pods and workloads')
    .argument('[symptom...]', 'what is seen: pending, crashing, not-ready …')
    .option('-n, --namespace <namespace>', 'its namespace')
    .action(async (target, symptom, options) => exit(await (await import('./commands/why.ts')).why(target, symptom, options)));
  cluster(output(program.command('ask'), ['text', 'json', 'slack']))
    .description('a question in your own words, as in Slack: kubewhy ask "web-0 왜 죽어요?"')
    .argument('<text...>', 'the question; - reads one from each line of standard input')
    .option('--parse', 'print how it is understood, as JSON, and ask no cluster')
    .option('-n, --namespace <namespace>', 'namespace, if the question names none')
    .action(async (text, options) => exit(await (await import('./commands/ask.ts')).ask(text.join(' '), options)));
  for (const [name, about] of [
    ['list', 'objects of a kind, with what kubectl shows: kubewhy list pods failing'],
    ['logs', 'the last log lines of a pod or workload'],
    ['events', 'what happened to an object, or in a namespace'],
    ['trace', 'the way from a user to the last tier, or "web to db 5432": kubewhy trace service/web'],
    ['health', 'one page: what is broken and why, nodes, control plane, capacity'],
    ['changes', 'what changed in a namespace or workload: kubewhy changes deploy/web --since 2h'],
    ['top', 'CPU and memory in use: pods, nodes, or a workload'],
  ] as const) {
    cluster(output(program.command(name), ['text', 'json', 'slack']))
      .description(about)
      .argument('[words...]', 'what of: pods, deploy/web, failing …')
      .option('-n, --namespace <namespace>', 'its namespace')
      .option('-A, --all-namespaces', 'every namespace')
      .option('-c, --container <container>', 'logs: of this container')
      .option('-p, --previous', 'logs: of the run before the last restart')
      .option('--since <time>', 'logs, events, changes: since 10m, 2h …')
      .option('-l, --selector <selector>', 'list: only with these labels')
      .action(async (words, options) => exit(await (await import('./commands/sentence.ts')).sentence(name, words, options)));
  }
  output(program.command('explain'), ['text', 'json', 'slack'])
    .description('what a log, an event list or an error message means: kubectl logs web-0 | kubewhy explain')
    .argument('[text...]', 'the text; - or nothing reads standard input')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(locales))
    .action(async (text, options) => exit(await (await import('./commands/explain.ts')).explain(text, options)));
  cluster(output(program.command('check'), ['text', 'json', 'slack']))
    .description('one area from end to end: cluster, nodes, dns, network, cni, kube-proxy, control-plane, metrics, storage, windows')
    .argument('[area...]', 'the whole cluster, if not said')
    .option('-n, --namespace <namespace>', 'of what lives in namespaces only what is in this one')
    .action(async (area, options) => exit(await (await import('./commands/check.ts')).check(area, options)));
  output(program.command('runbook'), ['text', 'json'])
    .description('how to do something, step by step')
    .argument('[topic...]', 'pod-shell, crictl …')
    .option('--list', 'all topics')
    .addOption(new Option('--lang <language>', 'language of the answer').choices(locales))
    .action(async (topic, options) => exit(await (await import('./commands/runbook.ts')).runbook(topic.join(' '), options)));
  output(program.command('rules'), ['text', 'json'])
    .description('the catalog: every rule, what it reads and which rows of the coverage list it answers for')
    .action(async (options) => exit(await (await import('./commands/rules.ts')).listRules(options)));
  program
    .command('start')
    .description('the Slack bot, if it has tokens; otherwise a chat in this terminal, with a page that looks like Slack beside it')
    .addOption(new Option('--role <role>', 'what this process does').choices(['bot', 'worker', 'all']).default('all'))
    .option('--demo', 'ask a recorded demo cluster')
    .addOption(new Option('--lang <language>', 'language of answers').choices(locales))
    .addOption(new Option('--page-port <port>', 'port of the page on localhost; another one if it is taken').default(3080).argParser(portNumber))
    .option('--no-page', 'no page, only the chat')
    .action(async (options) => exit(await (await import('./commands/start.ts')).start(options)));
  program
    .command('config')
    .description('the configuration in force, secrets hidden')
    .action(async () => exit((await import('./commands/config.ts')).showConfig()));
  program
    .command('doctor')
    .description('whether Slack, Redis and each cluster answer, and what the bot may read there')
    .option('--demo', 'look at the demo cluster')
    .action(async (options) => exit(await (await import('./commands/doctor.ts')).doctor(options)));
  return program;
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new InvalidArgumentError('It must be a number from 0 to 65535.');
  return port;
}

function cluster(command: Command): Command {
  return command
    .option('--context <context>', 'kubeconfig context; the current one if not set')
    .option('--as <user>', "with the rights of that user of the cluster, as kubectl's --as")
    .option('--as-group <group...>', 'and of these groups of theirs')
    .option('--demo', 'ask a recorded demo cluster')
    .addOption(new Option('--lang <language>', 'language of the answer; otherwise that of the question').choices(locales));
}

function output(command: Command, formats: readonly string[]): Command {
  return command.addOption(new Option('-o, --output <format>', 'how it is printed').choices(formats).default('text'));
}

import type { Logger } from 'pino';
import type { Messenger } from '../core/jobs.ts';
import type { Locale } from '../core/locale.ts';
import type { OnCall } from '../core/on-call/on-call.ts';
import type { Backend } from '../jobs/backend.ts';
import { openLocalSlack } from '../local-slack/open-local-slack.ts';
import type { SlackConfig } from '../slack/app.ts';
import { blockProblems } from '../slack/render/validate.ts';
import type { Gate } from './gate.ts';
import type { SlackPorts } from './pipeline.ts';
import type { Runtime } from './runtime.ts';
import { slackListener, slackPorts, slackSpeaker } from './slack-bot.ts';

export interface PageOptions {
  readonly runtime: Runtime;
  readonly backend: Backend;
  /** What the bot does of its own accord, in the rooms of the page's Slack. */
  readonly openOnCall: (ports: SlackPorts) => OnCall;
  readonly gate: Gate;
  readonly locale: Locale | null;
  readonly log: Logger;
  readonly port: number;
  readonly isDemo: boolean;
}

export interface Page {
  readonly url: string;
  /** Answers to what was asked there. */
  readonly messenger: Messenger;
  readonly onCall: OnCall;
  close(): Promise<void>;
}

/** The bot in a Slack of this machine's own, with a page in the browser: everything runs as in the team's Slack. */
export async function openPage({ port, isDemo, openOnCall, ...parts }: PageOptions): Promise<Page> {
  const { log } = parts;
  const local = await openLocalSlack({
    now: () => new Date(),
    blockProblems,
    examples: isDemo ? demoExamples : examples,
    isDemo,
    port,
    // a demo has nothing to hide; a cluster may be seen with the rights of the one who started this
    locked: !isDemo,
    onError: (error) => log.error({ err: error }, 'the page failed'),
  });
  const { apiUrl, botToken, signingSecret } = local;
  const slack: SlackConfig = { apiUrl, botToken, signingSecret, host: '127.0.0.1', port: 0 };
  const onCall = openOnCall(slackPorts({ slack, ...parts }));
  const listener = slackListener({ slack, onCall, ...parts });
  try {
    local.connect((await listener.start()).port ?? 0);
  } catch (error) {
    await local.close();
    throw error;
  }
  return {
    url: local.pageUrl,
    messenger: slackSpeaker({ slack, ...parts }),
    onCall,
    async close() {
      await listener.stop();
      await local.close();
    },
  };
}

const demoExamples = [
  '/k8s why pod-x pending',
  '@kubewhy why is cart crashing?',
  '@kubewhy orders 왜 죽어요?',
  '/k8s list failing pods in shop',
  '/k8s health',
  '/k8s help',
];
const examples = ['/k8s health', '/k8s list failing pods', '@kubewhy 클러스터 상태 어때?', '/k8s help'];

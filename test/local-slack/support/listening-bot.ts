import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type LocalSlack, openLocalSlack } from '../../../src/local-slack/open-local-slack.ts';

/** What a bot was sent: events as they are, the rest as the payload of its form. */
export interface Heard {
  readonly type: string;
  readonly [key: string]: unknown;
}

export interface ListeningBot {
  readonly slack: LocalSlack;
  readonly heard: Heard[];
  /** What it answers to the next requests, by their type. */
  readonly answers: Record<string, object>;
  stop(): Promise<void>;
}

/** A local Slack, and in the place of our bot one that only listens: refuses what is not signed, and keeps the rest. */
export async function openListeningBot(options: { readonly locked?: boolean } = {}): Promise<ListeningBot> {
  const slack = await openLocalSlack({
    now: () => new Date(),
    blockProblems: () => [],
    examples: ['/k8s help'],
    isDemo: true,
    port: 0,
    locked: options.locked ?? false,
    onError: (error) => {
      throw error;
    },
  });
  const heard: Heard[] = [];
  const answers: Record<string, object> = {};
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const signed = `v0:${request.headers['x-slack-request-timestamp']}:${body}`;
    const signature = `v0=${createHmac('sha256', slack.signingSecret).update(signed).digest('hex')}`;
    if (request.headers['x-slack-signature'] !== signature) return void response.writeHead(401).end();
    const said = read(body, request.headers['content-type'] ?? '');
    heard.push(said);
    response.writeHead(200, { 'content-type': 'application/json' }).end(answers[said.type] ? JSON.stringify(answers[said.type]) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.connect((server.address() as AddressInfo).port);
  return {
    slack,
    heard,
    answers,
    async stop() {
      await slack.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function read(body: string, contentType: string): Heard {
  if (contentType.includes('json')) return (JSON.parse(body) as { event: Heard }).event;
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return payload ? (JSON.parse(payload) as Heard) : { type: 'command', ...Object.fromEntries(form) };
}

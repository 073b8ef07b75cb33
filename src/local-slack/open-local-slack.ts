import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStreams } from './http/event-stream.ts';
import { createLocalServer } from './http/server.ts';
import { PersonActs } from './person.ts';
import { Requests } from './requests.ts';
import { ResponseUrls } from './response-urls.ts';
import { DispatchFailed, postSigned } from './signed-post.ts';
import { Uploads } from './web-api/files.ts';
import { createWebApi } from './web-api/web-api.ts';
import { Workspace, type WorkspaceOptions } from './workspace.ts';

interface LocalSlackOptions extends WorkspaceOptions {
  /** Taken if it is free, else any that is. */
  readonly port: number;
  /** Only who opens the printed address sees the page: others may use this machine too. */
  readonly locked: boolean;
  readonly onError: (error: unknown) => void;
}

/** Slack on this machine: its Web API for a bot, and a page for a person. */
export interface LocalSlack {
  /** Where a person sees it. */
  readonly pageUrl: string;
  /** What the bot is configured with. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly signingSecret: string;
  readonly workspace: Workspace;
  /** From now on events, commands and presses go to the bot that listens on this port of 127.0.0.1. */
  connect(botPort: number): void;
  close(): Promise<void>;
}

/** Opens it on 127.0.0.1. Rejects if no port can be had. */
export async function openLocalSlack(options: LocalSlackOptions): Promise<LocalSlack> {
  const workspace = new Workspace(options);
  const [botToken, signingSecret] = [`xoxb-local-${secret()}`, secret()];
  const key = options.locked ? secret() : null;
  let address = '';
  let botPort: number | null = null;
  const dispatch = async (body: string, contentType: string) => {
    if (botPort === null) throw new DispatchFailed('dispatch_failed');
    return postSigned({ url: `http://127.0.0.1:${botPort}/slack/events`, secret: signingSecret, now: options.now }, body, contentType);
  };
  const uploads = new Uploads();
  const responseUrls = new ResponseUrls(workspace);
  const acts = new PersonActs(workspace, new Requests(workspace, responseUrls, () => address), dispatch);
  const streams = new EventStreams(workspace);
  const api = createWebApi(workspace, uploads, () => address);
  const server = createLocalServer({ workspace, api, uploads, responseUrls, acts, streams, botToken, key, onError: options.onError });
  const port = await listen(server, options.port);
  address = `http://127.0.0.1:${port}`;
  return {
    pageUrl: `http://localhost:${port}/${key === null ? '' : `?key=${key}`}`,
    apiUrl: `${address}/api/`,
    botToken,
    signingSecret,
    workspace,
    connect(to) {
      botPort = to;
    },
    async close() {
      streams.closeAll();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

async function listen(server: Server, wanted: number): Promise<number> {
  try {
    await listenOn(server, wanted);
  } catch (error) {
    if (wanted === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await listenOn(server, 0);
  }
  return (server.address() as AddressInfo).port;
}

function listenOn(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}

import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { type WebSocket, WebSocketServer } from 'ws';
import { blockProblems } from '../../src/slack/render/validate.ts';
import { viewProblems } from './support/view-problems.ts';

export const botToken = 'xoxb-kubewhy-test';
export const userToken = 'xoxp-person-test';
export const signingSecret = 'a-signing-secret-for-tests';

export interface ApiCall {
  readonly method: string;
  readonly body: URLSearchParams;
  readonly at: number;
  readonly error: string | null;
}
export interface PrivateMessage {
  readonly id: string;
  readonly text: string;
  readonly blocks?: readonly { readonly type: string }[];
  readonly replace_original?: boolean;
}
type Interference = (
  method: string,
  body: URLSearchParams,
) => { readonly status?: number; readonly headers?: Record<string, string>; readonly body: object } | 'lost' | null;

/**
 * The `emulate` package's Slack behind a small front, which adds what that one does not have: signed requests, Socket Mode, the rules of
 * blocks, rate limits, private reply addresses, who is a member of what, and metadata only for those who ask for it.
 */
export class SlackEmulator {
  readonly calls: ApiCall[] = [];
  readonly privately: PrivateMessage[] = [];
  /** Channels that the bot is not in. */
  readonly outside = new Set<string>();
  /** Private channels and direct messages of others: the bot does not even know of them. */
  readonly unknown = new Set<string>();
  /** Modals that were opened. */
  readonly modals: Modal[] = [];
  /** Presses that Slack has forgotten by now: their `trigger_id` opens no modal. */
  triggersExpired = false;
  /** A workspace that does not have the new blocks yet. */
  old = false;
  /** Looks at each call first, and may answer in Slack's place; `lost`: Slack does it, but nobody hears of it. */
  interfere: Interference = () => null;
  url = '';
  botUserId = '';
  readonly userId = 'U000000001';
  readonly channel = 'C000000001';
  #server = createServer((request, response) => void this.#handle(request, response));
  #sockets = new WebSocketServer({ noServer: true });
  #connected = new Set<WebSocket>();
  #acks = new Map<string, (payload: unknown) => void>();
  #emulator: Emulator | null = null;

  async start(): Promise<this> {
    const tokens = [
      { token: botToken, user: 'kubewhy', scopes: ['chat:write'] },
      { token: userToken, user: 'admin', scopes: ['chat:write'] },
    ];
    const seed = { slack: { users: [{ name: 'kubewhy' }], channels: [{ name: 'secret', is_private: true }], tokens } };
    this.#emulator = await createEmulator({ service: 'slack', port: 0, seed });
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#server.on('upgrade', (request, socket, head) => this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#connect(ws)));
    this.botUserId = ((await this.api('auth.test', {})) as { user_id: string }).user_id;
    this.calls.length = 0;
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.#connected) socket.terminate();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await this.#emulator?.close();
  }

  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  /** A call of Slack's API by the bot, or by a person. */
  async api(method: string, args: Record<string, string>, token = botToken): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${this.#emulator?.url}/api/${method}`, { method: 'POST', headers, body: new URLSearchParams(args) });
    return (await response.json()) as Record<string, unknown>;
  }

  /** A person says something. */
  async say(text: string, channel = this.channel, threadTs?: string): Promise<string> {
    const said = await this.api('chat.postMessage', { channel, text, ...(threadTs ? { thread_ts: threadTs } : {}) }, userToken);
    return said.ts as string;
  }

  /** What stands in a thread, oldest first. */
  async thread(ts: string, channel = this.channel): Promise<readonly Said[]> {
    return ((await this.api('conversations.replies', { channel, ts }, channel.startsWith('D') ? botToken : userToken)).messages ?? []) as Said[];
  }

  /** What stands in a channel outside of threads, oldest first. */
  async history(channel = this.channel): Promise<readonly Said[]> {
    const { messages } = await this.api('conversations.history', { channel }, channel.startsWith('D') ? botToken : userToken);
    return ((messages ?? []) as Said[]).toReversed();
  }

  async directChannel(): Promise<string> {
    return ((await this.api('conversations.open', { users: this.userId })).channel as { id: string }).id;
  }

  count(method: string): number {
    return this.calls.filter((call) => call.method === method && call.error === null).length;
  }

  responseUrl(id: string = randomUUID()): string {
    return `${this.url}/response/${id}`;
  }

  /** Sends what Slack would send over HTTP, signed. Resolves with the status, and how long the acknowledgement took. */
  async post(port: number, body: string, contentType: string, options: { secret?: string; age?: number; retry?: number } = {}) {
    const { secret = signingSecret, age = 0, retry } = options;
    const timestamp = String(Math.floor(Date.now() / 1000) - age);
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const headers = {
      'content-type': contentType,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signature,
      ...(retry === undefined ? {} : { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    };
    const started = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}/slack/events`, { method: 'POST', headers, body });
    const answer = await response.text();
    return { status: response.status, ms: performance.now() - started, answer };
  }

  /** Sends an envelope over Socket Mode; rejects unless it is acknowledged within three seconds. */
  async envelope(type: 'slash_commands' | 'events_api' | 'interactive', payload: object): Promise<number> {
    const socket = [...this.#connected][0];
    if (!socket) throw new Error('nobody is connected');
    const id = randomUUID();
    const started = performance.now();
    const acknowledged = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('not acknowledged within 3 s')), 3000);
      this.#acks.set(id, () => {
        clearTimeout(timer);
        resolve();
      });
    });
    socket.send(JSON.stringify({ type, envelope_id: id, payload, accepts_response_payload: type !== 'events_api' }));
    await acknowledged;
    return performance.now() - started;
  }

  #connect(socket: WebSocket): void {
    this.#connected.add(socket);
    socket.on('close', () => this.#connected.delete(socket));
    socket.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload: unknown };
      this.#acks.get(id)?.(payload);
    });
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A1' } }));
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const path = request.url ?? '/';
    if (path.startsWith('/response/')) return this.#answerPrivately(path.slice('/response/'.length), body, response);
    const method = path.replace(/^\/api\//, '');
    if (method === 'apps.connections.open') return json(response, { ok: true, url: `${this.url.replace('http', 'ws')}/link` });
    const args = new URLSearchParams(body);
    const interfered = this.interfere(method, args);
    if (interfered !== null && interfered !== 'lost') {
      this.#note(method, args, String((interfered.body as { error?: string }).error ?? interfered.status));
      return json(response, interfered.body, interfered.status, interfered.headers);
    }
    if (method === 'views.open') return this.#openModal(args, response);
    const refusal = this.#refusal(method, args);
    if (refusal) {
      this.#note(method, args, refusal.error);
      return json(response, { ok: false, ...refusal });
    }
    const answer = await this.#forward(method, args, request);
    this.#note(method, args, answer.ok === true ? null : String(answer.error));
    if (interfered === 'lost') response.destroy();
    else json(response, answer);
  }

  #note(method: string, body: URLSearchParams, error: string | null): void {
    this.calls.push({ method, body, at: performance.now(), error });
  }

  #answerPrivately(id: string, body: string, response: ServerResponse): void {
    if (this.privately.filter((one) => one.id === id).length >= 5) {
      json(response, { ok: false, error: 'used_url' }, 404);
      return;
    }
    const message = JSON.parse(body) as Omit<PrivateMessage, 'id'>;
    const problems = this.#blockProblems(message.blocks ?? []);
    if (problems.length === 0) this.privately.push({ ...message, id });
    json(response, problems.length === 0 ? { ok: true } : { ok: false, error: 'invalid_blocks' }, problems.length === 0 ? 200 : 400);
  }

  #openModal(args: URLSearchParams, response: ServerResponse): void {
    const view = JSON.parse(args.get('view') ?? '{}') as Modal;
    const problems = viewProblems(view);
    const error = this.triggersExpired ? 'expired_trigger_id' : problems.length > 0 ? 'invalid_arguments' : null;
    this.#note('views.open', args, error);
    if (error === null) this.modals.push(view);
    json(response, error === null ? { ok: true, view } : { ok: false, error, response_metadata: { messages: problems } });
  }

  #blockProblems(blocks: readonly { readonly type: string }[]): string[] {
    const modern = this.old ? blocks.filter(({ type }) => ['container', 'data_table', 'data_visualization', 'plan'].includes(type)) : [];
    return modern.length > 0 ? [`unsupported type: ${modern[0]?.type}`] : blockProblems(blocks);
  }

  #refusal(method: string, args: URLSearchParams): { error: string; response_metadata?: object } | null {
    const channel = args.get('channel') ?? args.get('channel_id') ?? '';
    const writes = /^chat\.|^conversations\.replies|^files\.complete/.test(method);
    if (writes && this.unknown.has(channel)) return { error: 'channel_not_found' };
    if (writes && this.outside.has(channel)) return { error: 'not_in_channel' };
    const blocks = args.get('blocks');
    const problems = blocks ? this.#blockProblems(JSON.parse(blocks) as { type: string }[]) : [];
    return problems.length > 0 ? { error: 'invalid_blocks', response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) } } : null;
  }

  async #forward(method: string, args: URLSearchParams, request: IncomingMessage): Promise<Record<string, unknown>> {
    const headers = { authorization: request.headers.authorization ?? '', 'content-type': 'application/x-www-form-urlencoded' };
    const response = await fetch(`${this.#emulator?.url}/api/${method}`, { method: 'POST', headers, body: args });
    const answer = (await response.json()) as Record<string, unknown>;
    if (method !== 'conversations.replies' || args.get('include_all_metadata') === 'true') return answer;
    return { ...answer, messages: ((answer.messages ?? []) as Said[]).map(({ metadata: _, ...message }) => message) };
  }
}

export interface Modal {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly title: { readonly text: string };
  readonly blocks: readonly { readonly block_id?: string; readonly elements?: readonly { readonly text: string }[] }[];
}

export interface Said {
  readonly ts: string;
  readonly thread_ts?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks?: readonly { readonly type: string }[];
  readonly metadata?: { readonly event_type: string; readonly event_payload: Record<string, string> };
  readonly files?: readonly { readonly name: string; readonly size: number }[];
}

function json(response: ServerResponse, body: object, status = 200, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** Tells the caller to wait. */
export function rateLimited(seconds: number) {
  return { status: 429, headers: { 'retry-after': String(seconds) }, body: { ok: false, error: 'ratelimited' } };
}

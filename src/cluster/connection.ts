import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { ApiContact } from '../core/api-contact.ts';
import type { Impersonated } from '../core/policy.ts';
import { ReadFailure } from '../core/read-failure.ts';
import { type ApiAnswer, isBrokenConnection, networkFailure, statusFailure } from './api-failure.ts';
import { clientIdentity } from './client-identity.ts';
import { type CredentialSource, type Credentials, credentialsOf } from './credentials.ts';
import { type Dispatchers, dispatchers } from './dispatchers.ts';
import type { Target } from './kubeconfig.ts';
import { responseLines } from './response-lines.ts';
import { greetServer } from './serving-certificate.ts';

export interface GetOptions {
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** Called before each request is sent, repeated ones too. What it throws is thrown on. */
  readonly spend?: ((what: string) => void) | undefined;
  /** Whose rights count; without it those of the credentials. */
  readonly as?: Impersonated | undefined;
  /** What is being read, for messages. */
  readonly what: string;
}

export interface StreamOptions {
  readonly accept?: string;
  readonly signal: AbortSignal;
  readonly silentMs: number;
  readonly what: string;
}

/** One API server, reads only. */
export interface Connection {
  /** Any answer that came; rejects with a ReadFailure where none did. */
  get(path: string, options: GetOptions): Promise<ApiAnswer>;
  /**
   * The lines of an answer that does not end, as they come. Rejects with a ReadFailure where there is none, when it breaks, and when
   * nothing comes for `silentMs`; ends when the server ends it. On connections of their own: reads never wait for these.
   */
  stream(path: string, options: StreamOptions): AsyncIterable<string>;
  /** How far the server's clock is before ours, by the last answer; 0 where it is not worth a word. */
  clockSkewMs(): number;
  /** How the server is met. Sends no request, never rejects. */
  contact(): Promise<ApiContact>;
  close(): Promise<void>;
}

const mostBytes = 64 << 20;
const longestWaitMs = 2_000;
/** Where HTTP/1.1 is spoken, each stream has a connection of its own. */
const mostStreams = 100;
/** Below this a difference of clocks is the second that HTTP rounds to, and the way. */
const noticeableSkewMs = 60_000;
const unzip = promisify(gunzip);

/** What the requests of one connection share. */
interface Wires {
  readonly base: URL;
  readonly source: CredentialSource;
  readonly pool: Dispatchers;
  readonly streams: Dispatchers;
  readonly timeoutMs: number;
  /** By the last answer. */
  skewMs: number;
}

/** Opens no connection yet: the first request does. */
export function openConnection(target: Target, timeoutMs = 10_000): Connection {
  const wires: Wires = {
    base: new URL(target.cluster.server),
    source: credentialsOf(target),
    pool: dispatchers(target),
    streams: dispatchers(target, { connections: mostStreams }),
    timeoutMs,
    skewMs: 0,
  };
  return {
    contact: () => contact(target, wires.source),
    get: (path, options) =>
      get(wires, path, options).catch((error) => {
        throw networkFailure(error, options.what);
      }),
    stream: (path, options) => stream(wires, path, options),
    clockSkewMs: () => (Math.abs(wires.skewMs) > noticeableSkewMs ? wires.skewMs : 0),
    close: async () => void (await Promise.all([wires.pool.close(), wires.streams.close()])),
  };
}

function addressed({ base }: Wires, path: string) {
  return { origin: base.origin, path: `${base.pathname.replace(/\/$/, '')}${path}`, method: 'GET' } as const;
}

async function send(wires: Wires, path: string, options: GetOptions): Promise<ApiAnswer> {
  const { headers, tls } = await wires.source.current();
  const accept = { accept: options.accept ?? 'application/json', 'accept-encoding': 'gzip', 'user-agent': 'kubewhy' };
  options.spend?.(options.what);
  const timeout = AbortSignal.timeout(wires.timeoutMs);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  const request = { ...addressed(wires, path), headers: { ...accept, ...(options.as ? asPerson(headers, options.as) : headers) }, signal };
  try {
    const answer = await receive(await wires.pool.of(tls, request.headers).request(request as Dispatcher.RequestOptions), options.what);
    wires.skewMs = skewOf(answer) ?? wires.skewMs;
    return answer;
  } catch (error) {
    if (options.signal?.aborted) throw new ReadFailure('cancelled', options.what, 'the question was cancelled', { cause: error });
    if (timeout.aborted) throw new ReadFailure('timeout', options.what, `no answer within ${wires.timeoutMs / 1000} s`, { cause: error });
    throw error;
  }
}

/** Once more where that can help: connection broken, credentials expired, or asked to come back soon. */
async function get(wires: Wires, path: string, options: GetOptions): Promise<ApiAnswer> {
  let answer: ApiAnswer;
  try {
    answer = await send(wires, path, options);
  } catch (error) {
    if (!isBrokenConnection(error)) throw error;
    answer = await send(wires, path, options);
  }
  if (answer.status === 401) {
    wires.source.forget();
    return send(wires, path, options);
  }
  const wait = answer.status === 429 ? Number(answer.headers['retry-after'] ?? 1) * 1000 : Number.NaN;
  if (!(wait <= longestWaitMs)) return answer;
  await sleep(wait, undefined, { signal: options.signal });
  return send(wires, path, options);
}

async function sendForStream(wires: Wires, path: string, options: StreamOptions): Promise<Dispatcher.ResponseData> {
  const { accept = 'application/json', signal, silentMs } = options;
  const { headers, tls } = await wires.source.current();
  return wires.streams.of(tls, headers).request({
    ...addressed(wires, path),
    headers: { accept, 'user-agent': 'kubewhy', ...headers },
    signal,
    headersTimeout: wires.timeoutMs,
    bodyTimeout: silentMs,
  } as Dispatcher.RequestOptions);
}

async function* stream(wires: Wires, path: string, options: StreamOptions): AsyncGenerator<string> {
  const { signal, what } = options;
  try {
    let answer = await sendForStream(wires, path, options);
    if (answer.statusCode === 401) {
      // credentials expire while a watch is open, and the next one must not be refused for good because of that
      wires.source.forget();
      await answer.body.dump();
      answer = await sendForStream(wires, path, options);
    }
    if (answer.statusCode !== 200) throw statusFailure(await receive(answer, what), what);
    yield* responseLines(answer.body as AsyncIterable<Buffer>, what);
  } catch (error) {
    if (signal.aborted) throw new ReadFailure('cancelled', what, 'it is no longer followed', { cause: error });
    throw networkFailure(error, what);
  }
}

async function contact(target: Target, source: CredentialSource): Promise<ApiContact> {
  const unknown = { kind: 'none', name: null, validTo: null } as const;
  const [greeting, client] = await Promise.all([
    greetServer(target),
    source.current().then(
      (credentials) => clientIdentity(target.user, credentials),
      () => unknown,
    ),
  ]);
  return { server: target.cluster.server, proxy: target.cluster.proxyUrl ?? null, ...greeting, client };
}

type Headers = Credentials['headers'];

/** The API server checks that the credentials may act as that user and each of the groups. Whom the kubeconfig acts as counts no more. */
function asPerson(headers: Headers, { user, groups }: Impersonated): Headers {
  const own = Object.entries(headers).filter(([name]) => !/^impersonate-/i.test(name));
  return { ...Object.fromEntries(own), 'impersonate-user': user, ...(groups.length > 0 ? { 'impersonate-group': groups } : {}) };
}

async function receive({ statusCode, headers, body }: Dispatcher.ResponseData, what: string): Promise<ApiAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new ReadFailure('over-budget', what, `the answer is larger than ${mostBytes >> 20} MiB`);
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  return {
    status: statusCode,
    headers,
    body: headers['content-encoding'] === 'gzip' ? await unzip(whole, { maxOutputLength: 4 * mostBytes }) : whole,
  };
}

function skewOf({ headers }: ApiAnswer): number | null {
  const server = Date.parse(String(headers.date ?? ''));
  return Number.isNaN(server) ? null : server - Date.now();
}

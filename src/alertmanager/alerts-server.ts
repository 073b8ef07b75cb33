import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Webhook } from '../core/on-call/alert/notification.ts';
import { readBody } from './read-body.ts';
import { TokenBucket } from './token-bucket.ts';
import { readWebhookBody } from './webhook-body.ts';

export interface AlertsServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  readonly token: string;
  /** Resolves when all of it is kept; rejects while the queue is away. */
  readonly take: (webhook: Webhook) => Promise<void>;
  readonly log: Logger;
  /** Milliseconds that only go forward. */
  readonly clock?: () => number;
  readonly rate?: { readonly size: number; readonly perSecond: number };
}

export interface AlertsServer {
  readonly port: number;
  close(): Promise<void>;
}

interface Reply {
  readonly status: number;
  readonly says: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** When a whole cluster fails, Alertmanager tells of hundreds of groups in a moment; a loop would go on and on. */
const usualRate = { size: 1000, perSecond: 50 };
/** Those who do not know the token are heard seldom, and take nothing from those who do. */
const strangersRate = { size: 20, perSecond: 0.5 };
const takeMs = 8000;
const seconds = 1000;

/** Alertmanager's webhook on a port of its own. Says 200 only when what it was told is kept; otherwise Alertmanager tells it again. */
export async function startAlertsServer(options: AlertsServerOptions): Promise<AlertsServer> {
  const answer = answerer(options);
  const server = createServer({ requestTimeout: 30 * seconds, headersTimeout: 10 * seconds, keepAliveTimeout: 60 * seconds }, (request, response) => {
    answer(request)
      .catch((error: unknown): Reply => {
        options.log.error({ err: error }, 'a webhook could not be answered');
        return { status: 500, says: 'Something went wrong here; the log says what.' };
      })
      .then((reply) => send(reply, request, response));
  });
  server.maxConnections = 500;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function answerer({
  token,
  take,
  log,
  clock = () => performance.now(),
  rate = usualRate,
}: AlertsServerOptions): (request: IncomingMessage) => Promise<Reply> {
  const known = new TokenBucket(rate, clock);
  const strangers = new TokenBucket(strangersRate, clock);
  return async (request) => {
    const path = (request.url ?? '').split('?')[0];
    if (path === '/healthz') return request.method === 'GET' || request.method === 'HEAD' ? { status: 200, says: 'ok' } : notAllowed('GET');
    if (path !== '/alertmanager') return { status: 404, says: 'There is /alertmanager for webhooks, and /healthz.' };
    if (request.method !== 'POST') return notAllowed('POST');
    if (!isAuthorised(request.headers.authorization, token)) return strangers.take() ? unauthorised() : tooMany(strangers);
    if (!known.take()) return tooMany(known);
    const body = await readBody(request);
    if ('problem' in body) return body.problem === 'too-large' ? tooLarge() : { status: 400, says: 'The body did not arrive whole.' };
    const read = readWebhookBody(body.text);
    if ('problem' in read) {
      log.warn({ problem: read.problem }, 'a webhook was refused');
      return { status: 400, says: read.problem };
    }
    return accept(read.webhook, take, log);
  };
}

async function accept(webhook: Webhook, take: AlertsServerOptions['take'], log: Logger): Promise<Reply> {
  try {
    await within(take(webhook));
    log.debug({ receiver: webhook.receiver, alerts: webhook.alerts.length }, 'a webhook was taken');
    return { status: 200, says: 'taken' };
  } catch (error) {
    log.warn({ err: error }, 'a webhook could not be kept: Alertmanager is asked to send it again');
    return { status: 503, says: 'The queue is away: send it again.', headers: { 'retry-after': '5' } };
  }
}

/** A queue that hangs is away too. */
async function within(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the queue took nothing within ${takeMs} ms`)), takeMs);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** In constant time: digests are of one length, whatever was sent. */
function isAuthorised(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(.+)$/i.exec(header ?? '')?.[1] ?? '';
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function unauthorised(): Reply {
  return { status: 401, says: 'Authorization: Bearer with the token of KUBEWHY_ALERTS_TOKEN is needed.', headers: { 'www-authenticate': 'Bearer' } };
}

function notAllowed(allow: string): Reply {
  return { status: 405, says: `Only ${allow} is answered here.`, headers: { allow } };
}

function tooLarge(): Reply {
  return { status: 413, says: 'The body is larger than 1 MB: set max_alerts in the webhook_config of Alertmanager.' };
}

function tooMany(bucket: TokenBucket): Reply {
  return { status: 429, says: 'Too many requests: send it again later.', headers: { 'retry-after': String(Math.max(1, bucket.secondsToWait())) } };
}

function send({ status, says, headers = {} }: Reply, request: IncomingMessage, response: ServerResponse): void {
  // what was not read must not be taken for the next request
  const close = request.complete ? {} : { connection: 'close' };
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers, ...close });
  response.end(`${says}\n`);
  if (!request.complete) request.resume();
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { act } from '../act.ts';
import type { PersonActs } from '../person.ts';
import type { ResponseUrls } from '../response-urls.ts';
import { SlackRefusal } from '../slack-refusal.ts';
import type { Uploads } from '../web-api/files.ts';
import type { Workspace } from '../workspace.ts';
import { fileContent, readBody, TooLarge } from './body.ts';
import type { EventStreams } from './event-stream.ts';
import { isFromHere, isSecret, safeHeaders } from './guard.ts';
import { createPageFiles, type PageFile, readPage } from './page-files.ts';

const mostOfAnAct = 200_000;
const mostOfACall = 2_000_000;
const mostOfAFile = 20_000_000;

interface ServerParts {
  readonly workspace: Workspace;
  readonly api: (method: string, args: Readonly<Record<string, string>>) => object;
  readonly uploads: Uploads;
  readonly responseUrls: ResponseUrls;
  readonly acts: PersonActs;
  readonly streams: EventStreams;
  readonly botToken: string;
  /** What a browser has to show to see anything; null: nothing. */
  readonly key: string | null;
  readonly onError: (error: unknown) => void;
}

/** One server for two: the bot (Web API, uploads, private answers) and the person's browser (page, events, acts). */
export function createLocalServer(parts: ServerParts): Server {
  const files = createPageFiles();
  return createServer((request, response) => {
    route(parts, files, request, response).catch((error: unknown) => {
      const status = error instanceof TooLarge ? 413 : 500;
      if (status === 500) parts.onError(error);
      if (!response.headersSent) response.writeHead(status, safeHeaders);
      response.end();
    });
  });
}

async function route(
  parts: ServerParts,
  files: (path: string) => PageFile | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, first = '', ...rest] = url.pathname.split('/');
  const more = rest.join('/');
  if (first === 'api' || first === 'response' || first === 'upload') return botRoute(parts, first, more, request, response);
  if (!isFromHere(request)) return send(response, 403, 'text/plain', 'This page is for this machine only.');
  if (first === 'page') return sendFile(response, files(more));
  if (!mayEnter(parts, request, url)) return send(response, 403, 'text/plain', 'Open the address that kubewhy printed: it has a key in it.');
  const [method, path] = [request.method, url.pathname];
  if (method === 'GET' && path === '/') return sendPage(parts, url, request, response);
  if (method === 'GET' && path === '/events') return parts.streams.open(response);
  if (method === 'GET' && first === 'files') return sendSharedFile(parts, more, response);
  if (method === 'POST' && path === '/act') return doAct(parts, request, response);
  send(response, 404, 'text/plain', 'not found');
}

async function botRoute(parts: ServerParts, first: string, more: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // no browser calls these
  if (request.method !== 'POST' || request.headers.origin !== undefined) return send(response, 403, 'text/plain', 'forbidden');
  if (first === 'upload') {
    const content = await fileContent(await readBody(request, mostOfAFile), request.headers['content-type'] ?? '');
    return send(response, parts.uploads.receive(parts.workspace, more, content) ? 200 : 404, 'text/plain', `OK - ${content.length}`);
  }
  const body = (await readBody(request, mostOfACall)).toString();
  if (first === 'response') return answerPrivately(parts, more, body, response);
  if (!isSecret(request.headers.authorization, `Bearer ${parts.botToken}`)) return sendJson(response, { ok: false, error: 'invalid_auth' });
  sendJson(response, parts.api(more, Object.fromEntries(new URLSearchParams(body))));
}

function answerPrivately({ responseUrls }: ServerParts, id: string, body: string, response: ServerResponse): void {
  try {
    responseUrls.receive(id, JSON.parse(body));
    sendJson(response, { ok: true });
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    sendJson(response, { ok: false, error: error.code }, error.code.endsWith('_url') ? 404 : 400);
  }
}

async function doAct({ acts }: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!request.headers['content-type']?.startsWith('application/json')) return send(response, 415, 'text/plain', 'JSON only');
  const given = act.safeParse(parseJson((await readBody(request, mostOfAnAct)).toString()));
  if (!given.success) return sendJson(response, { ok: false, error: 'invalid_arguments' }, 400);
  sendJson(response, await acts.do(given.data));
}

function mayEnter({ key }: ServerParts, request: IncomingMessage, url: URL): boolean {
  if (key === null) return true;
  const cookie = new RegExp(`(?:^|; )${cookieName(request)}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1];
  return isSecret(cookie, key) || (url.pathname === '/' && isSecret(url.searchParams.get('key') ?? undefined, key));
}

function sendPage({ key }: ServerParts, url: URL, request: IncomingMessage, response: ServerResponse): void {
  const { contentType, content } = readPage();
  const cookie =
    key !== null && url.searchParams.has('key') ? { 'set-cookie': `${cookieName(request)}=${key}; HttpOnly; SameSite=Strict; Path=/` } : {};
  response.writeHead(200, { ...safeHeaders, ...cookie, 'content-type': contentType }).end(content);
}

/** Cookies know no ports: two chats on one machine need two names. */
function cookieName(request: IncomingMessage): string {
  return `kubewhy-${request.socket.localPort}`;
}

function sendFile(response: ServerResponse, file: PageFile | null): void {
  if (file) send(response, 200, file.contentType, file.content);
  else send(response, 404, 'text/plain', 'not found');
}

function sendSharedFile({ workspace }: ServerParts, id: string, response: ServerResponse): void {
  const file = workspace.file(id);
  if (!file) {
    send(response, 404, 'text/plain', 'not found');
    return;
  }
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`;
  response.writeHead(200, { ...safeHeaders, 'content-type': 'text/plain; charset=utf-8', 'content-disposition': disposition }).end(file.content);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, body: object, status = 200): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(body));
}

function send(response: ServerResponse, status: number, contentType: string, content: string): void {
  response.writeHead(status, { ...safeHeaders, 'content-type': contentType }).end(content);
}

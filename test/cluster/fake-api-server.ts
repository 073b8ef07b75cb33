import { mkdtempSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { loadKubeconfig, type Target } from '../../src/cluster/kubeconfig.ts';
import { type KeyPair, makeAuthority, makeServerCertificate, type ServerCertificateOptions } from './certificates.ts';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  /** As they were sent, one after the other: name, value. */
  readonly rawHeaders: readonly string[];
}
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is text or bytes. */
  readonly body?: unknown;
  /** Cuts every connection instead. */
  readonly reset?: boolean;
  /** Does not answer. */
  readonly never?: boolean;
  /** What is sent piece by piece, as it comes; the answer ends with it. */
  readonly pieces?: AsyncIterable<string>;
}
export type Handler = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

export interface FakeServer {
  readonly url: string;
  readonly authority: KeyPair;
  /** Every request that arrived, in order. */
  readonly requests: FakeRequest[];
  /** TLS connections that were made. */
  connections(): number;
  answer(handler: Handler): void;
  close(): Promise<void>;
}

const authority = makeAuthority();

/** A TLS server of our own in the place of an API server: HTTP/2 as that, or HTTP/1.1 as a proxy before it. */
export async function startFakeServer(options: ServerCertificateOptions & { readonly http1?: boolean } = {}): Promise<FakeServer> {
  const signer = await authority;
  const pair = await makeServerCertificate(signer, options);
  const tls = { key: pair.key, cert: pair.cert };
  const server = (options.http1 ? createServer(tls) : createSecureServer({ ...tls, allowHTTP1: true })) as Http2SecureServer;
  const requests: FakeRequest[] = [];
  const sockets = new Set<{ destroy(): void }>();
  let handler: Handler = () => ({ status: 404, body: '404 page not found' });
  let connections = 0;
  server.on('secureConnection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('request', async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(incoming.url, 'https://fake');
    const request = {
      method: incoming.method,
      path: pathname,
      query: searchParams,
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const { status = 200, headers = {}, body, reset, never, pieces } = await handler(request);
    if (reset) {
      for (const socket of sockets) socket.destroy();
      return;
    }
    if (never) return;
    if (pieces) {
      outgoing.writeHead(status, { 'content-type': 'application/json', ...headers });
      (outgoing as unknown as ServerResponse).flushHeaders();
      for await (const piece of pieces) outgoing.write(piece);
      outgoing.end();
      return;
    }
    const raw = typeof body === 'string' || body instanceof Buffer;
    outgoing.writeHead(status, { 'content-type': raw ? 'text/plain' : 'application/json', ...headers });
    outgoing.end(raw ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    authority: signer,
    requests,
    connections: () => connections,
    answer: (next) => {
      handler = next;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** What the API server says where something is wrong. */
export function status(code: number, reason: string, message: string, name?: string): FakeAnswer {
  return { status: code, body: { kind: 'Status', status: 'Failure', code, reason, message, details: name ? { name } : {} } };
}

/** A kubeconfig for it, in a folder of its own. */
export function writeKubeconfig(server: Pick<FakeServer, 'url' | 'authority'>, user: object = { token: 'a-token' }, cluster: object = {}): string {
  const path = join(mkdtempSync(join(tmpdir(), 'kubewhy-config-')), 'config');
  const ca = Buffer.from(server.authority.cert).toString('base64');
  const config = {
    clusters: [{ name: 'fake', cluster: { server: server.url, 'certificate-authority-data': ca, ...cluster } }],
    users: [{ name: 'someone', user }],
    contexts: [{ name: 'fake', context: { cluster: 'fake', user: 'someone', namespace: 'shop' } }],
    'current-context': 'fake',
  };
  writeFileSync(path, stringify(config));
  return path;
}

export function targetOf(server: Pick<FakeServer, 'url' | 'authority'>, user?: object, cluster?: object): Target {
  return loadKubeconfig({ kubeconfig: writeKubeconfig(server, user, cluster) }).targets[0] as Target;
}

export function connectTo(server: FakeServer, timeoutMs?: number): Connection {
  return openConnection(targetOf(server), timeoutMs);
}

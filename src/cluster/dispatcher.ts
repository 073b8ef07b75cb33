import { Agent, type Dispatcher, ProxyAgent, Socks5ProxyAgent } from 'undici';
import type { Credentials } from './credentials.ts';
import type { Target } from './kubeconfig.ts';

const connectTimeoutMs = 5_000;

/** Which requests may leave. */
export type Allowed = (method: string, path: string) => boolean;
/** Whatever changes something is refused. */
export const readsOnly: Allowed = (method) => method === 'GET';

/**
 * The connections to one API server: one, where it speaks HTTP/2 (it does, unless a proxy stands before it), some otherwise.
 * The library opens a new one for each request.
 * Whatever is not allowed is refused here, below everything that sends: this is the one place through which requests leave.
 */
export function openDispatcher(target: Target, tls: Credentials['tls'], allowed: Allowed = readsOnly, ways: Ways = {}): Dispatcher {
  return connectionsTo(target, tls, ways).compose((dispatch) => (options, handler) => {
    if (!allowed(options.method, options.path)) throw new Error(`kubewhy only reads: ${options.method} ${options.path} is not sent`);
    return dispatch(options, handler);
  });
}

export interface Ways {
  /** At most, where the server speaks HTTP/1.1. */
  readonly connections?: number | undefined;
  /** HTTP/1.1 even where the server speaks HTTP/2. */
  readonly http1?: boolean;
}

function connectionsTo({ cluster }: Target, tls: Credentials['tls'], { connections = 6, http1 = false }: Ways): Dispatcher {
  const options = {
    connections,
    ...(http1 ? { allowH2: false } : {}),
    // an idle connection is kept for the next question; load balancers drop theirs after 60 s
    keepAliveTimeout: 50_000,
    h2Options: { settings: { initialWindowSize: 4 << 20 }, connectionWindowSize: 8 << 20 },
  };
  const secure = { ...tls, timeout: connectTimeoutMs, preferH2: !http1, ...(http1 ? { allowH2: false } : {}) } as Agent.Options['connect'];
  if (!cluster.proxyUrl) return new Agent({ ...options, connect: secure });
  const requestTls = secure as ProxyAgent.Options['requestTls'];
  if (cluster.proxyUrl.startsWith('socks')) return new Socks5ProxyAgent(cluster.proxyUrl, { ...options, requestTls });
  return new ProxyAgent({ ...options, uri: cluster.proxyUrl, requestTls });
}

import { isDeepStrictEqual } from 'node:util';
import type { Dispatcher } from 'undici';
import type { Credentials } from './credentials.ts';
import { openDispatcher, readsOnly, type Ways } from './dispatcher.ts';
import type { Target } from './kubeconfig.ts';

type Headers = Credentials['headers'];

/** The connections to one API server, made anew when its certificates change. */
export interface Dispatchers {
  of(tls: Credentials['tls'], headers: Headers): Dispatcher;
  close(): Promise<void>;
}

/** Connections that serve whatever headers there are. */
export function dispatchers(target: Target, ways: Ways = {}): Dispatchers {
  const usual = dispatchersOfOneWay(target, ways);
  // the library joins headers of one name into one over HTTP/2, and two groups would be one that does not exist
  const grouped = dispatchersOfOneWay(target, { ...ways, http1: true });
  return {
    of: (tls: Credentials['tls'], headers: Headers): Dispatcher => (hasSeveral(headers) ? grouped : usual).of(tls),
    close: async () => void (await Promise.all([usual.close(), grouped.close()])),
  };
}

/** One set of connections for one set of certificates: new ones only when they change. */
function dispatchersOfOneWay(target: Target, ways: Ways) {
  let known: { readonly tls: Credentials['tls']; readonly dispatcher: Dispatcher } | null = null;
  return {
    of(tls: Credentials['tls']): Dispatcher {
      if (known && known.tls !== tls && !isDeepStrictEqual(known.tls, tls)) {
        known.dispatcher.close().catch(() => {});
        known = null;
      }
      known = { tls, dispatcher: known?.dispatcher ?? openDispatcher(target, tls, readsOnly, ways) };
      return known.dispatcher;
    },
    close: async () => known?.dispatcher.destroy(),
  };
}

function hasSeveral(headers: Headers): boolean {
  return Object.values(headers).some((value) => typeof value !== 'string' && value.length > 1);
}

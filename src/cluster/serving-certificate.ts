import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { ApiContact } from '../core/api-contact.ts';
import type { Target } from './kubeconfig.ts';

/** Does something accept the connection, and which certificate does it present, trusted or not? Sends no request. */
export function greetServer({ cluster }: Target, timeoutMs = 5_000): Promise<Pick<ApiContact, 'connected' | 'certificate'>> {
  const { protocol, hostname, port } = new URL(cluster.server);
  if (protocol !== 'https:' || cluster.proxyUrl) return Promise.resolve({ connected: null, certificate: null });
  const host = hostname.replace(/^\[|\]$/g, '');
  const name = cluster.tlsServerName ?? host;
  const { promise, resolve } = Promise.withResolvers<Pick<ApiContact, 'connected' | 'certificate'>>();
  // whether it can be trusted is what the reader finds out; here it is only looked at
  const socket = connect({
    host,
    port: Number(port || 443),
    rejectUnauthorized: false,
    timeout: timeoutMs,
    ...(isIP(name) ? {} : { servername: name }),
  });
  let connected = false;
  const end = (certificate: ApiContact['certificate']) => {
    socket.destroy();
    resolve({ connected, certificate });
  };
  socket.once('connect', () => {
    connected = true;
  });
  socket.once('secureConnect', () => {
    const peer = socket.getPeerX509Certificate();
    end(
      peer
        ? {
            subject: peer.subject.replaceAll('\n', ', '),
            issuer: peer.issuer.replaceAll('\n', ', '),
            validFrom: new Date(peer.validFrom).toISOString(),
            validTo: new Date(peer.validTo).toISOString(),
            names: peer.subjectAltName?.split(', ') ?? [],
          }
        : null,
    );
  });
  socket.once('timeout', () => end(null));
  socket.once('error', () => end(null));
  return promise;
}

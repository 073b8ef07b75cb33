import { isIP } from 'node:net';
import { connect } from 'node:tls';
import type { Target } from './kubeconfig.ts';

/** What an API server shows of itself before anything is asked. */
export interface ServingCertificate {
  readonly subject: string;
  readonly issuer: string;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validTo: string;
  /** `DNS:kubernetes, IP Address:10.96.0.1 …` */
  readonly names: readonly string[];
}

/** The certificate that the server presents, trusted or not; null where none can be had. Sends no request. */
export function readServingCertificate({ cluster }: Target, timeoutMs = 5_000): Promise<ServingCertificate | null> {
  const { protocol, hostname, port } = new URL(cluster.server);
  if (protocol !== 'https:' || cluster.proxyUrl) return Promise.resolve(null);
  const host = hostname.replace(/^\[|\]$/g, '');
  const name = cluster.tlsServerName ?? host;
  const { promise, resolve } = Promise.withResolvers<ServingCertificate | null>();
  // whether it can be trusted is what the reader finds out; here it is only looked at
  const socket = connect({
    host,
    port: Number(port || 443),
    rejectUnauthorized: false,
    timeout: timeoutMs,
    ...(isIP(name) ? {} : { servername: name }),
  });
  const end = (certificate: ServingCertificate | null) => {
    socket.destroy();
    resolve(certificate);
  };
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

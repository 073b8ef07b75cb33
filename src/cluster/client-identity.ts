import { X509Certificate } from 'node:crypto';
import type { ClientIdentity } from '../core/api-contact.ts';
import type { Credentials } from './credentials.ts';
import type { KubeUser } from './kubeconfig.ts';

const nobody = { name: null, validTo: null };

/** Who the credentials say we are, and until when: of a token only what it says of itself, never the token. */
export function clientIdentity(user: KubeUser | null, { headers, tls }: Credentials): ClientIdentity {
  const authorization = String(headers.authorization ?? '');
  const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
  const plugin = user?.exec?.command;
  if (plugin) return { ...(tokenClaims(token) ?? certificateOf(tls.cert) ?? nobody), kind: 'plugin', name: plugin.split('/').at(-1) ?? plugin };
  if (token) return { kind: 'token', ...(tokenClaims(token) ?? nobody) };
  if (tls.cert) return { kind: 'certificate', ...(certificateOf(tls.cert) ?? nobody) };
  if (authorization) return { kind: 'password', name: user?.username ?? null, validTo: null };
  return { kind: 'none', ...nobody };
}

type Named = Pick<ClientIdentity, 'name' | 'validTo'>;

function certificateOf(pem: Buffer | string | undefined): Named | null {
  if (!pem) return null;
  try {
    const certificate = new X509Certificate(pem);
    return { name: certificate.subject.replaceAll('\n', ', '), validTo: new Date(certificate.validTo).toISOString() };
  } catch {
    return null;
  }
}

/** `sub` and `exp` of a JWT; null for a token that says nothing. */
function tokenClaims(token: string | undefined): Named | null {
  try {
    const { sub, exp } = JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString('utf8')) as { sub?: unknown; exp?: unknown };
    return { name: typeof sub === 'string' ? sub : null, validTo: typeof exp === 'number' ? new Date(exp * 1000).toISOString() : null };
  } catch {
    return null;
  }
}

import { ReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import { redact } from './redact.ts';

/** An answer of the API server, body as text. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

const codesOfStatus: Readonly<Record<number, ReadFailureCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  410: 'expired',
  429: 'throttled',
  504: 'timeout',
};

/** An answer that is not the thing asked for, as the failure that it is. */
export function statusFailure(answer: ApiAnswer, what: string): ReadFailure {
  const { status, body } = answer;
  const words = statusOf(body);
  const message = redact((words.message ?? body.subarray(0, 500).toString('utf8')).trim()) || `HTTP ${status}`;
  // the kind exists and the object does not: the server names the object; otherwise it does not know the path
  const missing = words.details?.name ? 'not-found' : 'not-served';
  const code = status === 404 ? missing : (codesOfStatus[status] ?? (status >= 500 ? 'server-error' : 'bad-response'));
  return new ReadFailure(code, what, message);
}

function statusOf(body: Buffer): { readonly message?: string; readonly details?: { readonly name?: string } } {
  try {
    return JSON.parse(body.toString('utf8')) ?? {};
  } catch {
    return {};
  }
}

/** Codes of Node, OpenSSL and undici. */
const codesOfErrors: Readonly<Record<string, ReadFailureCode>> = {
  ECONNREFUSED: 'refused',
  // closed instead of answered: to the person it is the same thing
  ECONNRESET: 'refused',
  EPIPE: 'refused',
  UND_ERR_SOCKET: 'refused',
  UND_ERR_INFO: 'refused',
  ENOTFOUND: 'name-not-resolved',
  EAI_AGAIN: 'name-not-resolved',
  EAI_NODATA: 'name-not-resolved',
  // nobody there answers, so somebody nearer says so
  EHOSTUNREACH: 'timeout',
  ENETUNREACH: 'timeout',
  EHOSTDOWN: 'timeout',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  CERT_HAS_EXPIRED: 'x509-expired',
  CERT_NOT_YET_VALID: 'x509-expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'x509-unknown-issuer',
  SELF_SIGNED_CERT_IN_CHAIN: 'x509-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT: 'x509-unknown-issuer',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'x509-unknown-issuer',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'x509-unknown-issuer',
  CERT_SIGNATURE_FAILURE: 'x509-unknown-issuer',
  CERT_UNTRUSTED: 'x509-unknown-issuer',
  ERR_TLS_CERT_ALTNAME_INVALID: 'x509-wrong-name',
};

/** A request that got no answer, as the failure that it is. */
export function networkFailure(error: unknown, what: string): ReadFailure {
  if (error instanceof ReadFailure) return error;
  const chain = causes(error);
  const code = chain.map((cause) => codesOfErrors[codeOf(cause)]).find(Boolean) ?? byWords(chain);
  const words = chain.map(({ message }) => message).filter(Boolean);
  return new ReadFailure(code, what, redact(words.at(-1) ?? String(error)), { cause: error });
}

/** The error, what caused it, and the several that an attempt on several addresses ends in. */
function causes(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const several = error instanceof AggregateError ? error.errors.flatMap(causes) : [];
  return [error, ...several, ...causes(error.cause)];
}

function codeOf(error: Error): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function byWords(chain: readonly Error[]): ReadFailureCode {
  const text = chain.map(({ name, message }) => `${name} ${message}`).join(' ');
  if (/TimeoutError/.test(text)) return 'timeout';
  // the server's alert about our certificate
  if (/alert (bad certificate|certificate (expired|revoked|required|unknown)|unknown ca)/.test(text)) return 'unauthorized';
  if (/AbortError/.test(text)) return 'cancelled';
  return 'bad-response';
}

/** The connection broke under the request; it may have been an idle one that the other side had closed: worth one more try. */
export function isBrokenConnection(error: unknown): boolean {
  return causes(error).some((cause) => ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_INFO'].includes(codeOf(cause)));
}

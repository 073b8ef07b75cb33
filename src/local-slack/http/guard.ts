import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Is this request from the page itself? Another site's name that leads here (DNS rebinding) has a foreign Host; a request that another site
 * makes has a foreign Origin. The port is not looked at: it may be forwarded.
 */
export function isFromHere({ headers, method }: IncomingMessage): boolean {
  const { host = '', origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = headers;
  if (!ownNames.has(hostname(`http://${host}`))) return false;
  if (method !== 'GET') return origin === `http://${host}`;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  // a link may lead here from anywhere: what it opens cannot be framed, and does nothing by itself
  return mode === 'navigate' || site === undefined || site === 'same-origin' || site === 'none';
}

/** Like `===`, in a time that says nothing about the secret. */
export function isSecret(given: string | undefined, secret: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(secret)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function hostname(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** On everything that a browser gets. */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

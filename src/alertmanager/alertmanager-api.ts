import { z } from 'zod';
import type { Alertmanager } from '../core/on-call/alert/alertmanager.ts';
import type { Labels } from '../core/on-call/alert/notification.ts';

const patienceMs = 5000;
const silenced = z.object({ silenceID: z.string() });
const firing = z.array(z.object({ fingerprint: z.string() }));
const status = z.object({ versionInfo: z.object({ version: z.string() }) });

/** Alertmanager's API, v2. `url` may hold a path, and a name and password. What it answers to what it refuses may repeat what an alert says: `redact`. */
export function openAlertmanager(url: string, redact: (text: string) => string): Alertmanager & { version(): Promise<string> } {
  const { base, headers } = addressOf(url);

  async function call<T>(path: string, schema: z.ZodType<T>, body?: object): Promise<T> {
    const response = await fetch(`${base}/api/v2/${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      signal: AbortSignal.timeout(patienceMs),
      redirect: 'error',
    }).catch((error: unknown) => {
      throw new Error(`Alertmanager could not be reached (${reasonOf(error)})`, { cause: error });
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${redact(text).slice(0, 200)}`);
    const result = schema.safeParse(jsonOf(text));
    if (!result.success) throw new Error('what answers is not Alertmanager');
    return result.data;
  }

  return {
    async silence({ labels, from, until, by, comment }) {
      const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
      await call('silences', silenced, { matchers, startsAt: from, endsAt: until, createdBy: by, comment });
    },
    async firing(labels) {
      const found = await call(`alerts?${filterOf(labels)}&active=true&silenced=true&inhibited=true&unprocessed=true`, firing);
      return new Set(found.map(({ fingerprint }) => fingerprint));
    },
    async version() {
      return (await call('status', status)).versionInfo.version;
    },
  };
}

function addressOf(url: string): { readonly base: string; readonly headers: Readonly<Record<string, string>> } {
  const { origin, pathname, username, password } = new URL(url);
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return {
    base: `${origin}${pathname.replace(/\/+$/, '')}`,
    headers: username === '' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
}

/** A matcher per label; values are quoted as Go quotes them, which takes JSON's strings. */
function filterOf(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `filter=${encodeURIComponent(`${name}=${JSON.stringify(value)}`)}`)
    .join('&');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : null;
  return code ?? (error instanceof Error ? error.name : 'unknown');
}

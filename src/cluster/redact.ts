const hidden = '[redacted]';

const patterns: readonly [RegExp, string][] = [
  // PEM blocks
  [/-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g, hidden],
  // scheme://user:password@host
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@]{0,100}:)[^\s@/]{1,200}@/gi, `$1${hidden}@`],
  // Authorization: Bearer …, Basic …
  [/\b(bearer|basic)(\s+)[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${hidden}`],
  // JSON web tokens
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, hidden],
  // keys of well-known issuers: AWS, GitHub, Slack, Google, GitLab, Stripe
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|AIza[\w-]{30,}|glpat-[\w-]{16,}|sk_(?:live|test)_\w{10,})/g,
    hidden,
  ],
  // password=…, "api_key": "…", --token …; a message such as `password authentication failed` stays
  [
    /((?:^|[\s"'{,;&?(-])[\w.-]{0,40}?(?:passwd|password|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)s?["']?\s{0,3}[=:]\s{0,3}["']?)(?!\s|\[redacted\])([^\s"',;&}]{1,300})/gi,
    `$1${hidden}`,
  ],
  [/(--?(?:password|token|secret|api-key|access-key)\s+)(?!-)[^\s"']{1,300}/gi, `$1${hidden}`],
];

/** Text without passwords, tokens and keys. Everything that leaves src/cluster as text goes through here. */
export function redact(text: string): string {
  return patterns.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), text);
}

const sensitiveName = /passw|secret|token|api_?key|access_?key|private_?key|credential|pwd/i;

type Env = { readonly name: string; readonly value?: string };
type Json = unknown;

/**
 * An object as it may leave: values of sensitive environment variables hidden, free text redacted, `managedFields` kept out
 * unless `keepManagedFields`, and the last-applied annotation redacted like the object itself.
 */
export function redactObject<T>(object: T): T {
  return walk(object, '') as T;
}

function walk(value: Json, key: string): Json {
  if (typeof value === 'string') return key === 'kubectl.kubernetes.io/last-applied-configuration' ? redactApplied(value) : redact(value);
  if (Array.isArray(value)) return value.map((item) => (key === 'env' ? redactEnv(item as Env) : walk(item, key)));
  if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
  return value;
}

function redactEnv(env: Env): Json {
  const { value } = env;
  if (value && sensitiveName.test(env.name)) return { ...env, value: hidden };
  return walk(env, '');
}

function redactApplied(text: string): string {
  try {
    return JSON.stringify(redactObject(JSON.parse(text)));
  } catch {
    return redact(text);
  }
}

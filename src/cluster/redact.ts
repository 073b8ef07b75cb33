const hidden = '[redacted]';

/** Words that follow `token:` in a message and are no token: "token: invalid", "password: incorrect for user". */
const innocent =
  'invalid|expired|missing|required|incorrect|wrong|unknown|unauthorized|malformed|rejected|revoked|empty|null|nil|none|undefined|true|false|yes|no|not|is|was|are|has|must|may|can(?:not)?|could|should|does|the|an?|this|that|it|in|of|for|from|to|with|by|on|at|and|or|but|failed|failure|error|unable|unexpected|unsupported|signature|verification|authentication|permission|denied|access|request|provided|supplied|expected|file|found|context|\\d{1,2}';
const secretWord = '(?:passwd|password|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|signing[_-]?key|credential)';

const patterns: readonly [RegExp, string][] = [
  // PEM blocks
  [/-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)-----[\s\S]*?(?:-----END [A-Z0-9 ]*-----|$)/g, hidden],
  // scheme://user:password@host: up to the last @ before the path
  [/\b([a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@"']{0,100}:)[^\s/"']{1,200}@/gi, `$1${hidden}@`],
  // Authorization: Bearer …, Basic …
  [/\b(bearer|basic)(\s+)(?=[A-Za-z0-9._~+/=-]*[\d._~+/=-])[A-Za-z0-9._~+/=-]{8,}/gi, `$1$2${hidden}`],
  // JSON web tokens
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?/g, hidden],
  // keys of well-known issuers: AWS, GitHub, Slack, Google, GitLab, Stripe
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [
    /\b(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|xox[abeprs]-[A-Za-z0-9-]{10,}|xapp-[A-Za-z0-9-]{10,}|AIza[\w-]{30,}|glpat-[\w-]{16,}|sk_(?:live|test)_\w{10,})/g,
    hidden,
  ],
  // password="two words", "api_key": "…"
  [
    new RegExp(`((?:^|[^A-Za-z0-9])[\\w.-]{0,40}?${secretWord}s?["']?\\s{0,3}[=:]\\s{0,3})(["'])(?!\\[redacted\\])[^"'\\n]{1,300}\\2`, 'gi'),
    `$1$2${hidden}$2`,
  ],
  // password=…, token: …
  [
    new RegExp(
      `((?:^|[^A-Za-z0-9])[\\w.-]{0,40}?${secretWord}s?["']?\\s{0,3}[=:]\\s{0,3}["']?)(?!\\[redacted\\])(?!(?:${innocent})(?![A-Za-z0-9_-]))([^\\s"',;&{}[\\]()<>]{1,300})`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  // --token …
  [/(--?(?:[a-z]+-)?(?:password|token|secret|api-key|access-key)\s+)(?![-[])[^\s"']{1,300}/gi, `$1${hidden}`],
];

/** What every pattern needs to match: most text has none of it, and is left at once. */
const suspicious =
  /-----BEGIN |:\/\/|bearer|basic|eyJ|AKIA|ASIA|gh[pousr]_|github_pat_|xox|xapp-|AIza|glpat-|sk_|passw|passphrase|pwd|secret|token|(?:api|access|private|signing)[_-]?key|credential/i;

/** Text without passwords, tokens and keys, and without NUL, which a database refuses. All text that leaves src/cluster goes through here. */
export function redact(text: string): string {
  const clean = text.includes('\0') ? text.replaceAll('\0', '') : text;
  if (clean.length < 8 || !suspicious.test(clean)) return clean;
  return patterns.reduce((out, [pattern, replacement]) => out.replace(pattern, replacement), clean);
}

const sensitiveName = /passw|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|signing_?-?key|credential|pwd/i;
/** DB_PASSWORD_FILE and TOKEN_SERVICE_HOST say where, not what. */
const saysWhere =
  /(?:_|-|\.)?(?:file|path|dir|url|uri|host|port|endpoint|addr|address|service|name|namespace|ttl|expiry|expiration|seconds|enabled|type|issuer|audience)$/i;
const sayNothing = /^(?:true|false|\d{1,5})?$/i;

function isSensitive(name: string, value: string): boolean {
  return sensitiveName.test(name) && !saysWhere.test(name) && !sayNothing.test(value);
}

type Env = { readonly name: string; readonly value?: string };

/**
 * An object as it may leave: values of sensitive environment variables, arguments, annotations and ConfigMap keys hidden, free
 * text redacted, and the last-applied annotation redacted like the object itself.
 */
export function redactObject<T>(object: T): T {
  return walk(object, '') as T;
}

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';
const untouched: ReadonlySet<string> = new Set([
  'name',
  'namespace',
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'labels',
  'matchLabels',
  'image',
  'imageID',
]);

/** Copies nothing that it does not change: lists of thousands go through here. */
function walk(value: unknown, key: string): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return walkList(value, key);
  if (!value || typeof value !== 'object') return value;
  if (key === 'annotations' || key === 'data') return changed(value, redactNamed);
  if (key === 'binaryData') return changed(value, () => '');
  return changed(value, (name, item) => (untouched.has(name) ? item : walk(item, name)));
}

function walkList(list: readonly unknown[], key: string): readonly unknown[] {
  const items = list.map((item, index) => {
    if (key === 'env') return redactEnv(item as Env);
    return (key === 'args' || key === 'command') && isSecretArgument(item, list[index - 1]) ? hidden : walk(item, key);
  });
  return items.some((item, index) => item !== list[index]) ? items : list;
}

function changed(object: object, change: (name: string, item: unknown) => unknown): object {
  let copy: Record<string, unknown> | null = null;
  for (const [name, item] of Object.entries(object)) {
    const other = change(name, item);
    if (other === item) continue;
    copy ??= { ...object };
    copy[name] = other;
  }
  return copy ?? object;
}

function redactNamed(name: string, value: unknown): unknown {
  if (typeof value !== 'string') return walk(value, name);
  return name === lastApplied ? redactApplied(value) : redactValue(name, value);
}

/** A text that has a name, such as an annotation's: hidden where the name says that it is a secret, else redacted. */
export function redactValue(name: string, value: string): string {
  return isSensitive(name, value) ? hidden : redact(value);
}

function redactEnv(env: Env): unknown {
  const { name, value } = env;
  return value && isSensitive(name, value) ? { ...env, value: hidden } : walk(env, '');
}

/** `--password`, `hunter2`: two arguments. */
function isSecretArgument(item: unknown, before: unknown): boolean {
  if (typeof item !== 'string' || typeof before !== 'string') return false;
  const named = /^--?[\w-]+$/.test(before) && sensitiveName.test(before) && !saysWhere.test(before);
  return named && !item.startsWith('-') && !sayNothing.test(item);
}

function redactApplied(text: string): string {
  try {
    return JSON.stringify(redactObject(JSON.parse(text)));
  } catch {
    return redact(text);
  }
}

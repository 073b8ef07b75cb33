import type { Kind } from '../core/kinds.ts';
import { durationSeconds } from './durations.ts';
import { isName } from './names.ts';
import type { Token } from './tokens.ts';
import type { Piece } from './units.ts';

/** `deploy/cart@staging`, `shop/web`, `svc/db:5432`, `web.shop.svc`. */
export interface ObjectForm {
  readonly kind: Kind | null;
  readonly name: string;
  readonly namespace: string | null;
  readonly cluster: string | null;
  readonly port: string | null;
}

/** What kubectl's flags say. */
export interface Flags {
  namespace?: string;
  cluster?: string;
  allNamespaces?: boolean;
  container?: string;
  previous?: boolean;
  sinceSeconds?: number;
  forSeconds?: number;
  labelSelector?: string;
  sort?: 'cpu' | 'memory';
  /** `--field-selector status.phase=Pending` */
  phase?: 'pending' | 'failed' | 'running' | 'completed' | 'failing';
  node?: string;
  /** `--field-selector involvedObject.name=web-0` */
  object?: { readonly kind: Kind | null; readonly name: string };
}

const phases: Readonly<Record<string, Flags['phase']>> = {
  pending: 'pending',
  failed: 'failed',
  running: 'running',
  succeeded: 'completed',
  '!running': 'failing',
};

/** `status.phase!=Running,spec.nodeName=worker-1`: what of it a question can say. */
function setFields(flags: Flags, value: string, kinds: ReadonlyMap<string, Kind>): void {
  const fields = new Map(
    value.split(',').map((field) => [/^[\w.]+/.exec(field)?.[0].toLowerCase() ?? '', field.replace(/^[\w.]+(?=[!=])/, '').replace(/^(!?)=+/, '$1')]),
  );
  const phase = phases[fields.get('status.phase')?.toLowerCase() ?? ''];
  if (phase) flags.phase = phase;
  const node = fields.get('spec.nodename')?.toLowerCase();
  if (node && isName(node)) flags.node = node;
  const namespace = fields.get('metadata.namespace')?.toLowerCase();
  if (namespace && isName(namespace)) flags.namespace = namespace;
  const name = (fields.get('involvedobject.name') ?? fields.get('metadata.name'))?.toLowerCase();
  if (name && isName(name)) flags.object = { kind: kinds.get(fields.get('involvedobject.kind')?.toLowerCase() ?? '') ?? null, name };
}

interface Words {
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Those that are kinds only beside a slash: `no/worker-1`. */
  readonly slashKinds: ReadonlyMap<string, Kind>;
  readonly latin: ReadonlySet<string>;
}

/** Takes flags out of the tokens and reads names that carry their kind. */
export function readForms(text: string, tokens: readonly Token[], words: Words): { readonly pieces: Piece[]; readonly flags: Flags } {
  const flags: Flags = {};
  const pieces: Piece[] = [];
  let taken = 0;
  for (const token of tokens) {
    if (token.start < taken) continue;
    const flag = token.word.startsWith('-') && token.word !== '->' ? takeFlag(text, token, flags, words) : null;
    if (flag !== null) taken = flag;
    else if (!takeSelector(text, token, words, flags)) pieces.push({ token, form: objectForm(token, words) });
  }
  const [last] = tokens.slice(-1);
  if (flags.object && last) pieces.push({ token: last, form: { ...flags.object, namespace: null, cluster: null, port: null } });
  return { pieces: withShortKinds(pieces, words), flags };
}

/** `kubectl get no`: kubectl's short names that are words elsewhere are kinds behind its verbs. */
function withShortKinds(pieces: readonly Piece[], { slashKinds }: Words): Piece[] {
  return pieces.map((piece, at) => {
    const kind = /^(kubectl|k)$/.test(pieces[at - 2]?.token.word ?? '') ? slashKinds.get(piece.token.word) : undefined;
    return kind === undefined ? piece : { ...piece, token: { ...piece.token, word: kind } };
  });
}

const valued: Readonly<Record<string, (flags: Flags, value: string) => void>> = {
  namespace: (flags, value) => {
    flags.namespace = value.toLowerCase().replace(/^(ns|namespace)\//, '');
  },
  context: (flags, value) => {
    flags.cluster = value;
  },
  container: (flags, value) => {
    flags.container = value.toLowerCase();
  },
  selector: (flags, value) => {
    flags.labelSelector = value;
  },
  since: (flags, value) => setSeconds(flags, 'sinceSeconds', value),
  for: (flags, value) => setSeconds(flags, 'forSeconds', value),
  'sort-by': (flags, value) => {
    if (/cpu|memory/i.test(value)) flags.sort = /cpu/i.test(value) ? 'cpu' : 'memory';
  },
  ...Object.fromEntries(
    ['output', 'tail', 'since-time', 'max-log-requests', 'limit-bytes', 'chunk-size', 'request-timeout', 'types'].map((name) => [name, () => {}]),
  ),
};
const bare: Readonly<Record<string, (flags: Flags) => void>> = {
  'all-namespaces': (flags) => {
    flags.allNamespaces = true;
  },
  previous: (flags) => {
    flags.previous = true;
  },
  follow: () => {},
};
const short: Readonly<Record<string, string>> = {
  n: 'namespace',
  c: 'container',
  l: 'selector',
  o: 'output',
  a: 'all-namespaces',
  p: 'previous',
  f: 'follow',
  cluster: 'context',
  ns: 'namespace',
  'kube-context': 'context',
  duration: 'for',
  label: 'selector',
};

function setSeconds(flags: Flags, key: 'sinceSeconds' | 'forSeconds', value: string): void {
  const seconds = durationSeconds(value.toLowerCase());
  if (seconds !== null) flags[key] = seconds;
}

const value = /[=\s]?\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^\sㄱ-ㅣ가-힣"'`?!]+))/y;

/** The offset behind a flag and its value; null: not a flag of kubectl that we know. */
function takeFlag(text: string, token: Token, flags: Flags, { kinds }: Words): number | null {
  const [typed = ''] = token.word.replace(/^-+/, '').split('=');
  const joined = /^-([nc])([a-z0-9].*)$/.exec(token.word);
  const name = short[typed] ?? typed;
  const flip = bare[name];
  if (flip) {
    flip(flags);
    return token.end;
  }
  const fields = name === 'field-selector' ? (_: Flags, given: string) => setFields(flags, given, kinds) : undefined;
  const set = fields ?? valued[name] ?? (joined ? valued[short[joined[1] ?? ''] ?? ''] : undefined);
  if (!set) return null;
  const dashes = token.word.startsWith('--') ? 2 : 1;
  value.lastIndex = token.start + dashes + (valued[name] || fields ? typed.length : 1);
  const found = value.exec(text);
  if (!found) return token.end;
  const given = found[1] ?? found[2] ?? found[3]?.replace(/[.,;:)\]]+$/, '') ?? '';
  if (given) set(flags, given);
  return value.lastIndex;
}

const label = /^[a-z0-9][\w./-]*={1,2}[\w.-]+$/;

/** `app=web`, `app=web,tier=db` without `-l`; not `ns=shop`. */
function takeSelector(text: string, token: Token, words: Words, flags: Flags): boolean {
  if (token.hangul || !label.test(token.word)) return false;
  const [key = '', wanted = ''] = token.word.split('=');
  if (words.kinds.has(key) || !wanted || /^(cluster|context|container|port|since|lang)$/.test(key)) return false;
  const typed = text.slice(token.start, token.end);
  flags.labelSelector = flags.labelSelector ? `${flags.labelSelector},${typed}` : typed;
  return true;
}

function objectForm(token: Token, words: Words): ObjectForm | null {
  const { word } = token;
  if (token.hangul || !/[/@:=]|\.svc\b/.test(word) || word.includes('://')) return null;
  const [body = '', cluster = null, extra] = word.split('@');
  if (body === '' && cluster !== null && isName(cluster)) return { kind: 'cluster', name: cluster, namespace: null, cluster: null, port: null };
  if (extra !== undefined || (cluster !== null && !/^[a-z0-9][\w.:/-]*$/.test(cluster))) return null;
  const keyed = /^([a-z]+)[:=](.+)$/.exec(body);
  if (keyed && words.kinds.has(keyed[1] ?? '') && !/^\d+$/.test(keyed[2] ?? ''))
    return fromParts([keyed[1] ?? '', keyed[2] ?? ''], null, cluster, words);
  const [path = '', port = null, more] = body.split(':');
  if (more !== undefined || (port !== null && !/^(\d{1,5}|[a-z][a-z0-9-]{0,14})$/.test(port))) return null;
  return fromParts(path.split('/'), port, cluster, words);
}

function fromParts(parts: readonly string[], port: string | null, cluster: string | null, words: Words): ObjectForm | null {
  const kindOf = (alias: string | undefined) => words.kinds.get((alias ?? '').split('.')[0] ?? '') ?? null;
  const [first = '', second, third] = parts;
  if (parts.length > 3 || !parts.every(isName)) return null;
  if (third !== undefined && second !== undefined) {
    const [kind, namespace] = kindOf(second) ? [kindOf(second), first] : [kindOf(first), second];
    return kind ? { kind, name: third, namespace, cluster, port } : null;
  }
  if (second !== undefined) {
    const kind = kindOf(first);
    if (kind) return { kind, name: second, namespace: null, cluster, port };
    if (/^\d+$/.test(first) || /^\d+$/.test(second) || (words.latin.has(first) && words.latin.has(second))) return null;
    return { kind: null, name: second, namespace: first, cluster, port };
  }
  const dns = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(\.|$)/.exec(first);
  if (dns) return { kind: 'service', name: dns[1] ?? '', namespace: dns[2] ?? null, cluster, port };
  if ((cluster === null && port === null) || words.latin.has(first) || /^\d+$/.test(first)) return null;
  return { kind: null, name: first, namespace: null, cluster, port };
}

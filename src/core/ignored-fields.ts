import { apiFields } from './api-fields.ts';
import { kindNames, type ObjectMeta, workloadKinds } from './kinds.ts';
import { similarNames } from './similar-names.ts';

/** A field of the applied manifest that the object on the server does not have. */
export interface IgnoredField {
  /** In the manifest: `spec.containers[name=app].commnd`. */
  readonly path: string;
  readonly name: string;
  /** `misspelt`, `misplaced`: Kubernetes has no such field there. `dropped`: it has, but the server did not keep it, or somebody took it away since. */
  readonly kind: 'misspelt' | 'misplaced' | 'unknown' | 'dropped';
  /** What was probably meant: a field of the same place, or the place where this name belongs. */
  readonly meant: string | null;
  /** As applied: a short text. */
  readonly value: string;
}

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
type Tree = Readonly<Record<string, unknown>>;

/** The last-applied manifest of an object; null where it has none, or one that cannot be read. */
export function lastApplied(metadata: ObjectMeta | undefined): Tree | null {
  try {
    const tree: unknown = JSON.parse(metadata?.annotations?.[annotation] ?? 'null');
    return isTree(tree) ? tree : null;
  } catch {
    return null;
  }
}

/** Fields that were applied and that the server does not have. The reverse, what the server adds, is normal. */
export function ignoredFields(kind: string, object: { readonly metadata?: ObjectMeta }): IgnoredField[] {
  const applied = lastApplied(object.metadata);
  const root = [...workloadKinds, 'pod' as const].find((one) => one === kind);
  return applied && root ? compare(kindNames[root], applied, object as unknown as Tree, '', []) : [];
}

/** `parents`: the types above this one, the nearest last. */
function compare(type: string, applied: Tree, live: Tree, path: string, parents: readonly string[]): IgnoredField[] {
  const fields = fieldsOf(type);
  return Object.entries(applied).flatMap(([name, value]): IgnoredField[] => {
    const at = path === '' ? name : `${path}.${name}`;
    // an object names its type; `status`, and what is empty, the server leaves out
    if (isEmpty(value) || name === 'status' || (path === '' && (name === 'kind' || name === 'apiVersion'))) return [];
    const below = fields.get(name);
    const kept = live[name];
    if (below === undefined) return kept === undefined ? [unknownField(type, name, at, value, parents)] : [];
    if (kept === undefined)
      return path.endsWith('metadata') || isDefault(value) ? [] : [{ path: at, name, kind: 'dropped', meant: null, value: shorten(value) }];
    if (below === '') return [];
    const next = [...parents, type];
    if (below.endsWith('[]')) return compareLists(below.slice(0, -2), value, kept, at, next);
    return isTree(value) && isTree(kept) ? compare(below, value, kept, at, next) : [];
  });
}

/** Elements that the server no longer has were taken away on purpose: what kubectl and people do. */
function compareLists(type: string, applied: unknown, live: unknown, path: string, parents: readonly string[]): IgnoredField[] {
  if (!Array.isArray(applied) || !Array.isArray(live)) return [];
  return applied.flatMap((element: unknown, index) => {
    if (!isTree(element)) return [];
    const key = ['name', 'mountPath', 'containerPort', 'devicePath', 'conditionType', 'ip', 'key'].find(
      (candidate) => element[candidate] !== undefined,
    );
    const same = key ? live.find((one: unknown) => isTree(one) && one[key] === element[key]) : live[index];
    return isTree(same) ? compare(type, element, same, `${path}[${key ? `${key}=${String(element[key])}` : index}]`, parents) : [];
  });
}

/** A slip of the fingers comes before a slip of the indentation. */
function unknownField(type: string, name: string, path: string, value: unknown, parents: readonly string[]): IgnoredField {
  const own = [...fieldsOf(type).keys()].filter((field) => field !== 'status');
  const [near] = similarNames(name, own, 1);
  const slip = near !== undefined && Math.abs(near.length - name.length) <= 2 && sameLetters(near, name);
  const home = homeOf(type, name, parents);
  const kind = slip || (near && !home) ? 'misspelt' : home ? 'misplaced' : 'unknown';
  return { path, name, kind, meant: kind === 'misspelt' ? (near ?? null) : home, value: shorten(value) };
}

/** Differs by a letter or two, or in case. */
function sameLetters(a: string, b: string): boolean {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  const common = [...x].filter((letter) => y.includes(letter)).length;
  return x[0] === y[0] && common >= Math.min(x.length, y.length) - 1;
}

/** The type nearest to this one that has a field of this name: above it, or one step below those. */
function homeOf(type: string, name: string, parents: readonly string[]): string | null {
  const near = [type, ...parents.toReversed()];
  const above = near.slice(1).find((one) => fieldsOf(one).has(name));
  if (above) return above;
  for (const one of near) {
    const child = [...fieldsOf(one)].find(([, below]) => below !== '' && fieldsOf(below.replace('[]', '')).has(name));
    if (child) return child[1].replace('[]', '');
  }
  return null;
}

const parsed = new Map<string, ReadonlyMap<string, string>>();

/** Fields of a type, and the type of each that is an object. */
function fieldsOf(type: string): ReadonlyMap<string, string> {
  const known = parsed.get(type);
  if (known) return known;
  const words = (apiFields[type] ?? '').split(' ').filter((word) => word !== '');
  const fields = new Map(words.map((word) => [word.split(':')[0] ?? '', word.split(':')[1] ?? ''] as const));
  parsed.set(type, fields);
  return fields;
}

function isTree(value: unknown): value is Tree {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Values that the server need not write down. */
function isDefault(value: unknown): boolean {
  return value === false || value === 0 || (isTree(value) && Object.values(value).every((one) => isEmpty(one) || isDefault(one)));
}

function shorten(value: unknown): string {
  return (typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('`', "'").slice(0, 120);
}

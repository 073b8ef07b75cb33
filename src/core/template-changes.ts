import type { PodTemplateSpec } from './kinds.ts';
import type { Json } from './rule.ts';

/** One field of a pod template that differs; null: not there. */
export interface TemplateChange {
  /** `containers[app].image`: relative to `spec.template.spec`; labels and annotations with `metadata.` before them. */
  readonly path: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What differs between two pod templates, what people change most often first. */
export function templateChanges(from: PodTemplateSpec | undefined, to: PodTemplateSpec | undefined): TemplateChange[] {
  const before = fieldsOf(from);
  const after = fieldsOf(to);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => ({ path, from: before.get(path) ?? null, to: after.get(path) ?? null }))
    .toSorted((a, b) => rank(a.path) - rank(b.path));
}

const interesting = [/\.image$/, /\.env\[/, /\.resources\./, /Probe\./, /\.(command|args)$/];

function rank(path: string): number {
  const found = interesting.findIndex((pattern) => pattern.test(path));
  return found < 0 ? interesting.length : found;
}

function fieldsOf(template: PodTemplateSpec | undefined): ReadonlyMap<string, string> {
  const { 'pod-template-hash': _hash, ...labels } = template?.metadata?.labels ?? {};
  const { annotations } = template?.metadata ?? {};
  return new Map([
    ...flatten(template?.spec as Json, ''),
    ...flatten(labels, 'metadata.labels'),
    ...(annotations ? flatten(annotations, 'metadata.annotations') : []),
  ]);
}

/** Leaves by path. Lists of named things are told apart by name; other lists are one value. */
function flatten(value: Json | undefined, path: string): [string, string][] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (!items.every(isNamed)) return [[path, JSON.stringify(items)]];
    return items.flatMap((item) => flattenNamed(item, `${path}[${item.name}]`));
  }
  if (typeof value !== 'object') return [[path, String(value)]];
  return Object.entries(value).flatMap(([key, item]) => flatten(item as Json, path === '' ? key : `${path}.${key}`));
}

function flattenNamed({ name: _, ...rest }: { readonly [key: string]: Json } & { readonly name: string }, path: string): [string, string][] {
  const fields = flatten(rest, path);
  // `env[MODE].value` is plainly the variable; a thing with nothing but its name is there or not
  return fields.length === 0 ? [[path, '']] : fields.map(([at, value]) => [at.replace(/(env\[[^\]]*\])\.value$/, '$1'), value]);
}

function isNamed(item: Json): item is { readonly [key: string]: Json } & { readonly name: string } {
  return typeof item === 'object' && item !== null && !Array.isArray(item) && 'name' in item && typeof item.name === 'string';
}

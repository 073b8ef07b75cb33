import type { AnyObject, Kind } from './kinds.ts';

/** Names one object. `namespace` is absent for kinds that have none. */
export interface Ref {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace?: string;
}

/** `pod/shop/web-0`, or `node/worker-1`: unique within a cluster. */
export function refKey(ref: Ref): string {
  return ref.namespace ? `${ref.kind}/${ref.namespace}/${ref.name}` : `${ref.kind}/${ref.name}`;
}

/** The reference of an object that was read as `kind`. */
export function refOf(kind: Kind, object: AnyObject): Ref {
  const { name = '', namespace } = object.metadata as { name?: string; namespace?: string };
  return namespace ? { kind, name, namespace } : { kind, name };
}

/** `-n shop `, or nothing: for commands. */
export function namespaceFlag(ref: Pick<Ref, 'namespace'>): string {
  return ref.namespace ? ` -n ${ref.namespace}` : '';
}

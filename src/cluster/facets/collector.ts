import type { Kind, Kinds } from '../../core/kinds.ts';
import { isReadFailure, type ReadFailureCode } from '../../core/read-failure.ts';
import type { ReadableKind, Reader } from '../../core/reader.ts';
import type { Ref } from '../../core/ref.ts';

/** What a collector may read: a kind (get and list), `pods/log`, or a path. deploy/rbac.yaml grants just the union. */
export type Grant = ReadableKind | 'pods/log' | `/${string}`;

export interface Context<K extends Kind> {
  readonly reader: Reader;
  readonly ref: Ref;
  readonly subject: Kinds[K];
  readonly now: Date;
}

/** Reads one facet. Rejects with a ReadFailure, which becomes a gap. */
export interface Collector<K extends Kind, T> {
  readonly reads: readonly Grant[];
  collect(context: Context<K>): Promise<T>;
}

/** The answer, or `fallback` where the read fails with one of the codes: for "there is none", never for "may not look". */
export async function orElse<T, U>(read: Promise<T>, fallback: U, ...codes: ReadFailureCode[]): Promise<T | U> {
  try {
    return await read;
  } catch (error) {
    if (isReadFailure(error, ...codes)) return fallback;
    throw error;
  }
}

/** The namespace of a namespaced subject. */
export function namespaceOf(ref: Ref): string {
  return ref.namespace ?? 'default';
}

import type { Kind, ObjectMeta } from '../kinds.ts';
import { isReadFailure, type ReadFailure } from '../read-failure.ts';
import type { ListOptions, ReadableKind } from '../reader.ts';
import { type Ref, refKey } from '../ref.ts';
import type { Gap } from '../report.ts';
import type { AskSession } from './clusters-port.ts';
import { isNamespaced } from './scopes.ts';

/** An object by its metadata alone. */
export interface Found {
  readonly ref: Ref;
  readonly metadata: ObjectMeta;
}

/** Looks for names, and remembers what could not be looked at. */
export interface NameSearch {
  /**
   * Is there one of exactly that name? Reads the object itself, which the investigation then need not. `guess`: nobody said kind
   * or namespace, so where one may not look is a gap; otherwise that is the answer, and it rejects.
   */
  exact(ref: Ref, guess: boolean): Promise<boolean>;
  /** Objects of exactly that name; `null`: in all namespaces. */
  named(kinds: readonly ReadableKind[], name: string, namespace: string | null): Promise<readonly Found[]>;
  /** All objects of those kinds. */
  all(kinds: readonly ReadableKind[], namespace: string | null): Promise<readonly Found[]>;
  gaps(): readonly Gap[];
  /** Throws the first refusal if nothing at all could be looked at: then nobody may say that there is none. */
  assertSeen(): void;
}

/** Names at most of one kind: beyond that the search for similar ones is left out and said. */
const mostNames = 5_000;

/** `home`: where one looks instead when all namespaces may not be read. */
export function nameSearch(session: AskSession, home: string): NameSearch {
  const gaps = new Map<string, Gap>();
  let refusal: ReadFailure | null = null;
  let seen = false;
  /** All namespaces may not be read: from then on one does not try. */
  let confined = false;

  function missed(kind: Kind, namespace: string | null, error: unknown): void {
    if (!isReadFailure(error)) throw error;
    if (error.code === 'not-found' || error.code === 'not-served') {
      seen = true;
      return;
    }
    refusal ??= error;
    const subject: Ref = namespace ? { kind: 'namespace', name: namespace } : { kind: 'cluster', name: session.name };
    gaps.set(`${kind} ${refKey(subject)}`, { facet: `${kind}s`, subject, why: error.code, detail: error.message });
  }

  async function list(kind: ReadableKind, namespace: string | null, options: ListOptions): Promise<readonly Found[]> {
    if (namespace === null && confined && isNamespaced(kind)) return list(kind, home, options);
    const scope = isNamespaced(kind) && namespace ? { namespace } : {};
    try {
      const objects = await session.reader.list(kind, { ...options, ...scope, metadataOnly: true });
      seen = true;
      return objects.map((object) => toFound(kind, object.metadata as ObjectMeta));
    } catch (error) {
      missed(kind, namespace, error);
      if (namespace !== null || !isNamespaced(kind) || !isReadFailure(error, 'forbidden')) return [];
      confined = true;
      return list(kind, home, options);
    }
  }

  const lists = async (kinds: readonly ReadableKind[], namespace: string | null, options: ListOptions) =>
    (await Promise.all(kinds.map((kind) => list(kind, namespace, options)))).flat();

  return {
    async exact(ref, guess) {
      try {
        await session.subject(ref);
        seen = true;
        return true;
      } catch (error) {
        if (!isReadFailure(error, 'not-found', 'not-served') && !(guess && isReadFailure(error, 'forbidden'))) throw error;
        missed(ref.kind, ref.namespace ?? null, error);
        return false;
      }
    },
    named: (kinds, name, namespace) => lists(kinds, namespace, { fieldSelector: `metadata.name=${name}` }),
    all: (kinds, namespace) => lists(kinds, namespace, { most: mostNames }),
    gaps: () => [...gaps.values()],
    assertSeen() {
      if (!seen && refusal) throw refusal;
    },
  };
}

function toFound(kind: Kind, metadata: ObjectMeta): Found {
  const { name = '', namespace } = metadata;
  return { ref: namespace ? { kind, name, namespace } : { kind, name }, metadata };
}

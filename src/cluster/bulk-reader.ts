import { isNamespaced } from '../core/ask/scopes.ts';
import type { AnyObject, Kinds, ObjectMeta } from '../core/kinds.ts';
import { isReadFailure, ReadFailure } from '../core/read-failure.ts';
import type { ListOptions, ReadableKind, Reader } from '../core/reader.ts';
import { fieldMatcher, labelMatcher } from './match-selectors.ts';
import { resources } from './resources.ts';

/** Reads of one kind that are sent as they are; the next one reads all of that kind, and those after it send nothing. */
const patience = 3;
/** Objects of a kind that are held at most: where there are more, each is asked for as it is needed. */
const mostHeld = 5_000;

/**
 * A Reader for questions about many objects: a kind that is asked for again and again is listed once, page by page, and the rest is
 * answered from that list as the API server would. Where all may not be read, or are too many, every read is sent as it is.
 */
export function bulkReader<R extends Reader>(reader: R): R {
  const kinds = new Map<ReadableKind, Held>();
  const heldOf = (kind: ReadableKind): Held => {
    const held = kinds.get(kind) ?? { reads: [], lists: new Map() };
    kinds.set(kind, held);
    return held;
  };

  /** All objects of a kind in a namespace, or in all; null where they are not to be held. */
  async function hold(kind: ReadableKind, namespace: string | undefined): Promise<readonly AnyObject[] | null> {
    const held = heldOf(kind);
    const known = held.lists.get('') ?? held.lists.get(namespace ?? '');
    if (known) return known;
    held.reads.push(namespace ?? '');
    if (held.reads.length <= patience) return null;
    const scope = held.reads.every((one) => one === namespace) && namespace ? namespace : '';
    const list = readAll(kind, scope);
    held.lists.set(scope, list);
    return list;
  }

  /** What is read whole anyway answers for its parts. */
  async function readWhole<K extends ReadableKind>(kind: K, options: ListOptions): Promise<readonly Kinds[K][]> {
    const { lists } = heldOf(kind);
    const scope = options.namespace ?? '';
    const known = (await lists.get('')) ?? (await lists.get(scope));
    if (known) return known.filter(({ metadata }) => !scope || (metadata as ObjectMeta).namespace === scope) as unknown as readonly Kinds[K][];
    const read = reader.list(kind, options);
    lists.set(
      scope,
      read.then(
        (list) => list as readonly AnyObject[],
        () => null,
      ),
    );
    return read;
  }

  async function readAll(kind: ReadableKind, namespace: string): Promise<readonly AnyObject[] | null> {
    try {
      return await reader.list(kind, { ...(namespace ? { namespace } : {}), most: mostHeld });
    } catch (error) {
      if (isReadFailure(error)) return null;
      throw error;
    }
  }

  return {
    ...reader,
    async get<K extends ReadableKind>(kind: K, name: string, namespace?: string): Promise<Kinds[K]> {
      const held = await hold(kind, isNamespaced(kind) ? namespace : undefined);
      if (!held) return reader.get(kind, name, namespace);
      const found = held.find((object) => isNamed(object, name, isNamespaced(kind) ? namespace : undefined));
      if (!found) throw new ReadFailure('not-found', `${kind}/${name}`, `${resources[kind].plural} "${name}" not found`);
      return found as Kinds[K];
    },
    async list<K extends ReadableKind>(kind: K, options: ListOptions = {}): Promise<readonly Kinds[K][]> {
      const { namespace, labelSelector, fieldSelector } = options;
      if (!labelSelector && !fieldSelector && !options.metadataOnly) return readWhole(kind, options);
      const held = await hold(kind, namespace);
      if (!held) return reader.list(kind, options);
      const hasLabels = labelMatcher(labelSelector);
      const hasFields = fieldMatcher(fieldSelector);
      const found = held.filter((object) => {
        const metadata = object.metadata as ObjectMeta;
        return (!namespace || metadata.namespace === namespace) && hasLabels(metadata.labels ?? {}) && hasFields(object);
      });
      return found as unknown as readonly Kinds[K][];
    },
  };
}

interface Held {
  /** The namespaces of the reads that were sent; empty for all. */
  readonly reads: string[];
  /** By namespace; under the empty name all. */
  readonly lists: Map<string, Promise<readonly AnyObject[] | null>>;
}

function isNamed({ metadata }: AnyObject, name: string, namespace: string | undefined): boolean {
  const { name: own, namespace: place } = metadata as ObjectMeta;
  return own === name && (namespace === undefined || place === namespace);
}

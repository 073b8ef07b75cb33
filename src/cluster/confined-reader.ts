import { isNamespaced } from '../core/ask/scopes.ts';
import { fitsOne } from '../core/glob.ts';
import type { AnyObject, Kinds, ObjectMeta, PersistentVolume } from '../core/kinds.ts';
import { ReadFailure } from '../core/read-failure.ts';
import type { ListOptions, LogOptions, ReadableKind, Reader } from '../core/reader.ts';

/**
 * A Reader that shows only objects of some namespaces (patterns with `*`), and those that are in none. Everything else is refused with
 * `forbidden`. A list of all namespaces: `filter` leaves out what may not be seen, for questions of what there is; `refuse` fails, for
 * evidence, because a rule that took a part for the whole would be wrong.
 */
export function confinedReader<R extends Reader>(reader: R, namespaces: readonly string[], lists: 'filter' | 'refuse'): R {
  const shows = (namespace: string | undefined) => namespace !== undefined && fitsOne(namespace, namespaces);

  function assertShown(what: string, namespace: string): void {
    if (!shows(namespace)) throw new ReadFailure('forbidden', what, `policy: namespace "${namespace}" is not for the one who asks`);
  }

  function assertListed(kind: ReadableKind, namespace: string | undefined): void {
    if (!isNamespaced(kind)) return;
    if (namespace !== undefined) assertShown(`${kind}s`, namespace);
    else if (lists === 'refuse') throw new ReadFailure('forbidden', `${kind}s`, 'policy: all namespaces are not for the one who asks');
  }

  const isShown = (kind: ReadableKind, object: AnyObject): boolean => {
    const owner = namespaceOf(kind, object);
    return owner === null || shows(owner);
  };

  return {
    ...reader,
    async get<K extends ReadableKind>(kind: K, name: string, namespace?: string): Promise<Kinds[K]> {
      if (isNamespaced(kind)) assertShown(`${kind} ${name}`, namespace ?? '');
      if (kind === 'namespace') assertShown(`${kind} ${name}`, name);
      const object = await reader.get(kind, name, namespace);
      if (!isShown(kind, object))
        throw new ReadFailure('forbidden', `${kind} ${name}`, 'policy: it belongs to a namespace that is not for the one who asks');
      return object;
    },
    async list<K extends ReadableKind>(kind: K, options: ListOptions = {}): Promise<readonly Kinds[K][]> {
      assertListed(kind, options.namespace);
      return (await reader.list(kind, options)).filter((object) => isShown(kind, object));
    },
    async fold<K extends ReadableKind, S>(kind: K, options: ListOptions, start: () => S, add: (sum: S, object: Kinds[K]) => void): Promise<S> {
      assertListed(kind, options.namespace);
      return reader.fold(kind, options, start, (sum, object) => void (isShown(kind, object) && add(sum, object)));
    },
    async log(options: LogOptions): Promise<string> {
      assertShown(`log of ${options.pod}/${options.container}`, options.namespace);
      return reader.log(options);
    },
  };
}

/** The namespace whose people an object concerns; null: nobody's in particular. */
function namespaceOf(kind: ReadableKind, object: AnyObject): string | null {
  const { name = '', namespace = '' } = object.metadata as ObjectMeta;
  if (kind === 'namespace') return name;
  // by its metadata alone nobody can tell whose it is
  if (kind === 'persistentvolume') return 'spec' in object ? ((object as PersistentVolume).spec?.claimRef?.namespace ?? null) : '';
  return isNamespaced(kind) ? namespace : null;
}

import type { NotFoundAnswer } from '../answer.ts';
import type { ReadableKind } from '../reader.ts';
import { type Ref, refKey } from '../ref.ts';
import { similarNames } from '../similar-names.ts';
import type { AskSession } from './clusters-port.ts';
import { type NameSearch, nameSearch } from './name-search.ts';
import type { Named } from './resolve-target.ts';
import { isNamespaced } from './scopes.ts';

const most = 5;
const suggested = ['pod', 'deployment', 'statefulset', 'daemonset', 'cronjob', 'service'] as const satisfies ReadableKind[];

/** The nearest names, the same name elsewhere, and what could not be looked at. */
export async function notFound(named: Named, session: AskSession, search: NameSearch): Promise<NotFoundAnswer> {
  const { kind, name, namespace } = named;
  const missing = namespace === null ? null : await missingNamespace(namespace, search);
  const [similar, elsewhere] = await Promise.all([missing ?? nearest(named, search), sameName(named, search)]);
  // the namespace is what is wrong: its neighbours help more than those of the name
  if (missing && namespace !== null) return { ...noNamespace(namespace, session, missing, search), elsewhere };
  return { type: 'not-found', cluster: session.name, kind, name, namespace, similar, elsewhere, gaps: search.gaps() };
}

/** That there is no such namespace; null if there is, or if nobody can tell. */
export async function namespaceNotFound(namespace: string, session: AskSession): Promise<NotFoundAnswer | null> {
  const search = nameSearch(session, namespace);
  const similar = await missingNamespace(namespace, search);
  return similar && noNamespace(namespace, session, similar, search);
}

function noNamespace(namespace: string, { name: cluster }: AskSession, similar: readonly Ref[], search: NameSearch): NotFoundAnswer {
  return { type: 'not-found', cluster, kind: 'namespace', name: namespace, namespace: null, similar, elsewhere: [], gaps: search.gaps() };
}

/** Namespaces that could have been meant, if this one does not exist. */
async function missingNamespace(namespace: string, search: NameSearch): Promise<readonly Ref[] | null> {
  const all = await search.all(['namespace'], null);
  if (all.length === 0 || all.some(({ ref }) => ref.name === namespace)) return null;
  const near = similarNames(
    namespace,
    all.map(({ ref }) => ref.name),
    most,
  );
  return near.map((name) => ({ kind: 'namespace', name }));
}

async function nearest({ kind, name, namespace }: Named, search: NameSearch): Promise<readonly Ref[]> {
  const kinds: readonly ReadableKind[] = kind && kind !== 'cluster' ? [kind] : suggested;
  const refs = (await search.all(kinds, namespace)).map(({ ref }) => ref);
  const near = similarNames(
    name,
    refs.map((ref) => ref.name),
    most,
  );
  return near.flatMap((name) => refs.filter((ref) => ref.name === name)).slice(0, most);
}

/** The same name in other namespaces, or of other kinds. */
async function sameName({ kind, name, namespace }: Named, search: NameSearch): Promise<readonly Ref[]> {
  const others = suggested.filter((other) => other !== kind);
  const [inOthers, ofOthers] = await Promise.all([
    namespace !== null && (kind === null || isNamespaced(kind)) ? search.named(kind && kind !== 'cluster' ? [kind] : suggested, name, null) : [],
    kind === null ? [] : search.named(others, name, namespace),
  ]);
  const refs = [...inOthers, ...ofOthers].map(({ ref }) => ref);
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()].slice(0, most);
}

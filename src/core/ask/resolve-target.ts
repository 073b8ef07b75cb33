import type { Answer, NotFoundAnswer } from '../answer.ts';
import type { Intent, Symptom } from '../intent.ts';
import type { Kind } from '../kinds.ts';
import type { ReadableKind } from '../reader.ts';
import { type Ref, refKey } from '../ref.ts';
import type { AskSession } from './clusters-port.ts';
import { type NameSearch, nameSearch } from './name-search.ts';
import { notFound } from './not-found.ts';
import { ownersOfPrefix } from './pod-prefix.ts';
import { isNamespaced } from './scopes.ts';

export type Resolution =
  | { readonly ref: Ref }
  /** Several could be meant. */
  | { readonly choices: readonly Ref[] }
  | { readonly answer: NotFoundAnswer };

export type Named = Pick<Intent, 'kind' | 'namespace' | 'symptom'> & { readonly name: string };

const mostChoices = 8;
const workloads = ['deployment', 'statefulset', 'daemonset', 'cronjob', 'job', 'replicaset'] as const satisfies ReadableKind[];
const rarerKinds = [
  'ingress',
  'persistentvolumeclaim',
  'namespace',
  'replicationcontroller',
  'horizontalpodautoscaler',
  'poddisruptionbudget',
  'persistentvolume',
  'storageclass',
  'networkpolicy',
] as const satisfies ReadableKind[];

/**
 * What a name stands for: exactly that object, in the namespace that was said, else in `home`, else wherever it is the only
 * one; or the workload whose pods begin with it. As few requests as that takes: one for a pod in `home`.
 */
export async function resolveTarget(named: Named, session: AskSession, home: string): Promise<Resolution> {
  const wanted = { ...named, name: named.name.toLowerCase() };
  const search = nameSearch(session, home);
  if (wanted.kind === 'cluster') return { ref: { kind: 'cluster', name: session.name } };
  const first = firstGuess(wanted, home);
  if (await search.exact(first, wanted.kind === null || wanted.namespace === null)) return { ref: first };
  const matches = await findExact(wanted, search);
  const found = choose(matches, wanted, home) ?? choose(await ownersOfPrefix(wanted, search), wanted, home);
  if (found) return found;
  search.assertSeen();
  return { answer: await notFound(wanted, session, search) };
}

/** The same, for a question: where several could be meant, or none, that is the answer. */
export async function resolveIntent(
  intent: Intent & { readonly name: string },
  session: AskSession,
  home: string,
): Promise<{ readonly ref: Ref } | { readonly answer: Answer }> {
  const resolution = await resolveTarget(intent, session, home);
  return 'choices' in resolution ? { answer: { type: 'choice', choices: resolution.choices.map((ref) => about(intent, ref)) } } : resolution;
}

/** The same question about that object. */
export function about(intent: Intent, ref: Ref): Intent {
  return { ...intent, kind: ref.kind, name: ref.name, namespace: ref.namespace ?? null };
}

function firstGuess({ kind, name, namespace, symptom }: Named, home: string): Ref {
  const guess = kind ?? (isAboutReaching(symptom) ? 'service' : 'pod');
  return isNamespaced(guess) ? { kind: guess, name, namespace: namespace ?? home } : { kind: guess, name };
}

function isAboutReaching(symptom: Symptom | null): boolean {
  return symptom === 'unreachable' || symptom === 'no-endpoints';
}

/** Pods first: most questions are about one, and then the other kinds need not be asked for. */
async function findExact({ kind, name, namespace, symptom }: Named, search: NameSearch): Promise<readonly Ref[]> {
  for (const kinds of rounds(kind, namespace, symptom)) {
    const found = await search.named(kinds, name, namespace);
    if (found.length > 0) return found.map(({ ref }) => ref);
  }
  return [];
}

/** What is looked for together, and what only if that is not there. The first guess was looked for already, in one namespace. */
function rounds(kind: Kind | null, namespace: string | null, symptom: Symptom | null): readonly (readonly ReadableKind[])[] {
  const elsewhere = (kinds: readonly ReadableKind[]) => (namespace === null ? [kinds] : []);
  // a pod's name without its last part is its workload's
  if (kind === 'pod') return [...elsewhere(['pod']), workloads];
  if (kind !== null) return isNamespaced(kind) ? elsewhere([kind as ReadableKind]) : [];
  if (isAboutReaching(symptom)) return [...elsewhere(['service']), ['pod', ...workloads, 'node'], rarerKinds];
  return [...elsewhere(['pod']), [...workloads, 'service', 'node'], rarerKinds];
}

/** Those in `home` before those elsewhere; of one namespace the kind that is most likely meant. null: there is none. */
function choose(matches: readonly Ref[], { namespace, symptom }: Named, home: string): Resolution | null {
  const there = namespace === null ? matches.filter((ref) => ref.namespace === home || ref.namespace === undefined) : matches;
  const best = likeliest(there.length > 0 ? there : matches, symptom);
  const [only] = best;
  if (!only) return null;
  return best.length === 1 ? { ref: only } : { choices: best.slice(0, mostChoices) };
}

/** In each namespace the kinds of the best rank. */
function likeliest(matches: readonly Ref[], symptom: Symptom | null): readonly Ref[] {
  const unique = [...new Map(matches.map((ref) => [refKey(ref), ref])).values()];
  const rank = (ref: Ref) => rankOf(ref.kind, symptom);
  return unique.filter((ref) => !unique.some((other) => other.namespace === ref.namespace && rank(other) < rank(ref)));
}

/** Two of equal rank are asked about; a service, an autoscaler and the like are named after their workload. */
function rankOf(kind: Kind, symptom: Symptom | null): number {
  if (isAboutReaching(symptom) && (kind === 'service' || kind === 'ingress')) return kind === 'service' ? 0 : 1;
  if (kind === 'pod' || (workloads as readonly Kind[]).includes(kind)) return 2;
  if (kind === 'service') return 3;
  return kind === 'node' || kind === 'namespace' ? 4 : 5;
}

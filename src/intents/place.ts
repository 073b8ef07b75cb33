import type { Mark } from './intent-data.ts';
import { hasMark, type Mention } from './mentions.ts';
import { isAddress, looksLikeCluster, looksLikeNamespace, looksLikeNode, looksLikePod } from './names.ts';
import { ownerOfPods } from './owner.ts';
import type { Sentence } from './sentence.ts';
import { isStated } from './view.ts';

/** What an intent makes of a name that no word explains. */
export type Policy = 'object' | 'namespace';

/** Where a question looks, and at which object. */
export interface Place {
  readonly object: Mention | null;
  /** Another name that it could as well be: then the person chooses. */
  readonly rival: Rival | null;
  readonly namespace: string | null;
  readonly cluster: string | null;
  readonly node: string | null;
  readonly container: string | null;
}

export type Rival =
  /** `first` in `second`, or `second` in `first`. */
  | { readonly as: 'swap'; readonly first: string; readonly second: string }
  /** Two objects. */
  | { readonly as: 'other'; readonly name: string }
  /** The name of an object, or of a cluster or namespace that we know. */
  | { readonly as: 'cluster' | 'namespace'; readonly name: string };

interface Draft {
  namespace: string | null;
  cluster: string | null;
  node: string | null;
  container: string | null;
}

/** Gives every name of a sentence its part. */
export function findPlace(sentence: Sentence, policy: Policy): Place {
  const { flags, mentions, context } = sentence;
  const draft: Draft = {
    namespace: flags.namespace ?? null,
    cluster: flags.cluster ?? null,
    node: flags.node ?? null,
    container: flags.container ?? null,
  };
  for (const mention of mentions) takeMarked(sentence, mention, policy, draft);
  const owner = ownerOfPods(sentence);
  const isLoose = (mention: Mention) => policy === 'namespace' && mention.loose && mention !== owner;
  const objects = mentions.filter((mention) => mention.role === 'object' && !isLoose(mention));
  const loose = mentions.filter((mention) => mention.role === 'object' && isLoose(mention));
  let bare = mentions.filter(({ role, also }) => role === 'bare' && (also === null || (policy === 'object' && objects.length === 0)));
  // "kubelet on node worker-1": of that node
  if (draft.node !== null) bare = bare.filter(({ at }) => sentence.items[at]?.meaning?.component !== 'nodes');
  if (bare.some(({ also }) => also === null)) bare = bare.filter(({ also }) => also === null);
  const free = takeKnown(sentence, [...loose, ...bare], objects.length, policy, draft);
  if (policy === 'namespace') return placeInNamespace(objects, free, draft);
  const object = objects[0] ?? null;
  if (object) return { ...draft, object, ...besides(sentence, object, objects, free, draft) };
  return { ...draft, ...chooseObject(sentence, free, draft, context.clusters) };
}

/** Names with a word beside them that says what they are. */
function takeMarked(sentence: Sentence, mention: Mention, policy: Policy, draft: Draft): void {
  const { role, name } = mention;
  const clusters = sentence.context.clusters ?? [];
  if (mention.namespace) draft.namespace ??= mention.namespace;
  if (mention.cluster) draft.cluster ??= known(mention.cluster, clusters);
  if (role === 'container') draft.container ??= name;
  if (role === 'node') draft.node ??= name;
  if (role === 'namespace') {
    if (isCluster(sentence, mention)) draft.cluster ??= name;
    else draft.namespace ??= name;
  }
  if (role === 'cluster') {
    const lists =
      policy === 'namespace'
        ? sentence.kinds.length > 0 || isStated(sentence)
        : sentence.mentions.filter(({ also }) => also === null).length === 1 && !isMarked(sentence, mention, 'cluster');
    if (!clusters.includes(name) && sentence.context.namespaces?.includes(name)) draft.namespace ??= name;
    else if (!clusters.includes(name) && lists && looksLikeNode(name)) draft.node ??= name;
    else draft.cluster ??= known(name, clusters);
  }
}

/** A name behind "in" that is a cluster: one that we know, or is usually called so; not when the word namespace stands beside it. */
function isCluster(sentence: Sentence, mention: Mention): boolean {
  const { context } = sentence;
  const { name } = mention;
  return (
    !isMarked(sentence, mention, 'namespace') && (context.clusters?.includes(name) ?? looksLikeCluster(name)) && !context.namespaces?.includes(name)
  );
}

function isMarked({ items }: Sentence, { at }: Mention, mark: Mark): boolean {
  return [items[at - 1], items[at + 1]].some((near) => hasMark(near, mark));
}

function known(name: string, clusters: readonly string[]): string {
  return clusters.find((cluster) => cluster.toLowerCase() === name.toLowerCase()) ?? name;
}

/** Bare names that are a cluster or a namespace which we know of, as long as another name is left for the object. */
function takeKnown(sentence: Sentence, bare: readonly Mention[], objects: number, policy: Policy, draft: Draft): Mention[] {
  const { clusters, namespaces = [] } = sentence.context;
  let free = [...bare];
  const spare = () => policy === 'namespace' || objects > 0 || free.length > 1;
  for (const mention of bare) {
    if (!spare()) break;
    if (draft.cluster === null && (clusters?.includes(mention.name) ?? looksLikeCluster(mention.name))) draft.cluster = mention.name;
    else if (draft.namespace === null && (namespaces.includes(mention.name) || looksLikeNamespace(mention.name))) draft.namespace = mention.name;
    else continue;
    free = free.filter((other) => other !== mention);
  }
  return free;
}

function placeInNamespace(objects: readonly Mention[], free: readonly Mention[], draft: Draft): Place {
  let object = objects[0] ?? null;
  for (const mention of free) {
    if (looksLikePod(mention.name)) object ??= mention;
    else draft.namespace ??= mention.name;
  }
  return { ...draft, object, rival: null };
}

/** A bare name right beside the object is its namespace ("pod web shop"); a second object is a choice. */
function besides(
  sentence: Sentence,
  object: Mention,
  objects: readonly Mention[],
  free: readonly Mention[],
  draft: Draft,
): Pick<Place, 'rival' | 'namespace'> {
  const other = objects[1];
  if (other && joined(sentence, object, other)) return { rival: { as: 'other', name: other.name }, namespace: draft.namespace };
  const near = free.find(({ at, also }) => also === null && Math.abs(at - object.at) <= 2);
  if (near && joined(sentence, object, near)) return { rival: { as: 'other', name: near.name }, namespace: draft.namespace };
  return { rival: null, namespace: draft.namespace ?? near?.name ?? null };
}

/** "web and cart", "web이랑 cart" */
function joined(sentence: Sentence, one: Mention, two: Mention): boolean {
  const [first, second] = one.at < two.at ? [one, two] : [two, one];
  if (sentence.items[first.at]?.particles.includes('and')) return true;
  const between = sentence.items.slice(first.at + 1, second.at);
  return between.length > 0 && between.length <= 3 && between.some(({ word }) => word === 'and' || word === 'or' || word === '또는');
}

function chooseObject(
  sentence: Sentence,
  free: readonly Mention[],
  draft: Draft,
  clusters: readonly string[] | undefined,
): Pick<Place, 'object' | 'rival' | 'namespace'> & { cluster?: string } {
  const { namespace } = draft;
  const ranked = [...free].sort((a, b) => fitness(sentence, b) - fitness(sentence, a));
  const [first, second] = ranked;
  if (!first) return { object: null, rival: null, namespace };
  if (!second) {
    const { name } = first;
    if (first.kind === null && looksLikeNamespace(name) && namespace === null) return { object: null, rival: null, namespace: name };
    if (first.kind === null && clusters === undefined && looksLikeCluster(name) && draft.cluster === null)
      return { object: null, rival: null, namespace, cluster: name };
    if (asksHow(sentence) && draft.cluster === null && clusters?.includes(name)) return { object: null, rival: null, namespace, cluster: name };
    if (asksAfterWhole(sentence) && namespace === null && sentence.context.namespaces?.includes(name) && !clusters?.includes(name))
      return { object: null, rival: null, namespace: name };
    const as = draft.cluster === null && clusters?.includes(name) ? 'cluster' : sentence.context.namespaces?.includes(name) ? 'namespace' : null;
    return { object: first, rival: as ? { as, name } : null, namespace };
  }
  if (joined(sentence, first, second)) return { object: first, rival: { as: 'other', name: second.name }, namespace };
  const side = Math.abs(first.at - second.at) === 1;
  if (!side || namespace !== null || free.length > 2) return { object: first, rival: null, namespace };
  if (looksLikePod(first.name) !== looksLikePod(second.name)) return { object: first, rival: null, namespace: second.name };
  const [left, right] = first.at < second.at ? [first, second] : [second, first];
  if (sentence.items[left.at]?.particles.includes('of')) return { object: right, rival: null, namespace: left.name };
  return { object: left, rival: { as: 'swap', first: left.name, second: right.name }, namespace: right.name };
}

/** "how's prod doing?", "prod 상태" are asked of a whole; "why prod" may be about anything. */
function asksHow({ items, symptom }: Sentence): boolean {
  const asks = items.some(({ meaning }) => meaning?.mark?.includes('well') || meaning?.cue?.length);
  return (
    symptom === null && asks && !items.some(({ meaning }) => meaning?.cue?.some(({ intent, strength }) => intent === 'why' && strength !== 'hint'))
  );
}

/** "how is shop doing", "shop 상태 어때?": how it is, and nothing else of it. */
function asksAfterWhole(sentence: Sentence): boolean {
  const others = sentence.items.some(({ meaning }) => meaning?.cue?.some(({ intent, strength }) => strength !== 'hint' && !asksState.has(intent)));
  return asksHow(sentence) && !others && sentence.kinds.length === 0 && !sentence.context.target;
}

const asksState: ReadonlySet<string> = new Set(['health', 'check']);

/** How well a name without a word beside it would do as the object that is meant. */
function fitness(sentence: Sentence, mention: Mention): number {
  const before = sentence.items[mention.at - 1];
  const after = sentence.items[mention.at + 1];
  const particles = sentence.items[mention.at]?.particles ?? [];
  let points = looksLikePod(mention.name) ? 6 : mention.made ? 3 : 0;
  if (before?.meaning?.mark?.includes('of') || /^(is|are|does|why|did|has|was)$/.test(before?.word ?? '')) points += 2;
  if (after?.meaning?.symptom || after?.meaning?.cue) points += 2;
  if (particles.includes('subject') || particles.includes('object')) points += 2;
  if (mention.also || isAddress(mention.name)) points -= 4;
  if (sentence.items[mention.at]?.capital && !mention.made) points -= 1;
  return points;
}

import { isNamespaced } from '../core/ask/scopes.ts';
import type { Intent, IntentName, IntentSlots, Symptom } from '../core/intent.ts';
import type { Kind } from '../core/kinds.ts';
import { findEndpoints } from './endpoints.ts';
import type { Lexicon } from './lexicon.ts';
import { ownerOfPods } from './owner.ts';
import { findPlace, type Place, type Policy, type Rival } from './place.ts';
import type { Sentence } from './sentence.ts';
import { slotsOf } from './slots.ts';

/** An intent, or the two that a sentence can mean. */
export interface Built {
  readonly intent: Intent;
  readonly rival: Intent | null;
}

const aboutObjects: ReadonlySet<IntentName> = new Set(['why', 'logs', 'events', 'top', 'trace', 'changes', 'watch', 'incident']);
const inCluster: ReadonlySet<IntentName> = new Set([...aboutObjects, 'list', 'check', 'health', 'digest', 'feed', 'probe', 'use']);
/** Where a place alone is enough: "events in shop". */
const alsoOfPlaces: ReadonlySet<IntentName> = new Set(['events', 'changes', 'top']);

/** The intent of a sentence that was decided on, with all it says. */
export function buildIntent(name: IntentName, sentence: Sentence, lexicon: Lexicon): Built {
  if (!inCluster.has(name)) {
    const target = name === 'runbook' ? runbookTarget(sentence) : nothing;
    return { intent: complete(name, sentence, target, slotsOf(name, sentence, nowhere)), rival: null };
  }
  if (name === 'trace') return { intent: traceIntent(sentence), rival: null };
  const place = findPlace(name === 'probe' ? withoutStrangers(sentence) : sentence, policyOf(name, sentence));
  const slots = slotsOf(name, sentence, place);
  const note = name === 'incident' && slots.action === 'note';
  const probe = name === 'probe' ? { ...nothing, namespace: place.namespace } : null;
  const target = note ? nothing : probe ? probe : name === 'use' ? useTarget(sentence, place) : objectTarget(name, sentence, place, lexicon);
  const said = complete(name, sentence, target, { ...slots, ...target.slots });
  const intent = withThread(name === 'feed' ? onNamespace(said, sentence) : said, sentence, place);
  const rival = place.rival && aboutObjects.has(name) ? rivalOf(intent, place.rival, place) : null;
  // "shop 이벤트": what is known to be a namespace is one, and its events hold those of whatever else is so called
  return rival && place.rival?.as === 'namespace' && alsoOfPlaces.has(name) ? { intent: rival, rival: null } : { intent, rival };
}

/** "… whether tcp web.shop:80 answers": of a probe only what is said to be a namespace, or known as one, is a place. */
function withoutStrangers(sentence: Sentence): Sentence {
  const { namespaces = [], clusters = [] } = sentence.context;
  return {
    ...sentence,
    mentions: sentence.mentions.filter(({ role, name }) => role !== 'bare' || namespaces.includes(name) || clusters.includes(name)),
  };
}

/** "feed on shop": elsewhere what things are "on" is a cluster. */
function onNamespace(intent: Intent, { context, text }: Sentence): Intent {
  const { cluster, ...rest } = intent;
  if (cluster === undefined || intent.namespace !== null || context.clusters?.includes(cluster) || /cluster|context|클러스터/i.test(text))
    return intent;
  return { ...rest, namespace: cluster };
}

interface Target {
  readonly kind: Kind | null;
  readonly name: string | null;
  readonly namespace: string | null;
  readonly symptom?: Symptom | null;
  readonly slots?: IntentSlots;
}
const nothing: Target = { kind: null, name: null, namespace: null };
const nowhere: Place = { object: null, rival: null, namespace: null, cluster: null, node: null, container: null };

function policyOf(name: IntentName, sentence: Sentence): Policy {
  if (name === 'top') return sentence.kinds.some(({ plural }) => plural) ? 'namespace' : 'object';
  return aboutObjects.has(name) ? 'object' : 'namespace';
}

function complete(name: IntentName, { locale }: Sentence, { kind, name: object, namespace, symptom = null }: Target, slots: IntentSlots): Intent {
  return { intent: name, kind, name: object, namespace, symptom, locale, ...slots };
}

function objectTarget(name: IntentName, sentence: Sentence, place: Place, lexicon: Lexicon): Target {
  const { object, namespace } = place;
  const said = sentence.kinds.filter(({ kind }) => kind !== 'namespace' && kind !== 'event');
  const symptom = keepsSymptom.has(name) ? sentence.symptom : null;
  if (name === 'check' || name === 'health' || name === 'digest' || name === 'feed')
    return { kind: null, name: null, namespace, symptom: name === 'check' ? sentence.symptom : null };
  if (name === 'list') return { kind: listKind(sentence), name: object?.name ?? null, namespace };
  const node = object ? null : nodeAskedAfter(name, sentence, place);
  if (node !== null) return { kind: 'node', name: node, namespace: null, symptom };
  if (!object && said.length === 0 && namespace !== null && symptom === 'terminating')
    return { kind: 'namespace', name: namespace, namespace: null, symptom };
  const kind = object?.kind ?? (said.length > 0 ? (said[0]?.kind ?? null) : inferredKind(object?.name ?? null, symptom, lexicon));
  return { kind, name: object?.name ?? null, namespace, symptom };
}

const ofNodes: ReadonlySet<IntentName> = new Set(['events', 'changes', 'top', 'watch', 'incident']);

/** "recent events on node worker-1": the node itself; with another kind ("pods on node worker-1") it is a place. */
function nodeAskedAfter(name: IntentName, { kinds }: Sentence, { node }: Place): string | null {
  const itself = name === 'why' || (ofNodes.has(name) && kinds.every(({ kind }) => kind === 'node' || kind === 'event'));
  return itself ? node : null;
}

const keepsSymptom: ReadonlySet<IntentName> = new Set(['why', 'check']);

/**
 * A name says nothing of its kind: `web` may be a pod, a Deployment or a Service, and is looked for among them. Only a name that begins
 * with `pod-`, said to be in a state that only pods know, is taken for a pod (`pod-x pending`); the name stays whole.
 */
function inferredKind(name: string | null, symptom: Symptom | null, lexicon: Lexicon): Kind | null {
  return name?.startsWith('pod-') && symptom !== null && lexicon.podSymptoms.has(symptom) ? 'pod' : null;
}

function listKind(sentence: Sentence): Kind | null {
  const { kinds, mentions, symptom, items } = sentence;
  if (ownerOfPods(sentence)) return 'pod';
  const of = (kind: Kind) => mentions.some((mention) => mention.kind === kind && (!mention.loose || mention.role === 'node'));
  const free = kinds.find(({ kind }) => kind !== 'namespace' && !of(kind)) ?? kinds.find(({ kind }) => kind !== 'namespace');
  const stated = symptom !== null || mentions.some(({ role }) => role === 'node') || items.some((item) => item.meaning?.state);
  return free?.kind ?? mentions.find(({ role }) => role === 'object')?.kind ?? (stated ? 'pod' : (kinds[0]?.kind ?? null));
}

/** What the commands of a runbook are filled in with: an object that is named with its kind, or else what the thread is about. */
function runbookTarget({ mentions, flags, context }: Sentence): Target {
  const object = mentions.find(({ role, made, kind }) => role === 'object' && made && kind !== null);
  const namespace = object?.namespace ?? flags.namespace ?? null;
  if (object) return { kind: object.kind, name: object.name, namespace };
  const { target } = context;
  return target ? { kind: target.kind, name: target.name, namespace: namespace ?? target.namespace } : { kind: null, name: null, namespace };
}

/** "use prod": a bare word is a cluster, unless it is a namespace that we know of. */
function useTarget(sentence: Sentence, place: Place): Target {
  const { context, flags, mentions } = sentence;
  const bare = mentions.find(({ role, also }) => role === 'bare' && also === null)?.name ?? null;
  const marks = mentions.filter(({ role, name }) => role === 'namespace' && !(name === 'default' && bare !== null));
  const marked = marks[0]?.name ?? flags.namespace ?? null;
  const known = (context.namespaces?.includes(bare ?? '') ?? false) && !context.clusters?.includes(bare ?? '');
  // "make shop the default namespace"
  const isNamespace = bare !== null && (known || (marked === null && sentence.kinds.some(({ kind }) => kind === 'namespace')));
  const cluster = place.cluster ?? (bare !== null && !isNamespace && marked !== bare ? bare : null);
  return { kind: null, name: null, namespace: marked ?? (isNamespace ? bare : null), slots: cluster === null ? {} : { cluster } };
}

function traceIntent(sentence: Sentence): Intent {
  const { from, to, namespace, port } = findEndpoints(sentence);
  const place = findPlace(sentence, 'object');
  const kind = from?.kind ?? (from ? null : (sentence.kinds[0]?.kind ?? null));
  const slots = { ...slotsOf('trace', sentence, place), ...(to ? { to } : {}), ...(port !== null ? { port } : {}) };
  const intent = complete('trace', sentence, { kind, name: from?.name ?? null, namespace, symptom: sentence.symptom }, slots);
  return withThread(intent, sentence, { ...place, namespace });
}

/** A question in a thread that names no object of its own is about the thread's. */
function withThread(intent: Intent, { context, kinds }: Sentence, place: Place): Intent {
  const { target } = context;
  if (!target || intent.intent === 'use') return intent;
  const cluster = intent.cluster ?? target.cluster;
  const here = cluster === undefined ? intent : { ...intent, cluster };
  const elsewhere = place.namespace !== null || intent.allNamespaces === true || (intent.cluster !== undefined && intent.cluster !== target.cluster);
  if (elsewhere) return here;
  if (intent.name !== null) return intent.kind === null || isNamespaced(intent.kind) ? { ...here, namespace: target.namespace } : here;
  if (intent.intent === 'list') return { ...here, namespace: target.namespace };
  const sameKind = intent.kind === null || intent.kind === target.kind || kinds.length === 0;
  const takes = aboutObjects.has(intent.intent) || (intent.intent === 'check' && intent.area === 'nodes');
  return takes && sameKind ? { ...here, kind: target.kind, name: target.name, namespace: target.namespace } : here;
}

function rivalOf(intent: Intent, rival: Rival, place: Place): Intent | null {
  if (rival.as === 'swap') return { ...intent, name: rival.second, namespace: rival.first };
  if (rival.as === 'other') return { ...intent, name: rival.name };
  const whole: Intent = { intent: 'health', kind: null, name: null, namespace: null, symptom: null, locale: intent.locale };
  if (rival.as === 'cluster') return intent.intent === 'why' ? { ...whole, cluster: rival.name } : null;
  if (intent.intent === 'why') return { ...whole, namespace: rival.name, ...(place.cluster === null ? {} : { cluster: place.cluster }) };
  return alsoOfPlaces.has(intent.intent) ? { ...intent, name: null, namespace: rival.name } : null;
}

import type { IntentName } from '../core/intent.ts';
import type { Strength } from './intent-data.ts';
import { hasMark, type Mention } from './mentions.ts';
import { denies } from './negation.ts';
import type { Item } from './segment.ts';
import { actionsOf, type Cue, cuesOf, type Sentence, says } from './sentence.ts';

/** What a sentence wants; `weight` 0: nothing in it says so. */
export interface Decision {
  readonly intent: IntentName | 'none';
  readonly weight: number;
}

const weights: Readonly<Record<Strength, number>> = { hint: 2, likely: 4, sure: 6, command: 8 };

/** "any problems with cart", "check cart": about an object they ask why. */
const asksAfter: ReadonlySet<string> = new Set(['health', 'check', 'list']);

/** The facts that the weighing looks at. */
interface View {
  readonly sentence: Sentence;
  readonly cues: readonly Cue[];
  /** Candidates for the name of an object. */
  readonly names: readonly Mention[];
  /** Names, without those that only stand before a plural or Korean kind ("shop pods"). */
  readonly firm: readonly Mention[];
  readonly kind: Sentence['kinds'][number] | null;
  readonly why: boolean;
  readonly reach: boolean;
}

/** Weighs the cues of all intents and the shape of the sentence. */
export function decide(sentence: Sentence): Decision {
  const view = look(sentence);
  const scores = new Map<IntentName | 'none', number>();
  const vote = (intent: IntentName | 'none', weight: number) => {
    if (weight > (scores.get(intent) ?? 0)) scores.set(intent, weight);
  };
  for (const cue of view.cues) {
    const weight = cueWeight(view, cue);
    vote(cue.intent, weight);
    if (weight === 0 && asksAfter.has(cue.intent) && view.names.length > 0) vote('why', cue.strength === 'hint' ? 2 : 3.5);
  }
  for (const [intent, weight] of shape(view)) vote(intent, weight);
  let best: Decision = { intent: 'none', weight: 0 };
  for (const [intent, weight] of scores)
    if (weight > best.weight || (weight === best.weight && rank(intent) < rank(best.intent))) best = { intent, weight };
  return settle(view, best);
}

const order: readonly (IntentName | 'none')[] = [
  'explain',
  'runbook',
  'digest',
  'incident',
  'feed',
  'watch',
  'listen',
  'lang',
  'use',
  'audit',
  'clusters',
  'changes',
  'logs',
  'events',
  'top',
  'trace',
];
const rank = (intent: IntentName | 'none') => (order.indexOf(intent) + order.length + 1) % (order.length + 1);

function look(sentence: Sentence): View {
  const cues = cuesOf(sentence);
  const placed = sentence.mentions.some(({ role }) => role === 'node');
  const things = sentence.kinds.filter(({ kind }) => kind !== 'namespace');
  const names = sentence.mentions.filter((mention) => (mention.role === 'bare' && mention.also === null) || mention.role === 'object');
  return {
    sentence,
    cues,
    names,
    firm: names.filter((mention) => !mention.loose),
    kind: things.find(({ kind }) => !placed || kind !== 'node') ?? (placed ? null : (things[0] ?? sentence.kinds[0] ?? null)),
    why: cues.some((cue) => cue.intent === 'why' && cue.strength !== 'hint'),
    reach: sentence.items.some((item) => item.meaning?.reach),
  };
}

function cueWeight(view: View, { intent, strength, at }: Cue): number {
  const { sentence } = view;
  if (strength === 'command' && !isFirst(sentence.items, at)) return 0;
  const fits = conditions[intent];
  if (fits && !fits(view, strength, at)) return 0;
  if ((intent === 'top' && strength === 'hint') || (intent === 'check' && strength === 'likely')) return 5;
  return intent === 'runbook' && (strength === 'likely' || strength === 'hint') ? 5.5 : weights[strength];
}

/** The first word that means something: only fillers, "please", "그럼" stand before it. */
function isFirst(items: readonly Item[], at: number): boolean {
  return items.slice(0, at).every((item) => {
    if (item.form || !item.meaning) return false;
    const { filler, mark, kind, symptom, area, cue } = item.meaning;
    return (filler || hasMark(item, 'about') || hasMark(item, 'link')) && !kind && !symptom && !area && !cue && !mark?.includes('show');
  });
}

/** Kinds that use neither CPU nor memory. */
const unmeasured: ReadonlySet<string> = new Set([
  'horizontalpodautoscaler',
  'poddisruptionbudget',
  'persistentvolumeclaim',
  'persistentvolume',
  'service',
  'ingress',
]);
const listsOwn: ReadonlySet<string> = new Set(['logs', 'events', 'changes', 'runbook', 'top']);

/** A cue that does not fit the rest of the sentence is no cue. */
const conditions: Partial<Record<IntentName | 'none', (view: View, strength: Strength, at: number) => boolean>> = {
  // "list events", "get the logs": what to list is said by another word
  list: ({ kind, sentence, why, names, cues }) =>
    !(why && names.length > 0) &&
    !cues.some(({ intent, strength }) => strength === 'sure' && listsOwn.has(intent)) &&
    (kind !== null || sentence.symptom !== null || sentence.items.some((item) => item.meaning?.state)),
  // "안 바뀌어요": nothing changes
  changes: ({ sentence, why, names }, _, at) =>
    !(sentence.items[at - 1]?.latin === false && denies(sentence.items[at - 1] as Item)) &&
    !(why && names.length > 0 && (sentence.symptom !== null || sentence.items.some(denies))),
  check: ({ sentence, firm, names, kind }) =>
    sentence.area !== null &&
    (sentence.area === 'nodes' ? names : firm).every((mention) => isKnownPlace(sentence, mention)) &&
    (kind === null || kind.kind === 'node' || sentence.area === 'nodes'),
  use: ({ sentence, kind, firm }, strength) =>
    !sentence.items.some((item) => item.meaning?.language) &&
    sentence.symptom === null &&
    (kind === null || kind.kind === 'namespace') &&
    (sentence.mentions.some(({ role }) => role === 'cluster' || role === 'namespace') ||
      firm.length > 0 ||
      Boolean(sentence.flags.cluster ?? sentence.flags.namespace)) &&
    (strength !== 'command' || firm.length <= 2),
  lang: ({ sentence }) => sentence.items.some((item) => item.meaning?.language),
  // "mute the digest"
  listen: ({ names, kind, sentence, cues }) =>
    !cues.some(({ intent }) => intent === 'digest') && names.length === 0 && kind === null && sentence.symptom === null,
  clusters: ({ names }) => names.length === 0,
  audit: ({ names, kind, sentence }) =>
    names.length === 0 && kind === null && sentence.symptom === null && !sentence.items.some((item) => item.meaning?.sort),
  help: ({ names, kind, sentence }) => names.length === 0 && kind === null && sentence.symptom === null,
  none: ({ names, kind, sentence }) => names.length === 0 && kind === null && sentence.symptom === null && sentence.area === null,
  health: ({ kind, sentence, firm }, strength) =>
    (kind === null || kind.kind === 'namespace') &&
    (sentence.area === null || sentence.area === 'cluster') &&
    (firm.length === 0 || strength === 'command' || strength === 'sure'),
  runbook: ({ names, sentence, cues }, strength, at) => {
    // "where": only of logs, and of nobody's
    if (strength === 'hint') return names.length === 0 && cues.some(({ intent }) => intent === 'logs');
    // "how do I restart a pod": what is to be done is no symptom
    const done = [sentence.items[at + 1], sentence.items[at - 1]].some((near) => near?.meaning?.symptom === sentence.symptom);
    return strength !== 'likely' || (names.every(({ made }) => !made) && (sentence.symptom === null || done));
  },
  // "where are the kubelet logs", "how do I read logs": of nothing in particular
  logs: ({ names, cues, sentence }) =>
    names.length > 0 ||
    Boolean(sentence.context.target) ||
    !cues.some(({ intent, strength }) => intent === 'runbook' && (strength === 'likely' || strength === 'hint')),
  trace: ({ names, sentence, why }) =>
    !(why && names.length === 1) &&
    (names.length > 0 || sentence.mentions.length > 0 || Boolean(sentence.context.target) || sentence.kinds.length > 0),
  explain: ({ names, sentence, kind }, strength, at) =>
    // "엔드포인트 없는 서비스 뭐야?"
    !(sentence.korean && kind?.at === at - 1 && isStated(sentence)) &&
    (strength !== 'likely' || names.length === 0 || /^what does .* mean/i.test(sentence.text)),
  top: ({ sentence, why, kind, names }, strength) =>
    !(kind && unmeasured.has(kind.kind)) &&
    (strength !== 'hint' || (sentence.symptom === null && !why && (kind !== null || names.length > 0 || Boolean(sentence.context.target)))),
};

/** A bare word that is a cluster or namespace that we know of. */
function isKnownPlace({ context }: Sentence, { role, name }: Mention): boolean {
  return role === 'bare' && (context.clusters?.includes(name) || context.namespaces?.includes(name) || false);
}

type Vote = readonly [IntentName | 'none', number];

function shape(view: View): Vote[] {
  return [
    ...explainShape(view),
    ...orderShape(view),
    ...traceShape(view),
    ...timeShape(view),
    ...listShape(view),
    ...stateShape(view),
    ...objectShape(view),
  ];
}

/** "what does … mean": whatever stands between. */
function explainShape({ cues, sentence: { items } }: View): Vote[] {
  const asks = (word: RegExp) => cues.some(({ intent, at }) => intent === 'explain' && word.test(items[at]?.word ?? ''));
  return asks(/^what does/) && asks(/^mean/) ? [['explain', 7]] : [];
}

/** Names a state or a symptom. */
function isStated({ symptom, items }: Sentence): boolean {
  return symptom !== null || items.some((item) => item.meaning?.state);
}

/** "why did web crash, show me its logs": the order says what is wanted. */
function orderShape({ cues, sentence: { items } }: View): Vote[] {
  const order = items.findIndex((item, at) => at > 0 && item.latin && hasMark(item, 'show') && !vague.has(item.word));
  const wanted = cues.find(
    ({ intent, strength, at }) => (intent === 'logs' || intent === 'events') && strength === 'sure' && at > order && at <= order + 4,
  );
  return order > 0 && wanted ? [[wanted.intent, 9]] : [];
}

function traceShape({ sentence, names, reach, cues }: View): Vote[] {
  const asksHow = cues.some(({ intent, strength }) => intent === 'runbook' && strength === 'likely') && names.every(({ made }) => !made);
  if (asksHow) return [];
  const two = names.length >= 2 || (names.length === 1 && says(sentence, 'it') && Boolean(sentence.context.target));
  const arrow = says(sentence, 'arrow');
  const place = sentence.mentions.some(({ at, role }) => role === 'namespace' && sentence.items[at]?.particles.includes('in'));
  const there = reach || sentence.symptom === 'unreachable';
  const between = (says(sentence, 'from') && says(sentence, 'to')) || (place && names.length === 1);
  if ((two && (there || arrow)) || (there && between && names.length + (place ? 1 : 0) >= 2)) return [['trace', 9]];
  return [];
}

function timeShape({ sentence, why, cues, firm }: View): Vote[] {
  const language = sentence.items.some((item) => item.meaning?.language);
  const summary = cues.some(({ intent }) => intent === 'health' || intent === 'digest');
  const watches = cues.some(({ intent }) => intent === 'watch');
  const about = firm.some(({ role }) => role === 'object');
  const tells = sentence.items.some((item, at) => at > 0 && telling.test(item.word) && /면\s*(바로\s*)?$/.test(sentence.text.slice(0, item.start)));
  return [
    ...(tells ? [['watch', 6] as const] : []),
    ...(sentence.schedule?.recurring && !why && sentence.symptom === null && !watches && (summary || !about)
      ? [['digest', summary ? 7 : 5] as const]
      : []),
    ...(language && sentence.kinds.length === 0 && sentence.mentions.length === 0 && sentence.symptom === null ? [['lang', 5] as const] : []),
  ];
}

function listShape({ sentence, firm, kind, why }: View): Vote[] {
  const shows = sentence.items.some(
    (item, at) =>
      hasMark(item, 'show') && (!vague.has(item.word) || (isFirst(sentence.items, at) && !subjects.has(sentence.items[at - 1]?.word ?? ''))),
  );
  const asked =
    shows ||
    (sentence.korean && isStated(sentence) && kind !== null && sentence.items[kind.at + 1]?.meaning?.ask === 'question') ||
    says(sentence, 'any') ||
    says(sentence, 'all') ||
    sentence.flags.labelSelector !== undefined;
  const state = isStated(sentence);
  const place = kind?.kind === 'namespace' && sentence.mentions.some(({ role }) => role === 'namespace');
  const pods = (kind === null || ((shows || sentence.symptom !== null) && place)) && state && says(sentence, 'any') && firm.length === 0 && !why;
  if (pods) return [['list', shows ? 5 : 4]];
  if (!kind || firm.length > 0) return [];
  if (kind.kind === 'namespace' && sentence.mentions.some(({ role }) => role === 'namespace')) return [];
  const which = sentence.items.some(
    (item, at) => hasMark(item, 'which') && (at === kind.at - 1 || sentence.items[at + 2] === sentence.items[kind.at]),
  );
  if (which) return [['list', 5]];
  const loose = sentence.mentions.some((mention) => mention.loose);
  if (asked && !why) return [['list', loose && state && !kind.plural ? 2.5 : 4.5]];
  if (why) return [];
  if (loose && !kind.plural) return [['list', sentence.flags.allNamespaces ? 4 : 0.5]];
  return [['list', kind.plural && !loose ? 3.5 : state ? 2 : 3]];
}

/** "…면 알려줘": tell me if. */
const telling = /^(바로)?(알려|말해|연락|노티|얘기|통보|불러)/;

/** Orders only as the first word: "we get 502 from …". */
const vague: ReadonlySet<string> = new Set(['get', 'see', 'find']);
const subjects: ReadonlySet<string> = new Set(['i', 'we', 'they', 'you', 'to', 'users', 'customers']);

function stateShape(view: View): Vote[] {
  const { sentence, names, kind, why } = view;
  const well = says(sentence, 'well');
  const { area } = sentence;
  const named = (area === 'nodes' ? names : view.firm).filter((mention) => !isKnownPlace(sentence, mention));
  if (area && area !== 'cluster' && named.length === 0 && (kind === null || (kind.kind === 'node' && area === 'nodes'))) {
    if (area === 'nodes' && (sentence.symptom || says(sentence, 'any'))) return [];
    return [
      [
        'check',
        well || nodesAsked(view) || (sentence.context.target && says(sentence, 'about')) ? 5 : why || sentence.symptom ? 4.5 : kind ? 2.5 : 3,
      ],
    ];
  }
  if (nodesAsked(view)) return [['check', 5]];
  if (well && names.length === 0 && kind === null && sentence.context.target && area === null) return [['why', 4]];
  const asked = /\?|^(is|are|how)\b/i.test(sentence.text) || sentence.korean || ['any', 'all'].some((mark) => says(sentence, mark as 'any'));
  if (well && names.length === 0 && kind === null && (asked || area === 'cluster')) return [['health', 4]];
  const whole = sentence.mentions.some(({ role }) => role === 'cluster' || role === 'namespace') || area === 'cluster';
  if (well && names.length === 0 && kind?.kind === 'namespace' && whole) return [['health', 4]];
  return names.length === 0 && whole && sentence.symptom === null && (kind === null || kind.kind === 'namespace') ? [['health', 1.5]] : [];
}

/** "node health", "is the node ok": the area, though the word is the kind's. */
function nodesAsked({ sentence, names, kind, cues }: View): boolean {
  const checks = says(sentence, 'well') || cues.some(({ intent, strength }) => (intent === 'health' || intent === 'check') && strength !== 'hint');
  const follows = Boolean(sentence.context.target) && says(sentence, 'about');
  return kind?.kind === 'node' && names.length === 0 && sentence.symptom === null && (follows || (checks && !sentence.context.target));
}

function objectShape({ sentence, names, firm, kind, reach }: View): Vote[] {
  const { symptom } = sentence;
  const ill = symptom !== null || sentence.items.some((item) => item.meaning?.state === 'failing');
  if (firm.length > 0) return [['why', says(sentence, 'well') ? 4 : ill || reach ? 3 : 1]];
  if (names.length > 0) return [['why', ill || says(sentence, 'well') ? 3 : 1]];
  if (symptom && sentence.context.target) return [['why', 3]];
  if (symptom && kind) return [['why', 2.5]];
  if (sentence.mentions.some(({ also }) => also === 'program')) return [['why', symptom ? 3 : 1]];
  if (sentence.context.target && (says(sentence, 'again') || says(sentence, 'it'))) return [['why', 2]];
  return symptom ? [['why', 1]] : [];
}

/** Readings that the target decides: a question about no object is about the whole, or an area. */
function settle({ sentence, names, firm, kind, why }: View, { intent, weight }: Decision): Decision {
  const { area, symptom, context } = sentence;
  if (intent === 'why' && firm.length === 0 && names.length === 0) {
    const nodes = (kind?.kind === 'node' && symptom !== null) || sentence.mentions.some(({ role }) => role === 'node');
    if (area && area !== 'cluster' && !nodes && !sentence.mentions.some(({ also }) => also)) return { intent: 'check', weight };
    const place =
      sentence.mentions.some(({ role }) => role === 'namespace' || role === 'cluster') || Boolean(sentence.flags.namespace ?? sentence.flags.cluster);
    if (symptom === null && (kind === null || kind.kind === 'namespace') && (place || area === 'cluster') && !context.target)
      return { intent: 'health', weight };
    if (symptom !== null && kind === null && !context.target && !why && !place) return { intent: 'list', weight };
  }
  if (intent === 'health' && firm.some(({ role }) => role === 'object')) return { intent: 'why', weight };
  if (intent === 'digest' && sentence.schedule === null && weight < 6 && actionsOf(sentence, 'digest').length === 0)
    return { intent: names.length ? 'why' : 'health', weight };
  return { intent, weight };
}

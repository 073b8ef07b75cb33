import type { IntentName } from '../core/intent.ts';
import { readProbeCheck } from '../core/on-call/probe-pod/check.ts';
import { hasMark } from './mentions.ts';
import { isAddress } from './names.ts';
import { ownerOfPods } from './owner.ts';
import { says } from './sentence.ts';
import { isFirst, isKnownPlace, isStated, type View } from './view.ts';

type Vote = readonly [IntentName | 'none', number];

export function shape(view: View): Vote[] {
  return [
    ...explainShape(view),
    ...orderShape(view),
    ...probeShape(view),
    ...auditShape(view),
    ...logShape(view),
    ...changeShape(view),
    ...traceShape(view),
    ...timeShape(view),
    ...listShape(view),
    ...stateShape(view),
    ...objectShape(view),
  ];
}

/** "what does … mean": whatever stands between. */
function explainShape(view: View): Vote[] {
  const { cues } = view;
  const { items } = view.sentence;
  if (explainsThing(view)) return [['why', 9]];
  const asks = (word: RegExp) => cues.some(({ intent, at }) => intent === 'explain' && word.test(items[at]?.word ?? ''));
  return asks(/^what does/) && asks(/^mean/) ? [['explain', 7]] : [];
}

/** "explain to me why deployment web never becomes ready": of a thing and not of a word or a text. */
function explainsThing({ cues, why, names, kind, sentence: { symptom } }: View): boolean {
  if (!why || !cues.some(({ intent, strength }) => intent === 'explain' && strength !== 'likely')) return false;
  const thing = names.some(({ role }) => role === 'object') || (kind !== null && kind.kind !== 'event');
  return thing || (names.some(({ also }) => also === null) && symptom !== null && symptom !== 'failed');
}

/** "why did web crash, show me its logs": the order says what is wanted. */
function orderShape({ cues, sentence: { items } }: View): Vote[] {
  const order = items.findIndex((item, at) => at > 0 && item.latin && hasMark(item, 'show') && !vague.has(item.word));
  const wanted = cues.find(
    ({ intent, strength, at }) => (intent === 'logs' || intent === 'events') && strength === 'sure' && at > order && at <= order + 4,
  );
  return order > 0 && wanted ? [[wanted.intent, 9]] : [];
}

/** "run a probe pod and see whether web.shop:80 answers": how it is to be found out is said, so it is no trace. */
function probeShape({ cues, sentence: { text, symptom } }: View): Vote[] {
  const command = !/why|왜/i.test(text) && symptom === null && fetches.test(text);
  const asked = command || cues.some(({ intent, strength }) => intent === 'probe' && strength === 'sure');
  return asked && /\w[.:](?:\w|\/\/)/.test(text) && readProbeCheck(text) !== null ? [['probe', 9.5]] : [];
}

/** "curl http://web.shop/healthz", "shop 안에서 curl http://web.shop 해봐줘" */
const fetches =
  /^(?:(?:please|can you|could you) )?(?:(?:from|in) [^,]{1,40}, ?)?(?:curl|wget|nslookup|dig|telnet|nc) \S|(?:curl|wget|nslookup|dig|telnet|nc) \S+ ?(?:좀 ?)?(?:한 ?번 ?)?(?:해|찍어|날려|쏴|때려|돌려)|\w[.:]\w.{0,40}프로브[.!?]?$/i;

/** "the last 10 questions" */
function auditShape({ sentence: { items } }: View): Vote[] {
  const counted = items.some(
    (item, at) =>
      /^(questions?|queries|requests)$/.test(item.word) &&
      /^\d{1,4}$/.test(items[at - 1]?.word ?? '') &&
      /^(the )?(last|latest|recent|past|previous|newest)$/.test(items[at - 2]?.word ?? ''),
  );
  return counted ? [['audit', 6]] : [];
}

/** "the last 100 lines of kafka-1", "what did auth-0 print before it died" */
function logShape({ names, sentence: { items, text } }: View): Vote[] {
  const lines = items.some((item, at) => hasMark(item, 'lines') && /^\d{1,5}$/.test(items[at - 1]?.word ?? ''));
  const printed = /^what (?:did|does|has|was|is) .{2,60}\b(?:print|printed|log|logged|output|write|written|logging|printing)\b/i.test(text);
  return names.length > 0 && (lines || printed) ? [['logs', 6]] : [];
}

/** "did the image of cart change" */
function changeShape({ names, kind, sentence: { text, symptom } }: View): Vote[] {
  const changed = /^(?:did|has|have|was|were) .{2,80}\b(?:change|changed|updated|modified|edited|redeployed)\b/i.test(text);
  return changed && symptom === null && (names.length > 0 || kind !== null) ? [['changes', 8.5]] : [];
}

function traceShape(view: View): Vote[] {
  const { sentence, names, reach, cues } = view;
  const asksHow = cues.some(({ intent, strength }) => intent === 'runbook' && strength === 'likely') && names.every(({ made }) => !made);
  if (asksHow) return [];
  const ends = names.filter((mention) => !isPlaceBehind(sentence, mention));
  const two = ends.length >= 2 || (names.length === 1 && says(sentence, 'it') && Boolean(sentence.context.target));
  const arrow = says(sentence, 'arrow');
  const place = sentence.mentions.some((mention) => isWhereFrom(view, mention));
  const there = reach || sentence.symptom === 'unreachable';
  const between = (says(sentence, 'from') && says(sentence, 'to')) || (place && names.length === 1);
  const answers =
    two && names.some(({ name }) => isAddress(name)) && sentence.items.some(({ word }) => /^(?:answer|respond|repl|대답|응답)/.test(word));
  if ((two && (there || arrow || answers)) || (there && between && names.length + (place ? 1 : 0) >= 2)) return [['trace', 9]];
  return [];
}

/** "web에서 db 접속돼?": not where it stands behind all that is asked, nor a namespace that we know of and no other end ("shop에서 web 접속 안 돼"). */
function isWhereFrom({ sentence, names }: View, { at, role, name }: View['names'][number]): boolean {
  const { items, context } = sentence;
  if (role !== 'namespace' || !items[at]?.particles.includes('in')) return false;
  const [only] = names;
  const behind = only !== undefined && at > only.at && items.slice(only.at + 1, at + 1).some(({ broken, meaning }) => broken || meaning?.symptom);
  const known =
    only !== undefined && at < only.at && context.namespaces?.includes(name) === true && !items.some(({ particles }) => particles.includes('to'));
  return !behind && !known;
}

/** "why is grafana unreachable? monitoring": a known place, said behind all that is asked, is where and no far end. */
function isPlaceBehind(sentence: View['sentence'], mention: View['names'][number]): boolean {
  const { items } = sentence;
  const item = items[mention.at];
  const before = items[mention.at - 1];
  const last = items.slice(mention.at + 1).every(({ meaning }) => meaning?.filler);
  const far = item?.particles.some((role) => role !== 'end' && role !== 'of') || hasMark(before, 'to') || hasMark(before, 'arrow');
  return (
    last &&
    !far &&
    isKnownPlace(sentence, mention) &&
    (before?.meaning?.symptom !== undefined || item?.broken === true) &&
    !takesObject.test(before?.word ?? '')
  );
}

/** "web can not reach shop" */
const takesObject = /(?:reach|access|connect|connect to|get to|open|ping|curl|hit|talk to|resolve|connecting)$/;

function timeShape({ sentence, why, cues, firm }: View): Vote[] {
  const language = sentence.items.some((item) => item.meaning?.language);
  const summary = cues.some(({ intent }) => intent === 'health' || intent === 'digest');
  const watches = cues.some(({ intent }) => intent === 'watch');
  const about = firm.some(({ role }) => role === 'object');
  const tells = sentence.items.some(
    (item, at) => at > 0 && telling.test(item.word) && /면\s*(?:(?:바로|좀|꼭|저한테|나한테|저에게)\s*)*$/.test(sentence.text.slice(0, item.start)),
  );
  return [
    ...(tells ? [['watch', 6] as const] : []),
    ...(sentence.schedule?.recurring && !why && sentence.symptom === null && !watches && (summary || !about)
      ? [['digest', summary ? 7 : 5] as const]
      : []),
    ...(language && sentence.kinds.length === 0 && sentence.mentions.length === 0 && sentence.symptom === null ? [['lang', 5] as const] : []),
  ];
}

/** "kube-system에서 레디 안된 파드": what is said of them stands before them, and nothing behind. */
function endsInPods({ kind, sentence: { korean, items } }: View): boolean {
  const described = items.slice(0, kind?.at ?? 0).some(({ meaning, latin }) => !latin && (meaning?.symptom ?? meaning?.state));
  return korean && kind?.kind === 'pod' && kind.at === items.length - 1 && described;
}

function listShape(view: View): Vote[] {
  const { sentence, names, kind, why, cues } = view;
  // "every statefulset of shop"
  const firm = view.firm.filter((mention) => !(isKnownPlace(sentence, mention) && kind && kind.at < mention.at && says(sentence, 'all')));
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
  const anyPods = (kind === null || ((shows || sentence.symptom !== null) && place)) && state && says(sentence, 'any') && firm.length === 0 && !why;
  const kindless = kind === null && state && !why && names.length === 0 && !sentence.context.target;
  if (kindless && ((shows && says(sentence, 'all')) || /[가-힣] ?(?:애들|것들|놈들|녀석들)/.test(sentence.text))) return [['list', 5]];
  const onNode = sentence.mentions.some(({ role }) => role === 'node') && (kind === null || kind.kind === 'node');
  // "worker-1 노드에 문제 있어?": of the node itself
  const ill = sentence.items.some(({ meaning, word }) => meaning?.state === 'failing' && /^(?:문제|이상)/.test(word));
  const runs = (state && !ill) || (sentence.korean && says(sentence, 'any') && !says(sentence, 'well') && !ill);
  if (onNode && !why && sentence.symptom === null && runs && !cues.some(({ strength }) => strength === 'sure')) return [['list', 4]];
  if (anyPods) return [['list', shows ? 5 : 4]];
  const owner = ownerOfPods(sentence);
  const pods = sentence.kinds.find(({ kind }) => kind === 'pod');
  const lists = shows || pods?.plural || cues.some(({ intent }) => intent === 'list');
  if (owner && lists && !why && names.length === 1) return [['list', 4.5]];
  if (!kind || firm.length > 0) return [];
  if (kind.kind === 'namespace' && sentence.mentions.some(({ role }) => role === 'namespace')) return [];
  const which = sentence.items.some(
    (item, at) => hasMark(item, 'which') && (at === kind.at - 1 || sentence.items[at + 2] === sentence.items[kind.at]),
  );
  if (which) return [['list', 5]];
  const loose = sentence.mentions.some((mention) => mention.loose);
  if (endsInPods(view) && names.length === 0 && !why) return [['list', 4]];
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
  // "kubelet on node worker-1": why that node
  if (area === 'nodes' && sentence.mentions.some(({ role }) => role === 'node')) return [['why', 3]];
  if (view.why && isProgramInPlace(sentence)) return [];
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

/** "why coredns -n kube-system": with its namespace it is that very object, not what it is there for. */
export function isProgramInPlace({ mentions, flags }: View['sentence']): boolean {
  return mentions.some(({ also }) => also === 'program') && (flags.namespace !== undefined || mentions.some(({ role }) => role === 'namespace'));
}

function objectShape({ sentence, names, firm, kind, reach, why }: View): Vote[] {
  const { symptom } = sentence;
  const ill = symptom !== null || sentence.items.some((item) => item.meaning?.state === 'failing');
  if (firm.length > 0) return [['why', says(sentence, 'well') ? 4 : ill || reach ? 3 : 1]];
  if (names.length > 0) return [['why', ill || says(sentence, 'well') ? 3 : 1]];
  if (symptom && sentence.context.target) return [['why', 3]];
  if (symptom && kind) return [['why', 2.5]];
  if (why && isProgramInPlace(sentence)) return [['why', 4]];
  if (sentence.mentions.some(({ also }) => also === 'program')) return [['why', symptom ? 3 : 1]];
  if (sentence.context.target && (says(sentence, 'again') || says(sentence, 'it'))) return [['why', 2]];
  return symptom ? [['why', 1]] : [];
}

import type { IntentName } from '../core/intent.ts';
import type { Strength } from './intent-data.ts';
import { hasMark } from './mentions.ts';
import { denies } from './negation.ts';
import type { Item } from './segment.ts';
import type { Sentence } from './sentence.ts';
import { isKnownPlace, isStated, type View } from './view.ts';

/** Kinds that use neither CPU nor memory. */
const unmeasured: ReadonlySet<string> = new Set([
  'horizontalpodautoscaler',
  'poddisruptionbudget',
  'persistentvolumeclaim',
  'persistentvolume',
  'service',
  'ingress',
]);

const placed = ({ mentions }: Sentence) => mentions.some(({ role }) => role === 'node');

/** "users get 503s from shop": nobody is told to get them. */
const gotten = ({ items }: Sentence, at: number) =>
  items[at]?.word === 'get' && /^(?:i|we|they|users|customers|people|clients)$/.test(items[at - 1]?.word ?? '');

const listsOwn: ReadonlySet<string> = new Set(['logs', 'events', 'changes', 'runbook', 'top']);

/** Something is asked for in front of `at`. */
const wants = ({ items, text }: Sentence, cues: View['cues'], at: number) =>
  items.slice(0, at).some((item) => item.meaning?.ask !== undefined || hasMark(item, 'show') || hasMark(item, 'well')) ||
  /\?/.test(text.slice(0, items[at]?.start)) ||
  cues.some((cue) => cue.at < at && cue.intent !== 'none' && (cue.strength === 'sure' || cue.strength === 'command'));

/** A cue that does not fit the rest of the sentence is no cue. */
export const conditions: Partial<Record<IntentName | 'none', (view: View, strength: Strength, at: number) => boolean>> = {
  // "list events", "get the logs": what to list is said by another word
  list: ({ kind, sentence, why, names, cues }, _, at) =>
    !gotten(sentence, at) &&
    !(why && names.length > 0) &&
    !cues.some(({ intent, strength }) => strength === 'sure' && listsOwn.has(intent)) &&
    (kind !== null || sentence.symptom !== null || sentence.items.some((item) => item.meaning?.state)),
  // "안 바뀌어요": nothing changes
  changes: ({ sentence, why, names }, _, at) =>
    !(sentence.items[at - 1]?.latin === false && denies(sentence.items[at - 1] as Item)) &&
    !(why && names.length > 0 && (sentence.symptom !== null || sentence.items.some(denies))),
  // "check cni, new pods get no IP": the area is what is to be checked
  check: ({ sentence, firm, names, kind }, _, at) =>
    sentence.area !== null &&
    // "worker-1 노드에 문제 있는지 진단해줘": of that node
    !(sentence.area === 'nodes' && placed(sentence)) &&
    (sentence.area === 'nodes' ? names : firm).every((mention) => isKnownPlace(sentence, mention)) &&
    (kind === null || kind.kind === 'node' || sentence.area === 'nodes' || sentence.items[at + 1]?.meaning?.area !== undefined),
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
    // "who has been asking about shop"
    names.every(({ made, at }) => !made && hasMark(sentence.items[at - 1], 'of')) &&
    kind === null &&
    sentence.symptom === null &&
    !sentence.items.some((item) => item.meaning?.sort),
  help: ({ names, kind, sentence }) => names.length === 0 && kind === null && sentence.symptom === null,
  // "show me the nodes, thanks"
  none: ({ names, kind, sentence, cues }, _, at) =>
    !(sentence.context.addressed && at > 0 && at >= sentence.items.length - 3 && wants(sentence, cues, at)) &&
    names.length === 0 &&
    kind === null &&
    sentence.symptom === null &&
    sentence.area === null,
  health: ({ kind, sentence, firm }, strength) =>
    (kind === null || kind.kind === 'namespace') &&
    (sentence.area === null || sentence.area === 'cluster') &&
    (firm.every((mention) => strength === 'likely' && isKnownPlace(sentence, mention)) || strength === 'command' || strength === 'sure'),
  runbook: ({ names, sentence, cues }, strength, at) => {
    // "where": only of logs, and of nobody's
    if (strength === 'hint') return names.length === 0 && cues.some(({ intent }) => intent === 'logs');
    // "how do I restart a pod": what is to be done is no symptom
    const done = [sentence.items[at + 1], sentence.items[at - 1]].some((near) => near?.meaning?.symptom === sentence.symptom);
    return (
      strength !== 'likely' ||
      (names.every(({ made }) => !made) && (sentence.symptom === null || done || (names.length === 0 && !sentence.context.target)))
    );
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
    (strength !== 'hint' ||
      (sentence.symptom === null && !why && (kind !== null || names.length > 0 || placed(sentence) || Boolean(sentence.context.target)))),
};

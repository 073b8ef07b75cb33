import type { IntentName, IntentSlots } from '../core/intent.ts';
import { probed, readProbeCheck } from '../core/on-call/probe-pod/check.ts';
import type { Place } from './place.ts';
import { actionsOf, cuesOf, type Sentence, says } from './sentence.ts';
import { topicOf } from './wording.ts';

type Slots = { -readonly [K in keyof IntentSlots]: IntentSlots[K] };

/** What only some intents have. */
export function slotsOf(intent: IntentName, sentence: Sentence, place: Place): IntentSlots {
  const { flags } = sentence;
  const slots: Slots = {};
  if (place.cluster !== null) slots.cluster = place.cluster;
  if (flags.allNamespaces || says(sentence, 'all-namespaces')) slots.allNamespaces = true;
  if (place.container !== null && ofContainers.has(intent)) slots.container = place.container;
  fillers[intent]?.(slots, sentence, place);
  return slots;
}

const ofContainers: ReadonlySet<IntentName> = new Set(['why', 'logs', 'watch', 'top', 'events']);

const fillers: Partial<Record<IntentName, (slots: Slots, sentence: Sentence, place: Place) => void>> = {
  list: fillList,
  logs: fillLogs,
  events: fillSince,
  changes: fillSince,
  check: (slots, { area, kinds }) => {
    if (kinds.some(({ kind }) => kind === 'node') && (area === null || area === 'cluster')) slots.area = 'nodes';
    else if (area) slots.area = area;
  },
  top: (slots, { items, flags }) => {
    const sort = flags.sort ?? items.find((item) => item.meaning?.sort)?.meaning?.sort;
    if (sort) slots.sort = sort;
  },
  runbook: (slots, sentence) => {
    const where = cuesOf(sentence).some(({ intent, strength }) => intent === 'runbook' && strength === 'hint');
    const topic = where ? sentence.text.replace(/[?!.\s]+$/, '') : topicOf(sentence);
    if (topic) slots.topic = topic;
  },
  watch: (slots, sentence) => {
    const action = actionsOf(sentence, 'watch').find((said) => said === 'stop') ?? (place(sentence) ? undefined : actionsOf(sentence, 'watch')[0]);
    if (action) slots.action = action;
    const seconds = sentence.flags.forSeconds ?? sentence.duration?.seconds;
    if (seconds !== undefined) slots.forSeconds = seconds;
  },
  incident: (slots, sentence) => {
    const said = actionsOf(sentence, 'incident');
    const action = sentence.korean ? said.at(-1) : said[0];
    if (action) slots.action = action;
    if (action === 'note') slots.text = topicOf(sentence, ({ action }) => action?.some((said) => said.action === 'note') ?? false);
  },
  audit: (slots, sentence) => {
    fillSince(slots, sentence);
    const { items, duration } = sentence;
    const number = items.find(({ word }, at) => /^\d{1,4}[개건]?$/.test(word) && !(duration && at >= duration.from && at <= duration.to));
    if (number) slots.last = Number.parseInt(number.word, 10);
  },
  probe: (slots, { text }, { namespace, cluster }) => {
    const check = readProbeCheck(
      text,
      [namespace, cluster].filter((name) => name !== null),
    );
    if (check) slots.text = probed(check);
  },
  digest: (slots, sentence) => {
    const [action] = actionsOf(sentence, 'digest').filter((said) => !(sentence.schedule?.recurring && (said === 'now' || said === 'list')));
    if (action) slots.action = action;
    else if (sentence.schedule) slots.cron = sentence.schedule.cron;
  },
  listen: (slots, sentence) => {
    const said = actionsOf(sentence, 'listen');
    const refuses = /(?:안|못|그만|그만 엿) ?(?:듣|들|읽|엿)|[듣읽들]지 ?(?:마|말|않)/.test(sentence.text);
    const asks = /(?:들어|듣고|읽어|읽고|보고) ?(?:줘|주|있|도 ?(?:돼|되|됩))|^keep (?:listening|reading)/i.test(sentence.text);
    const action = refuses || said.includes('off') ? 'off' : (said[0] ?? (asks ? 'on' : undefined));
    if (action) slots.action = action;
  },
  feed: (slots, sentence) => {
    const said = actionsOf(sentence, 'feed');
    const action = ['status', 'off', 'on'].find((one) => said.includes(one));
    if (action) slots.action = action;
  },
  lang: (slots, { items }) => {
    const language = items.findLast((item) => item.meaning?.language)?.meaning?.language;
    if (language) slots.language = language;
  },
};

function place({ mentions }: Sentence): boolean {
  return mentions.length > 0;
}

function fillList(slots: Slots, sentence: Sentence, { node }: Place): void {
  const { items, symptom } = sentence;
  const state = sentence.flags.phase ?? items.find((item) => item.meaning?.state)?.meaning?.state;
  const general = symptom === null || (symptom === 'failed' && state === 'failing');
  if (state && (general || state !== 'failing')) slots.state = general ? state : (symptom ?? state);
  else if (symptom) slots.state = symptom;
  if (items.some((item) => item.meaning?.cue?.some(({ intent, strength }) => intent === 'list' && strength === 'sure') && counts.test(item.word)))
    slots.count = true;
  if (sentence.flags.labelSelector !== undefined) slots.labelSelector = sentence.flags.labelSelector;
  if (node !== null) slots.node = node;
}

const counts = /^(how many|number of|count)|^(총 ?)?몇|[개갯]수|숫자|수량|파드수/;

function fillLogs(slots: Slots, sentence: Sentence): void {
  fillSince(slots, sentence);
  if (sentence.flags.previous || says(sentence, 'previous')) slots.previous = true;
  if (says(sentence, 'errors')) slots.errorsOnly = true;
  if (sentence.flags.labelSelector !== undefined) slots.labelSelector = sentence.flags.labelSelector;
}

function fillSince(slots: Slots, { flags, duration }: Sentence): void {
  const seconds = flags.sinceSeconds ?? duration?.seconds;
  if (seconds !== undefined) slots.sinceSeconds = seconds;
}

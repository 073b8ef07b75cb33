import type { IntentName } from '../core/intent.ts';
import { conditions } from './conditions.ts';
import type { Strength } from './intent-data.ts';
import { actionsOf, type Cue, type Sentence } from './sentence.ts';
import { isProgramInPlace, shape } from './shapes.ts';
import { isFirst, look, type View } from './view.ts';

/** What a sentence wants; `weight` 0: nothing in it says so. */
export interface Decision {
  readonly intent: IntentName | 'none';
  readonly weight: number;
}

const weights: Readonly<Record<Strength, number>> = { hint: 2, likely: 4, sure: 6, command: 8 };

/** "any problems with cart", "check cart": about an object they ask why. */
const asksAfter: ReadonlySet<string> = new Set(['health', 'check', 'list']);

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

function cueWeight(view: View, { intent, strength, at }: Cue): number {
  const { sentence } = view;
  if (strength === 'command' && !isFirst(sentence.items, at)) return 0;
  const fits = conditions[intent];
  if (fits && !fits(view, strength, at)) return 0;
  if ((intent === 'top' && strength === 'hint') || (intent === 'check' && strength === 'likely')) return 5;
  return intent === 'runbook' && (strength === 'likely' || strength === 'hint') ? 5.5 : weights[strength];
}

/** Readings that the target decides: a question about no object is about the whole, or an area. */
function settle({ sentence, names, firm, kind, why }: View, { intent, weight }: Decision): Decision {
  const { area, symptom, context } = sentence;
  if (intent === 'why' && firm.length === 0 && names.length === 0 && !isProgramInPlace(sentence)) {
    const nodes = (kind?.kind === 'node' && symptom !== null) || sentence.mentions.some(({ role }) => role === 'node');
    if (area && area !== 'cluster' && !nodes && !sentence.mentions.some(({ also }) => also)) return { intent: 'check', weight };
    const onNode = sentence.mentions.some(({ role }) => role === 'node');
    const place =
      onNode ||
      sentence.mentions.some(({ role }) => role === 'namespace' || role === 'cluster') ||
      Boolean(sentence.flags.namespace ?? sentence.flags.cluster);
    if (symptom === null && !onNode && (kind === null || kind.kind === 'namespace') && (place || area === 'cluster') && !context.target)
      return { intent: 'health', weight };
    if (symptom !== null && kind === null && !context.target && !why && !place) return { intent: 'list', weight };
  }
  // "what's wrong on node worker-1"
  if (intent === 'health' && kind === null && sentence.mentions.some(({ role }) => role === 'node')) return { intent: 'why', weight };
  if (intent === 'health' && firm.some(({ role }) => role === 'object')) return { intent: 'why', weight };
  if (intent === 'digest' && sentence.schedule === null && weight < 6 && actionsOf(sentence, 'digest').length === 0)
    return { intent: names.length ? 'why' : 'health', weight };
  return { intent, weight };
}

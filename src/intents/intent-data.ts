import { z } from 'zod';
import { areas, intentNames, symptoms } from '../core/intent.ts';
import { locales } from '../core/locale.ts';

/** The strengths of a cue, weakest first. `command` counts only as the first word that means something. */
export const strengths = ['hint', 'likely', 'sure', 'command'] as const;
export type Strength = (typeof strengths)[number];

export const marks = [
  'namespace',
  'cluster',
  'container',
  'port',
  'all-namespaces',
  'in',
  'on',
  'of',
  'from',
  'to',
  'at',
  'arrow',
  'link',
  'it',
  'again',
  'previous',
  'since',
  'for',
  'ago',
  'any',
  'all',
  'which',
  'show',
  'well',
  'about',
  'errors',
  'lines',
  'label',
] as const;
export type Mark = (typeof marks)[number];

export const particleRoles = ['in', 'of', 'to', 'subject', 'object', 'and', 'plural', 'from', 'end'] as const;
export type ParticleRole = (typeof particleRoles)[number];

export const clockWords = ['am', 'pm', 'hour', 'half', 'noon', 'midnight', 'morning', 'evening', 'every', 'hourly', 'weekly', 'monthly'] as const;
export type ClockWord = (typeof clockWords)[number];

const phrases = z.array(z.string().min(1)).default([]);
const spoken = z.strictObject({ en: phrases, ko: phrases });
const named = <K extends string>(names: readonly K[]) => z.partialRecord(z.enum(names), spoken);
const numbered = z.record(z.string().regex(/^\d+$/), spoken);

const kindWords = z.strictObject({
  en: phrases,
  plural: phrases,
  ko: phrases,
  /** Only before a slash: `no/worker-1`. */
  slash: phrases,
  /** Those of the words that are also said of other things ("my job", "배포"): in a plain channel message they prove nothing. */
  everyday: phrases,
});
const symptomWords = z.strictObject({ en: phrases, ko: phrases, states: phrases, pods: z.boolean().default(false) });

const shortText = z
  .string()
  .transform((text) => text.split(/\s+/).filter(Boolean))
  .default([]);

/** `intents/words.yaml`. */
export const wordsFile = z.strictObject({
  kinds: z.record(z.string(), kindWords),
  symptoms: z.record(z.enum(symptoms), symptomWords),
  areas: z.record(z.enum(areas), spoken),
  components: named(areas),
  states: named(['failing', 'running', 'completed']),
  marks: named(marks),
  asks: named(['question', 'order']),
  durations: numbered,
  units: numbered,
  days: z.record(z.string(), spoken),
  clock: named(clockWords),
  languages: z.record(z.enum(locales), spoken),
  sorts: named(['cpu', 'memory']),
  particles: z.record(z.enum(particleRoles), phrases),
  names: z.strictObject({ en: shortText, 'en-before': shortText }),
  fillers: z.strictObject({ en: shortText, 'en-phrases': phrases, ko: phrases }),
});
export type Words = z.infer<typeof wordsFile>;

const target = z.strictObject({
  kind: z.string().nullable().default(null),
  name: z.string().nullable().default(null),
  namespace: z.string().nullable().default(null),
  cluster: z.string().optional(),
});
const given = z.strictObject({
  addressed: z.boolean().optional(),
  target: target.optional(),
  clusters: z.array(z.string()).optional(),
  namespaces: z.array(z.string()).optional(),
});
/** A sentence and what it means; what is not named is absent. `explained` is the slot `text`. */
const example = z.looseObject({ text: z.string().min(1), given: given.optional() });
export type Example = z.infer<typeof example>;

/** One `intents/<intent>.yaml`; for `none`, sentences are enough as examples. */
export const intentFile = z.strictObject({
  intent: z.enum([...intentNames, 'none']),
  about: z.string().min(1),
  cues: named(strengths),
  actions: z.record(z.string(), spoken).default({}),
  reach: spoken.optional(),
  examples: z.strictObject({
    en: z.array(z.union([z.string().transform((text): Example => ({ text })), example])),
    ko: z.array(z.union([z.string().transform((text): Example => ({ text })), example])),
  }),
});
export type IntentFile = z.infer<typeof intentFile>;

export interface IntentData {
  readonly words: Words;
  readonly intents: readonly IntentFile[];
}

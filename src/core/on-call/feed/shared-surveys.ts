import type { Answer, HealthAnswer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { kindNames } from '../../kinds.ts';
import type { Rights } from '../../policy.ts';
import { isPassing } from '../passing-failures.ts';

/** What is surveyed, and with whose rights: what one may see another may not. */
interface Surveyed {
  readonly intent: Intent;
  readonly cluster: string | null;
  readonly rights: Rights | null;
}

/** Surveys that several ask for at about the same time. */
export interface SharedSurveys {
  /**
   * The answer of a survey that began at `since` (RFC 3339) or later, with the same rights: one that another asked for, or else of its own. For a
   * namespace, one of the whole cluster will do if it looked into all of that namespace.
   */
  share(what: Surveyed, since: string, survey: () => Promise<Answer>): Promise<Answer>;
}

interface Entry {
  readonly beganMs: number;
  readonly answer: Promise<Answer>;
}

/** Older ones are nobody's. */
const keepMs = 120_000;

/** Shares surveys within this process. What failed is not kept: whoever comes next tries for himself. */
export function shareSurveys(now: () => Date): SharedSurveys {
  const entries = new Map<string, Entry>();

  async function begin(key: string, survey: () => Promise<Answer>): Promise<Answer> {
    const entry = { beganMs: now().getTime(), answer: survey() };
    entries.set(key, entry);
    const answer = await entry.answer.catch((error: unknown) => {
      forget(key, entry);
      throw error;
    });
    if (answer.type !== 'health') forget(key, entry);
    return answer;
  }

  function forget(key: string, entry: Entry): void {
    if (entries.get(key) === entry) entries.delete(key);
  }

  /** What is under way or was answered; null: there is none, it is too old, or it came to nothing. Who finds none may begin one at once. */
  function known(key: string, since: string): Promise<Answer | null> | null {
    const entry = entries.get(key);
    return entry && entry.beganMs >= Date.parse(since) ? entry.answer.catch(() => null) : null;
  }

  return {
    async share(what, since, survey) {
      for (const [key, { beganMs }] of entries) if (now().getTime() - beganMs > keepMs) entries.delete(key);
      const { namespace } = what.intent;
      const own = keyOf(what, namespace);
      const whole = namespace === null ? null : known(keyOf(what, null), since);
      if (whole && namespace !== null) {
        const answer = await whole;
        const within = answer?.type === 'health' ? healthWithin(answer, namespace) : null;
        if (within) return within;
      }
      for (let there = known(own, since); there; there = known(own, since)) {
        const answer = await there;
        if (answer) return answer;
      }
      return begin(own, survey);
    },
  };
}

function keyOf({ intent, cluster, rights }: Surveyed, namespace: string | null): string {
  return JSON.stringify([intent.cluster ?? cluster, namespace, rights]);
}

/** What a survey of the whole cluster says of one namespace; null: something there was not looked into, or could not be read. */
function healthWithin(whole: HealthAnswer, namespace: string): HealthAnswer | null {
  const isIn = ({ ref }: { readonly ref: HealthAnswer['left'][number]['ref'] }) => ref.namespace === namespace;
  const missed = whole.report.gaps.some(({ facet, subject, why }) => isPassing(why) || subject.namespace === namespace || facet in kindNames);
  if (whole.namespace !== null || whole.pods === null || whole.left.some(isIn) || missed) return null;
  const broken = whole.broken.map((line) => ({ ...line, parts: line.parts.filter(isIn) })).filter(({ parts }) => parts.length > 0);
  return { ...whole, namespace, broken, left: [], unexplained: whole.unexplained.filter(isIn) };
}

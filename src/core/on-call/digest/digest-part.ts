import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { tellMaker } from '../no-entry.ts';
import type { OnCallContext, OnCallDeps, OnCallPart } from '../on-call.ts';
import { changeDigest, changeMeant, type DigestChange, digestChanges, meantNow } from './change-digest.ts';
import { listDigests, readDigest } from './digest-store.ts';
import { healDigests } from './heal-digests.ts';
import { digestsAnswer } from './list-digests.ts';
import { runDigest } from './run-digest.ts';
import { setDigest } from './set-digest.ts';

const fiveMinutes = 5 * 60_000;
/** A list of several has its buttons numbered: a message has no two of one name. */
const numbered = 6;

export interface DigestOptions {
  /** Between two runs of a digest there is at least this time. */
  readonly leastMs?: number;
}

/** `digest every weekday at 9am`, `digest list | pause | resume | remove | now`, their buttons and the runs. */
export function digestPart(deps: OnCallDeps, { leastMs = fiveMinutes }: DigestOptions = {}): OnCallPart {
  return {
    intents: ['digest'],
    answer: (intent, context) => answer(intent, context, deps, leastMs),
    acts: digestActs(),
    press: (act, value, context) => press(act, value, context, deps),
    home: async () => digestsAnswer('list', await listDigests(deps.store, null), deps),
    undelivered: (check, code) => tellMaker(check, code, 'digest', deps),
    task: 'digest',
    async run(run, signal) {
      await runDigest(run, deps, signal);
      await healDigests(deps);
    },
    start: () => healDigests(deps),
  };
}

function digestActs(): readonly string[] {
  const changes = digestChanges.map((change) => `digest-${change}`);
  const each = Array.from({ length: numbered }, (_, index) => digestChanges.map((change) => `digest-${index + 1}-${change}`));
  return ['digest-new', 'digest-list', ...changes, ...each.flat()];
}

async function answer(intent: Intent, context: OnCallContext, deps: OnCallDeps, leastMs: number): Promise<Answer | null> {
  const { action, cron } = intent;
  if (cron !== undefined && action === undefined) return setDigest({ ...intent, cron }, context, deps, leastMs);
  if (action === 'now') {
    const meant = await meantNow(intent, context, deps);
    return meant ? changeDigest('now', meant, context, deps) : null;
  }
  if (isChange(action)) return changeMeant(action, intent, context, deps);
  return list(action === 'list' ? 'list' : 'how', context, deps);
}

async function list(outcome: 'list' | 'how', { spot }: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  await healDigests(deps);
  return digestsAnswer(outcome, await listDigests(deps.store, spot.channel), deps);
}

async function press(act: string, value: string, context: OnCallContext, deps: OnCallDeps): Promise<Answer> {
  const change = act.split('-').at(-1);
  if (!isChange(change)) return list(change === 'list' ? 'list' : 'how', context, deps);
  const digest = await readDigest(deps.store, value);
  return digest?.spot.channel === context.spot.channel ? changeDigest(change, digest, context, deps) : digestsAnswer('none', [], deps);
}

function isChange(word: string | undefined): word is DigestChange {
  return digestChanges.some((change) => change === word);
}

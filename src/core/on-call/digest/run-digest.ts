import type { Answer, FailureAnswer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import { auditLooks, beginCount } from '../audit-looks.ts';
import { inTurn } from '../in-turn.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { TaskRun } from '../tasks.ts';
import { countRuns, nextRun } from './cron.ts';
import type { Digest } from './digest.ts';
import type { DigestAnswer, DigestTiming } from './digest-answer.ts';
import {
  begin,
  type DigestProgress,
  type MadeDigest,
  readDigest,
  readMade,
  readMemory,
  readProgress,
  remember,
  saveMade,
  scheduleName,
} from './digest-store.ts';
import { compare } from './trend.ts';

/** One run takes no longer; a worker that died leaves its turn after that. */
const turnSeconds = 90;
const day = 86_400;
const longest = 7 * day;
/** Between the id of a digest and the moment at which somebody asked for it at once. */
const mark = '~';

/** The task of a digest that is asked for now. */
export function manualTask(id: string, at: string): { readonly type: 'digest'; readonly id: string } {
  return { type: 'digest', id: `${id}${mark}${Date.parse(at)}` };
}

/**
 * Makes a digest and says it. Done again after it was made, it says the same again, which is said once; what is away is tried again until
 * the last time, and then that is what is said. Alone, however many workers there are.
 */
export async function runDigest(run: TaskRun, deps: OnCallDeps, signal: AbortSignal): Promise<void> {
  const [id = '', asked] = run.task.id.split(mark);
  const digest = await readDigest(deps.store, id);
  if (!digest || (digest.paused && asked === undefined)) return deps.tasks.unschedule(scheduleName(id));
  const name = asked === undefined ? String(Date.parse(run.dueAt)) : `asked-${asked}`;
  const turn = await inTurn(deps.store, `digest/turn/${id}`, turnSeconds, async () => {
    const made = (await readMade(deps.store, id, name)) ?? (await make(digest, name, run, deps, signal));
    if (!made) return;
    await saveMade(deps.store, id, name, made);
    await say(digest, made, deps);
    await remember(deps.store, id, made);
  });
  if (!turn) throw new Error('another worker makes this digest');
}

/** What "now" asks for. */
function questionOf({ namespace, cluster, locale }: Pick<Digest, 'namespace' | 'cluster' | 'locale'>): Intent {
  return { intent: 'digest', action: 'now', kind: null, name: null, namespace, symptom: null, locale, ...(cluster === null ? {} : { cluster }) };
}

/** null: it was made and said so long ago that this is forgotten. */
async function make(digest: Digest, name: string, run: TaskRun, deps: OnCallDeps, signal: AbortSignal): Promise<MadeDigest | null> {
  const { store, now } = deps;
  const manual = run.task.id !== digest.id;
  const [progress, before] = await Promise.all([readProgress(store, digest.id), readMemory(store, digest.id)]);
  if (!manual && progress?.lastDue && progress.lastDue >= run.dueAt) return null;
  const begun = manual ? null : await begin(store, digest.id, name, now().toISOString());
  const seconds = before ? Math.round((now().getTime() - Date.parse(before.at)) / 1000) : day;
  const intent = {
    ...questionOf(digest),
    sinceSeconds: Math.min(Math.max(seconds, 60), longest),
    ...(digest.namespace ? {} : { allNamespaces: true }),
  };
  const { spot, asker, cluster } = digest;
  const counted = beginCount(deps);
  const answer = await deps.answer(intent, { cluster, signal, tally: counted.tally, behalf: { spot, asker } });
  signal.throwIfAborted();
  const at = now().toISOString();
  const timing = timingOf(digest, run, begun, progress, at);
  const runs = begun === null ? lastRun(progress) : { lastDue: run.dueAt, countedUntil: begun };
  const result = answer.type === 'digest' ? answer : failureOf(answer, digest, run);
  const seen = result.type === 'digest' ? result.health.cluster : (result.cluster ?? cluster);
  await auditLooks('digest', { asker, spot, cluster: seen, question: intent }, [result], counted, deps);
  if (result.type === 'failure') return failed(digest, result, timing, runs, progress);
  const compared = compare({ ...result, timing } satisfies DigestAnswer, before);
  return {
    key: `digest/${digest.id}/${name}`,
    at,
    answer: compared.answer,
    progress: { ...runs, lastAt: at, lastVerdict: result.health.report.verdict, failures: 0, failingSince: null },
    memory: compared.memory,
  };
}

type Counted = Pick<DigestProgress, 'lastDue' | 'countedUntil'>;

function lastRun(progress: DigestProgress | null): Counted {
  return { lastDue: progress?.lastDue ?? null, countedUntil: progress?.countedUntil ?? null };
}

/** `begun`: when it was begun for the first time, until when other runs are missed; null: it was asked for. */
function timingOf(digest: Digest, { dueAt }: TaskRun, begun: string | null, progress: DigestProgress | null, at: string): DigestTiming {
  const { cron, timeZone, since } = digest;
  const from = [progress?.countedUntil ?? since, since].toSorted().at(-1) as string;
  // this run is one of those that were due
  const missed = begun === null ? 0 : Math.max(0, countRuns(cron, timeZone, new Date(from), new Date(begun)) - 1);
  const nextAt = nextRun(cron, timeZone, new Date(at))?.toISOString() ?? null;
  return { digest, dueAt, at, nextAt: digest.paused ? null : nextAt, manual: begun === null, missed, failures: progress?.failures ?? 0 };
}

/** Throws where it may be well in a minute and there is another try. */
function failureOf(answer: Answer, { cluster, namespace }: Digest, { last }: TaskRun): FailureAnswer {
  const other = answer.type === 'not-found' ? 'not-found' : 'internal';
  const failure: FailureAnswer = answer.type === 'failure' ? answer : { type: 'failure', code: other, cluster, what: namespace, detail: null };
  if (!last && failure.code !== 'not-found' && failure.code !== 'unknown-cluster') throw new Error(`no digest: ${failure.code}`);
  return failure;
}

/** Said once; if the next ones fail too, the same message counts them. */
function failed(digest: Digest, failure: FailureAnswer, timing: DigestTiming, counted: Counted, progress: DigestProgress | null): MadeDigest {
  const since = progress?.failingSince ?? timing.at;
  return {
    key: `digest/${digest.id}/failed-${Date.parse(since)}`,
    at: timing.at,
    answer: { type: 'digest-failed', failure, timing, since },
    progress: { ...counted, lastAt: timing.at, lastVerdict: 'failed', failures: timing.failures + 1, failingSince: since },
    memory: null,
  };
}

async function say(digest: Digest, { key, answer, at }: MadeDigest, { announce }: OnCallDeps): Promise<void> {
  const { spot, cluster, locale, asker } = digest;
  await announce({ key, spot: { ...spot, threadTs: null }, answer, intent: questionOf(digest), cluster, locale, asker, at });
}

import type { Answer, FailureAnswer, LogsAnswer } from '../answer.ts';
import type { ContainerLog } from '../evidence.ts';
import type { Intent } from '../intent.ts';
import type { Pod } from '../kinds.ts';
import { containerStatuses, podState } from '../pod-state.ts';
import { isReadFailure, type ReadFailure } from '../read-failure.ts';
import { type Ref, refOf } from '../ref.ts';
import type { Gap } from '../report.ts';
import { similarNames } from '../similar-names.ts';
import type { AskSession } from './clusters-port.ts';
import { podsOf } from './pods-of.ts';
import { resolveIntent } from './resolve-target.ts';

const lines = { all: 200, read: 2_000 } as const;
const bytes = { all: 64 * 1024, read: 512 * 1024 } as const;
const mostContainers = 3;
const errors =
  /\b(error|err|fatal|panic|exception|fail(ed|ure|ing)?|critical|crit|emerg|severe|traceback|caused by|denied|refused|unable|cannot|timed? ?out|oom|killed)\b|오류|실패|에러/i;

/** The last lines of a pod's containers that have something to say; of a workload or service, those of its most troubled pod. */
export async function askLogs(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  if (intent.name === null) return { type: 'failure', code: 'needs-name', cluster: session.name, what: null, detail: null };
  const resolved = await resolveIntent({ ...intent, name: intent.name }, session, chosen ?? session.namespace);
  if ('answer' in resolved) return resolved.answer;
  const pod = await podOf(resolved.ref, session, intent.previous ?? false);
  return pod ? read(pod, intent, session) : noLogs(session, `${resolved.ref.kind}/${resolved.ref.name}`);
}

function noLogs(session: AskSession, what: string, choices: readonly string[] = []): FailureAnswer {
  return { type: 'failure', code: 'no-logs', cluster: session.name, what, detail: null, ...(choices.length > 0 ? { choices } : {}) };
}

/** The pod itself; else of its pods the one that is failing, that restarted most, that is newest. */
async function podOf(ref: Ref, session: AskSession, previous: boolean): Promise<Pod | null> {
  const subject = await session.subject(ref);
  if (ref.kind === 'pod') return subject as Pod;
  const pods = await podsOf(ref, subject, session);
  const restarts = (pod: Pod) => containerStatuses(pod).reduce((sum, { restartCount }) => sum + restartCount, 0);
  const trouble = (pod: Pod) => (podState(pod, session.now).condition === 'failing' ? 1 : 0);
  const born = (pod: Pod) => Date.parse(pod.metadata?.creationTimestamp ?? '') || 0;
  const order = (a: Pod, b: Pod) =>
    (previous ? restarts(b) - restarts(a) : 0) || trouble(b) - trouble(a) || restarts(b) - restarts(a) || born(b) - born(a);
  return pods.toSorted(order)[0] ?? null;
}

type Status = ReturnType<typeof containerStatuses>[number];

async function read(pod: Pod, intent: Intent, session: AskSession): Promise<Answer> {
  const ref = refOf('pod', pod);
  const statuses = containerStatuses(pod);
  const names = statuses.map(({ name }) => name);
  const chosen = choose(pod, statuses, intent);
  if (chosen.length === 0) {
    if (!intent.container) return noLogs(session, `pod/${ref.name}`);
    const near = similarNames(intent.container, names);
    return noLogs(session, `${ref.name}/${intent.container}`, near.length > 0 ? near : names);
  }
  const results = await Promise.all(chosen.map((status) => readOne(ref, status, intent, session)));
  const failed = results.find((result): result is { failure: ReadFailure; gap: Gap } => 'failure' in result);
  const logs = results.filter((result): result is ContainerLog => 'lines' in result);
  if (failed && logs.length === 0) throw failed.failure;
  const answer: LogsAnswer = {
    type: 'logs',
    cluster: session.name,
    ref,
    previous: intent.previous ?? false,
    logs,
    otherContainers: names.filter((name) => !chosen.some((one) => one.name === name)),
    gaps: results.flatMap((result) => ('failure' in result ? [result.gap] : [])),
  };
  return answer;
}

/** Those that were named; of a previous run those that had one; else those in trouble; else those that do the pod's work, or what they wait for. */
function choose(pod: Pod, statuses: readonly Status[], { container, previous }: Intent): readonly Status[] {
  if (container) return statuses.filter(({ name }) => name === container);
  if (previous) return statuses.filter(({ lastState }) => lastState?.terminated).slice(0, mostContainers);
  const started = statuses.filter(({ state }) => state?.running || state?.terminated);
  const waiting = statuses.filter(({ state, lastState }) => state?.waiting && lastState?.terminated);
  const troubled = [
    ...waiting,
    ...started.filter(
      ({ ready, restartCount, state, init }) => restartCount > 0 || (state?.terminated ? state.terminated.exitCode !== 0 : !ready && !init),
    ),
  ];
  if (troubled.length > 0) return troubled.slice(0, mostContainers);
  const main = pod.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const named = started.filter(({ name }) => name === main);
  if (named.length > 0) return named;
  const own = started.filter(({ init }) => !init);
  // nothing has started yet but what holds the pod back
  return (own.length > 0 ? own : started.filter(({ state }) => state?.running)).slice(0, mostContainers);
}

async function readOne(
  ref: Ref,
  { name, init }: Status,
  intent: Intent,
  session: AskSession,
): Promise<ContainerLog | { failure: ReadFailure; gap: Gap }> {
  const { previous = false, sinceSeconds, errorsOnly = false } = intent;
  const size = errorsOnly ? ({ tailLines: lines.read, limitBytes: bytes.read } as const) : ({ tailLines: lines.all, limitBytes: bytes.all } as const);
  try {
    const text = await session.reader.log({
      namespace: ref.namespace ?? 'default',
      pod: ref.name,
      container: name,
      previous,
      ...size,
      ...(sinceSeconds === undefined ? {} : { sinceSeconds }),
    });
    const all = text === '' ? [] : text.replace(/\n$/, '').split('\n');
    return { container: name, init, lines: (errorsOnly ? all.filter((line) => errors.test(line)) : all).slice(-lines.all) };
  } catch (error) {
    if (!isReadFailure(error)) throw error;
    // one that waits has none yet, and the runtime forgets dead ones
    if (error.code === 'not-found' || error.code === 'bad-response') return { container: name, init, lines: [] };
    return { failure: error, gap: { facet: previous ? 'previousLogs' : 'logs', subject: ref, why: error.code, detail: error.message } };
  }
}

import { type Ending, endings, logOf, logPath } from './container-ending.ts';
import type { ContainerLog } from './evidence.ts';
import type { Pod } from './kinds.ts';
import { type LogMatch, type LogSignature, lastMatch } from './log-signature.ts';
import { mountAbove, specOf } from './pod-containers.ts';
import { podState } from './pod-state.ts';

/** What a container's last words are known to mean, and where they were read. */
export interface CrashCause {
  readonly match: LogMatch;
  /** Of the proof: `log web (previous)`, or the termination message. */
  readonly path: string;
}

/** Ends that were not the program's doing, and have rules of their own. */
const notItsOwn = new Set(['OOMKilled', 'StartError', 'ContainerCannotRun', 'ContainerStatusUnknown', 'Unknown']);

/** The cause of an ending, out of its log, or else out of the message that the container left. */
export function crashCause(ending: Ending, log: ContainerLog | undefined, signatures: readonly LogSignature[]): CrashCause | null {
  if (notItsOwn.has(ending.terminated.reason ?? '')) return null;
  const inLog = log ? lastMatch(log.lines, signatures) : null;
  if (inLog) return { match: inLog, path: logPath(ending.name, ending.previous) };
  const inMessage = lastMatch((ending.terminated.message ?? '').split('\n'), signatures);
  return inMessage ? { match: inMessage, path: `${ending.path}.message` } : null;
}

/** Lines from the end that speak of the present, in the log of a container that runs. */
const lately = 8;

/** The same for a container that runs, but is not ready: nothing general, and only what it said last. */
function troubleInLog(name: string, log: ContainerLog | undefined, signatures: readonly LogSignature[]): CrashCause | null {
  const match = log
    ? lastMatch(
        log.lines,
        signatures.filter(({ generic }) => !generic),
        lately,
      )
    : null;
  return match ? { match, path: logPath(name, false) } : null;
}

/** A container that has ended or does not get ready, and what its last words are known to mean. */
export interface Trouble {
  readonly container: string;
  /** null: it runs. */
  readonly ending: Ending | null;
  readonly restarts: number;
  readonly cause: CrashCause;
}

/** The containers of a pod whose logs tell a known cause. */
export function troubles(
  pod: Pod,
  now: Date,
  logs: readonly ContainerLog[] | undefined,
  previousLogs: readonly ContainerLog[] | undefined,
  signatures: readonly LogSignature[],
): Trouble[] {
  const restarted = (pod.spec?.restartPolicy ?? 'Always') === 'Always';
  const ended = endings(pod, now).filter(({ terminated, init }) => terminated.exitCode !== 0 || (restarted && !init));
  const crashed = ended.map((ending) => ({
    container: ending.name,
    ending,
    restarts: ending.status.restartCount,
    cause: crashCause(ending, logOf(ending, logs, previousLogs), signatures),
  }));
  const unready = unreadyContainers(pod, now)
    .filter(({ name }) => !ended.some((ending) => ending.name === name))
    .map(({ name, restartCount }) => ({
      container: name,
      ending: null,
      restarts: restartCount,
      cause: troubleInLog(
        name,
        logs?.find(({ container }) => container === name),
        signatures,
      ),
    }));
  return [...crashed, ...unready].flatMap((one) => (one.cause ? [{ ...one, cause: one.cause }] : []));
}

/** Containers that run, but have not been ready for longer than their probes allow. */
export function unreadyContainers(pod: Pod, now: Date) {
  if (podState(pod, now).condition !== 'failing' || pod.metadata?.deletionTimestamp) return [];
  return (pod.status?.containerStatuses ?? []).filter(({ ready, state }) => state?.running && !ready);
}

/** The claim behind a path in a container: that of the volume mounted nearest above it. */
export function claimAt(pod: Pod, container: string, path: string): string | null {
  const mount = mountAbove(specOf(pod, container), path);
  return pod.spec?.volumes?.find(({ name }) => name === mount?.name)?.persistentVolumeClaim?.claimName ?? null;
}

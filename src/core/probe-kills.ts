import { type Ending, endings } from './container-ending.ts';
import { troubles } from './crash-cause.ts';
import type { KubeEvent, Owner } from './evidence.ts';
import type { Pod } from './kinds.ts';
import type { LogSignature } from './log-signature.ts';
import { owningWorkload } from './owning-workload.ts';
import { isSidecar, specOf, specPath } from './pod-containers.ts';
import { containerStatuses } from './pod-state.ts';
import { probeBudget, probeEvent, probeFacts, probeKill, probeNumbers } from './probe.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';
import type { RunEvidence } from './run-logs.ts';

type Killer = 'liveness' | 'startup';
/** SIGKILL, SIGTERM. */
const bySignal = new Set([137, 143]);

/**
 * The probe that made the kubelet end this run of a container; null where none did. Known by the kubelet's event; but it stops writing
 * events about a pod that keeps restarting (25, then one in five minutes), so also by a signal that came just when a probe had failed too often.
 */
export function endedByProbe(
  pod: Pod,
  { name, terminated, status, spec }: Ending,
  events: readonly KubeEvent[],
): { readonly killer: Killer; readonly event: KubeEvent | null } | null {
  const started = Date.parse(terminated.startedAt ?? '');
  const ran = (Date.parse(terminated.finishedAt ?? '') - started) / 1000;
  const signalled = bySignal.has(terminated.exitCode) && terminated.reason !== 'OOMKilled';
  for (const killer of ['startup', 'liveness'] as const) {
    const probe = killer === 'startup' ? spec?.startupProbe : spec?.livenessProbe;
    if (!probe) continue;
    const event = probeKill(events, name, killer) ?? null;
    if (event && (Date.parse(event.lastAt) >= started || signalled || terminated.exitCode === 0)) return { killer, event };
    const { period, threshold, delay, timeout } = probeNumbers(probe);
    const grace = probe.terminationGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
    const inTime = ran >= delay + period * (threshold - 1) - 1 && ran <= delay + (period + timeout) * (threshold + 1) + grace;
    if (signalled && status.restartCount > 1 && inTime && (killer === 'startup' || !spec?.startupProbe)) return { killer, event: null };
  }
  return null;
}

/** The evidence of a rule about a probe that kills. */
interface KillEvidence extends RunEvidence {
  readonly ref: Ref;
  readonly events: readonly KubeEvent[];
  readonly owners?: readonly Owner[];
}

/** The containers that the kubelet killed because of a probe, with what is known about each kill. `signatures`: what a log says that fails by itself. */
export function probeKills(evidence: KillEvidence, kind: Killer, signatures: readonly LogSignature[]) {
  const { subject: pod, ref, now, events, logs, previousLogs, owners } = evidence;
  if (pod.metadata?.deletionTimestamp) return [];
  const failing = troubles(pod, now, logs, previousLogs, signatures).map(({ container }) => container);
  return containerStatuses(pod).flatMap(({ name, init, ready, state, restartCount }) => {
    const spec = specOf(pod, name);
    const probe = kind === 'liveness' ? spec?.livenessProbe : spec?.startupProbe;
    if (!spec || !probe || (init && !isSidecar(spec))) return [];
    const ending = endings(pod, now).find((one) => one.name === name);
    const kill = killOf(pod, name, ending, events, kind);
    // well again since, for longer than the probe takes to fail
    const up = now.getTime() - Date.parse(state?.running?.startedAt ?? '');
    if (!kill || (ready && up > 2000 * probeBudget(probe) && up > 300_000)) return [];
    const unhealthy = probeEvent(events, name, kind);
    return [
      {
        facts: {
          ...probeFacts(spec, probe, unhealthy),
          budget: probeBudget(probe),
          restarts: restartCount,
          exitCode: ending?.terminated.exitCode ?? null,
          /** Seconds of the run that ended; told where the kubelet's events are gone. */
          inferred: kill.event === null && ending ? secondsOf(ending) : null,
          started: Boolean(spec.startupProbe),
          workload: owningWorkload(owners),
        },
        proof: proofOf(kill.event, unhealthy, ending, ref, {
          path: `${specPath(pod, name)}.${kind}Probe.failureThreshold`,
          value: probe.failureThreshold ?? 3,
        }),
        leads: failing.includes(name) ? [{ to: ref, rules: ['container/crash-cause-in-log'] }] : [],
      },
    ];
  });
}

/** The kill of that kind that ended the container last, or is ending it now. */
function killOf(
  pod: Pod,
  name: string,
  ending: Ending | undefined,
  events: readonly KubeEvent[],
  kind: Killer,
): { readonly event: KubeEvent | null } | null {
  const event = probeKill(events, name, kind);
  if (event && !(Date.parse(event.lastAt) <= Date.parse(ending?.terminated.finishedAt ?? ''))) return { event };
  const ended = ending ? endedByProbe(pod, ending, events) : null;
  return ended?.killer === kind ? ended : null;
}

function proofOf(
  kill: KubeEvent | null,
  unhealthy: KubeEvent | undefined,
  ending: Ending | undefined,
  ref: Ref,
  threshold: { readonly path: string; readonly value: number },
): readonly [Proof, ...Proof[]] {
  const terminated = ending?.terminated;
  const end = terminated?.finishedAt ? { at: terminated.finishedAt } : {};
  return [
    kill
      ? { ref, path: `event Killing (${kill.component})`, value: kill.message, at: kill.lastAt }
      : { ref, path: `${ending?.path}.exitCode`, value: terminated?.exitCode ?? null, ...end },
    ...(unhealthy ? [{ ref, path: `event Unhealthy (${unhealthy.component})`, value: unhealthy.message.slice(0, 500), at: unhealthy.lastAt }] : []),
    ...(kill ? [] : [{ ref, path: `${ending?.path}.startedAt`, value: terminated?.startedAt ?? null }]),
    { ref, ...threshold },
  ];
}

function secondsOf({ terminated: { startedAt, finishedAt } }: Ending): number | null {
  const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
  return Number.isFinite(seconds) ? seconds : null;
}

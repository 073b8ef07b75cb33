import { endings, isSidecar, specOf, specPath } from './container-ending.ts';
import type { KubeEvent } from './evidence.ts';
import type { Pod } from './kinds.ts';
import { containerStatuses } from './pod-state.ts';
import { probeBudget, probeEvent, probeKill, probeNumbers, probePort, probeText, readProbeWords } from './probe.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

/** The containers that the kubelet killed because of a probe, with what is known about each kill. */
export function probeKills(pod: Pod, ref: Ref, now: Date, events: readonly KubeEvent[], kind: 'liveness' | 'startup') {
  return containerStatuses(pod).flatMap(({ name, init, ready, state, restartCount }) => {
    const spec = specOf(pod, name);
    const probe = kind === 'liveness' ? spec?.livenessProbe : spec?.startupProbe;
    const kill = probeKill(events, name, kind);
    if (!spec || !probe || !kill || (init && !isSidecar(spec)) || pod.metadata?.deletionTimestamp) return [];
    const ending = endings(pod, now).find((one) => one.name === name);
    // well again since, for longer than the probe takes to fail
    const up = now.getTime() - Date.parse(state?.running?.startedAt ?? '');
    if (ready && up > 2000 * probeBudget(probe) && up > 300_000) return [];
    const unhealthy = probeEvent(events, name, kind);
    const said = unhealthy ? readProbeWords(unhealthy.message, Boolean(probe.exec)) : null;
    const field = `${specPath(pod, name)}.${kind}Probe`;
    const proof: readonly [Proof, ...Proof[]] = [
      { ref, path: `event Killing (${kill.component})`, value: kill.message, at: kill.lastAt },
      ...(unhealthy ? [{ ref, path: `event Unhealthy (${unhealthy.component})`, value: unhealthy.message.slice(0, 500), at: unhealthy.lastAt }] : []),
      { ref, path: `${field}.failureThreshold`, value: probe.failureThreshold ?? 3 },
    ];
    return [
      {
        facts: {
          container: name,
          probe: probeText(probe),
          port: probePort(spec, probe),
          ...probeNumbers(probe),
          budget: probeBudget(probe),
          failure: said?.failure ?? null,
          status: said?.status ?? null,
          words: said?.words ?? null,
          restarts: restartCount,
          exitCode: ending?.terminated.exitCode ?? null,
          started: Boolean(spec.startupProbe),
        },
        proof,
      },
    ];
  });
}

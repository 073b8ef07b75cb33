import type { Owner } from '../evidence.ts';
import type { EndpointSlice, Pod, Service } from '../kinds.ts';
import { differingLabels, nearestLabels, templateLabels } from '../nearest-workload.ts';
import { containerStatuses, isReady, podState } from '../pod-state.ts';
import { type Ref, refOf } from '../ref.ts';
import { restartHabit } from '../restart-habit.ts';
import { matchesMap } from '../selector.ts';
import { backendsOf, isBalanced, selectedPods, selectorText, selectsPods, statusCounts } from '../service-backends.ts';
import { declaredPorts, findPort, portText, targetOf, undeclaredTargets } from '../service-ports.ts';
import type { PlacedFault } from './path.ts';

export interface ServiceEvidence {
  readonly ref: Ref;
  readonly service: Service;
  /** Of its namespace. */
  readonly pods: readonly Pod[];
  readonly slices: readonly EndpointSlice[];
  /** Of its namespace; read only where the selector picks no pod. */
  readonly workloads: readonly Owner[];
  /** What it is called on: a number or a name; null where nothing says. */
  readonly port: number | string | null;
}

/** What keeps a Service from handing on what it is sent, the first thing first. Its pods themselves are judged on their own. */
export function judgeService(evidence: ServiceEvidence): PlacedFault[] {
  const { service } = evidence;
  if (service.spec?.type === 'ExternalName') return [];
  const port = portFault(evidence);
  if (!selectsPods(service)) return [...port, ...withoutSelector(evidence)];
  const picked = selectedPods(service, evidence.pods);
  if (picked.length === 0) return [...port, ...nobody(evidence)];
  return [...port, ...targetFaults(evidence, picked), ...staleEndpoints(evidence, picked)];
}

/** It is called on a port that it does not have. One without an address of its own is called on the port of its pods. */
function portFault({ ref, service, port }: ServiceEvidence): PlacedFault[] {
  const ports = service.spec?.ports ?? [];
  if (port === null || service.spec?.clusterIP === 'None' || ports.length === 0) return [];
  if (ports.some((one) => one.port === port || one.name === port || one.nodePort === port)) return [];
  const fault = {
    type: 'port-missing' as const,
    asked: String(port),
    has: ports.map((one) => portText(one)),
    isTargetPort: ports.some((one) => targetOf(one) === port),
  };
  return [{ fault, level: 'broken', proof: [{ ref, path: 'spec.ports[0].port', value: ports[0]?.port ?? null }] }];
}

function withoutSelector({ ref, slices }: ServiceEvidence): PlacedFault[] {
  if (backendsOf(slices).some(({ ready }) => ready)) return [];
  return [{ fault: { type: 'no-endpoints' }, level: 'broken', proof: [{ ref, path: 'spec.selector', value: null }] }];
}

/** The selector picks no pod: they are scaled to zero, or it is wrong. */
function nobody({ ref, service, pods, workloads }: ServiceEvidence): PlacedFault[] {
  const selector = service.spec?.selector ?? {};
  const proof = [{ ref, path: 'spec.selector', value: selectorText(selector) }] as const;
  const maker = workloads.find(({ object }) => matchesMap(selector, templateLabels(object)));
  if (maker) {
    const { spec } = (maker.object ?? {}) as { readonly spec?: { readonly replicas?: number } };
    if (spec?.replicas === 0) {
      const fault = { type: 'scaled-to-zero' as const, kind: maker.ref.kind, name: maker.ref.name };
      return [{ fault, level: 'broken', proof: [{ ref: maker.ref, path: 'spec.replicas', value: 0 }] }];
    }
    return [{ fault: { type: 'not-ready', ready: 0, pods: 0, states: [] }, level: 'broken', proof }];
  }
  const near = nearestLabels(selector, pods, workloads, ref.name);
  const fault = {
    type: 'selects-nothing' as const,
    selector: selectorText(selector),
    near: near ? { name: near.name, has: differingLabels(near) } : null,
  };
  return [{ fault, level: 'broken', proof }];
}

/** Ports that the pods do not have, by name or by number. */
function targetFaults({ ref, service }: ServiceEvidence, picked: readonly Pod[]): PlacedFault[] {
  const [first] = picked as readonly [Pod, ...Pod[]];
  const declared = declaredPorts(first).map((one) => portText(one));
  const named = (service.spec?.ports ?? []).filter((port) => picked.every((pod) => findPort(pod, port) === null));
  const unnamed = named.map((port): PlacedFault => {
    const fault = { type: 'named-port-missing' as const, port: portText(port), target: String(targetOf(port)), declared };
    return { fault, level: 'broken', proof: [{ ref, path: `spec.ports[port=${port.port}].targetPort`, value: targetOf(port) }] };
  });
  if (!isBalanced(service) || unnamed.length > 0) return unnamed;
  return undeclaredTargets(service, picked)
    .slice(0, 1)
    .map((port): PlacedFault => {
      const fault = { type: 'target-undeclared' as const, port: portText(port), target: Number(targetOf(port)), declared };
      return { fault, level: 'warn', proof: [{ ref, path: `spec.ports[port=${port.port}].targetPort`, value: targetOf(port) }] };
    });
}

/** Pods are Ready, but no endpoint is: whoever keeps the endpoints does not. */
function staleEndpoints({ ref, service, slices }: ServiceEvidence, picked: readonly Pod[]): PlacedFault[] {
  const ready = picked.find(isReady);
  const named =
    (service.spec?.ports ?? []).length === 0 || (service.spec?.ports ?? []).some((port) => picked.some((pod) => findPort(pod, port) !== null));
  if (!ready || !named || backendsOf(slices).some((backend) => backend.ready)) return [];
  const proof = [
    { ref, path: 'spec.selector', value: selectorText(service.spec?.selector) },
    { ref: refOf('pod', ready), path: 'status.conditions[type=Ready].status', value: 'True' },
  ] as const;
  return [{ fault: { type: 'no-endpoints' }, level: 'broken', proof }];
}

/** Pods that are not Ready though they ought to be. Those that are only starting are no fault while others serve. */
export function judgePods(pods: readonly Pod[], now: Date): PlacedFault[] {
  const ready = pods.filter(isReady).length;
  const failing = pods.filter((pod) => podState(pod, now).condition === 'failing');
  const [first] = failing.length > 0 ? failing : pods.filter((pod) => !isReady(pod));
  if (!first || (ready > 0 && failing.length === 0)) return restarting(pods, now);
  const proof = notReadyProof(first);
  const states = statusCounts(
    pods.filter((pod) => !isReady(pod)),
    now,
  );
  return [{ fault: { type: 'not-ready', ready, pods: pods.length, states }, level: ready === 0 ? 'broken' : 'warn', proof }];
}

/** That the pod is not Ready, and which container waits for what. */
function notReadyProof(pod: Pod): PlacedFault['proof'] {
  const ref = refOf('pod', pod);
  const { phase, conditions = [] } = pod.status ?? {};
  const condition = conditions.find(({ type }) => type === 'Ready');
  const at = condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {};
  const waiting = containerStatuses(pod).find(({ state, ready }) => !ready && state?.waiting?.reason);
  const list = waiting?.init ? 'initContainerStatuses' : 'containerStatuses';
  return [
    condition
      ? { ref, path: 'status.conditions[type=Ready].status', value: condition.status, ...at }
      : { ref, path: 'status.phase', value: phase ?? null },
    ...(waiting ? [{ ref, path: `status.${list}[name=${waiting.name}].state.waiting.reason`, value: waiting.state?.waiting?.reason ?? null }] : []),
  ];
}

/** All serve, but one restarts again and again: some requests fail. */
function restarting(pods: readonly Pod[], now: Date): PlacedFault[] {
  const [worst] = pods
    .flatMap((pod) => {
      const habit = restartHabit(pod, now);
      return habit ? [{ pod, ...habit }] : [];
    })
    .toSorted((a, b) => b.count - a.count);
  if (!worst) return [];
  const { pod, container, count: restarts, exitCode, at } = worst;
  const fault = { type: 'restarting' as const, pod: pod.metadata?.name ?? '', container, restarts, exitCode };
  const path = `status.containerStatuses[name=${container}].restartCount`;
  return [{ fault, level: 'warn', proof: [{ ref: refOf('pod', pod), path, value: restarts, at }] }];
}

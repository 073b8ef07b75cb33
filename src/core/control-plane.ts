import type { Container, Lease, Pod } from './kinds.ts';
import { isFinished, isReady } from './pod-state.ts';

/** The components that kubeadm and its like run as static pods in kube-system. */
const components = ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager'] as const;
export type Component = (typeof components)[number];

/** Which component a pod is; null for any other pod. The mirror pod of a static pod is called after its manifest and its node. */
export function componentOf({ metadata }: Pod): Component | null {
  if (metadata?.namespace !== 'kube-system') return null;
  const { component } = metadata.labels ?? {};
  const isStatic = metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined || metadata.labels?.tier === 'control-plane';
  return components.find((name) => name === component || (isStatic && metadata.name?.startsWith(`${name}-`))) ?? null;
}

/** The container that runs the component: the one of its name, or the first. */
export function componentContainer(pod: Pod): Container | undefined {
  const name = componentOf(pod);
  return pod.spec?.containers.find((container) => container.name === name) ?? pod.spec?.containers[0];
}

/** A flag's value in the command line of a component: `--name=value`, or `--name` alone ("true"); null where it is not set. */
export function flagOf(pod: Pod, name: string): string | null {
  const { command = [], args = [] } = componentContainer(pod) ?? {};
  const words = [...command, ...args];
  const index = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
  const word = words[index];
  if (word === undefined) return null;
  const next = words[index + 1];
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : next && !next.startsWith('--') ? next : 'true';
}

/** A leader renews its lease every few seconds, and another takes it after 15; one this old is nobody's. Milliseconds. */
const stale = 40_000;

export interface LeaderState {
  /** `managed`: neither pods nor a lease can be seen, as where a provider runs the control plane. */
  readonly state: 'fine' | 'down' | 'managed';
  /** Why: it does not renew its lease, it has no pod, or none of its pods is ready. */
  readonly because: 'lease' | 'no-pod' | 'not-ready' | null;
  readonly pods: readonly Pod[];
  readonly lease: Lease | null;
  /** Seconds since the lease was renewed. */
  readonly silent: number | null;
}

/** Does the scheduler or the controller manager do its work? Its lease says so; where it keeps none, its pods. */
export function leaderState(component: Component, leases: readonly Lease[], systemPods: readonly Pod[], now: Date): LeaderState {
  const lease = leases.find(({ metadata }) => metadata?.name === component) ?? null;
  const pods = systemPods.filter((pod) => componentOf(pod) === component);
  const renewed = Date.parse(lease?.spec?.renewTime ?? '');
  const silent = Number.isNaN(renewed) ? null : Math.round((now.getTime() - renewed) / 1000);
  const state = { pods, lease, silent };
  // one that runs alone keeps no lease, and may have left one behind
  const alone = pods.some((pod) => flagOf(pod, 'leader-elect') === 'false');
  if (silent !== null && !alone)
    return silent * 1000 > stale ? { ...state, state: 'down', because: 'lease' } : { ...state, state: 'fine', because: null };
  const others = systemPods.some((pod) => componentOf(pod) !== null);
  if (pods.length === 0) return others ? { ...state, state: 'down', because: 'no-pod' } : { ...state, state: 'managed', because: null };
  if (pods.some((pod) => isReady(pod) || !isOld(pod, now))) return { ...state, state: 'fine', because: null };
  return { ...state, state: 'down', because: 'not-ready' };
}

/** Past the time that a start takes. */
function isOld(pod: Pod, now: Date): boolean {
  const started = (pod.status?.containerStatuses ?? []).map(({ state, lastState }) => state?.running?.startedAt ?? lastState?.terminated?.finishedAt);
  const latest = Math.max(...started.map((at) => Date.parse(at ?? '')).filter((at) => !Number.isNaN(at)), 0);
  return isFinished(pod) || now.getTime() - latest > stale;
}

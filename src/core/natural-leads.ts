import { type AnyObject, type Kind, type Pod, workloadKinds } from './kinds.ts';
import { containerStatuses, podState } from './pod-state.ts';
import { type Ref, refOf } from './ref.ts';

/** Where one looks from a subject even if no rule points there. */
export interface NaturalLeads {
  /** Facets that must be read to find them. */
  readonly needs: readonly string[];
  /**
   * `parts` make the subject up: their problems are its problems. `surroundings` are looked at once, from the target and its
   * parts: their problems count only if the subject is not well.
   */
  find(
    subject: AnyObject,
    facets: Readonly<Record<string, unknown>>,
    now: Date,
  ): { readonly parts: readonly Part[]; readonly surroundings: readonly Ref[] };
}

/** One pod that stands for all that fail in the same way. */
export interface Part {
  readonly ref: Ref;
  readonly alike: readonly Ref[];
}

const none: NaturalLeads = { needs: [], find: () => ({ parts: [], surroundings: [] }) };

/** Of a pod: its controllers, its node and its claims. Of a workload: its failing pods, one for each way of failing. */
export function naturalLeads(kind: Kind): NaturalLeads {
  if (kind === 'pod') return podLeads;
  if ((workloadKinds as readonly Kind[]).includes(kind)) return workloadLeads;
  return none;
}

const podLeads: NaturalLeads = {
  needs: ['owners'],
  find(subject, facets) {
    const pod = subject as Pod;
    const owners = ((facets.owners ?? []) as readonly { ref: Ref; object: unknown }[]).filter(({ object }) => object).map(({ ref }) => ref);
    const node = pod.spec?.nodeName ? [{ kind: 'node', name: pod.spec.nodeName } as const] : [];
    const namespace = pod.metadata?.namespace ?? 'default';
    const claims = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
      persistentVolumeClaim ? [{ kind: 'persistentvolumeclaim', name: persistentVolumeClaim.claimName, namespace } as const] : [],
    );
    return { parts: [], surroundings: [...node, ...claims, ...owners] };
  },
};

const workloadLeads: NaturalLeads = {
  needs: ['pods'],
  find(_subject, facets, now) {
    const pods = (facets.pods ?? []) as readonly Pod[];
    return { parts: failingParts(pods, now), surroundings: [] };
  },
};

/** The failing pods, grouped by how they fail; each group is one part. The newest stands for its group: it shows the current template. */
export function failingParts(pods: readonly Pod[], now: Date): Part[] {
  const groups = new Map<string, Pod[]>();
  for (const pod of pods) {
    if (podState(pod, now).condition !== 'failing' && !restartedLately(pod, now)) continue;
    const key = failureSignature(pod, now);
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  return [...groups.values()].map((group) => {
    const [first, ...others] = group.toSorted((a, b) => (b.metadata?.creationTimestamp ?? '').localeCompare(a.metadata?.creationTimestamp ?? ''));
    return { ref: refOf('pod', first as Pod), alike: others.map((pod) => refOf('pod', pod)) };
  });
}

function restartedLately(pod: Pod, now: Date): boolean {
  return containerStatuses(pod).some(({ lastState }) => {
    const finished = Date.parse(lastState?.terminated?.finishedAt ?? '');
    return now.getTime() - finished < 600_000 && lastState?.terminated?.exitCode !== 0;
  });
}

/** Equal for pods that fail in the same way. A container that keeps crashing swings between states: they count as one. */
function failureSignature(pod: Pod, now: Date): string {
  const containers = containerStatuses(pod)
    .filter(({ ready, state }) => !ready || state?.waiting)
    .map(({ name, state, lastState, restartCount }) => {
      if (restartCount > 0) return `${name}:restarts:${lastState?.terminated?.reason ?? ''}:${lastState?.terminated?.exitCode ?? ''}`;
      return `${name}:${state?.waiting?.reason?.replace(/^(ErrImagePull|ImagePullBackOff)$/, 'image') ?? state?.terminated?.reason ?? 'running'}`;
    });
  const crashing = containers.some((text) => text.includes(':restarts:'));
  return [crashing ? 'crash' : podState(pod, now).status.replace(/ErrImagePull|ImagePullBackOff/, 'image'), ...containers].join('|');
}

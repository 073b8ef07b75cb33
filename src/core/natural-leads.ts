import { failingParts } from './failing-parts.ts';
import { type AnyObject, type CronJob, type HorizontalPodAutoscaler, isWorkloadKind, type Job, type Kind, type Pod, type Service } from './kinds.ts';
import { isFinished } from './pod-state.ts';
import { type Ref, refOf } from './ref.ts';
import { selectedPods } from './service-backends.ts';
import { subjectState } from './subject-state.ts';
import { systemComponent } from './system-component.ts';

/** One object that stands for all that fail in the same way. */
export interface Part {
  readonly ref: Ref;
  readonly alike: readonly Ref[];
}

/** Where one looks from a subject even if no rule points there; see `roles` in visits.ts. */
export interface Leads {
  readonly parts: readonly Part[];
  readonly surroundings: readonly Ref[];
  readonly background: readonly Ref[];
}

export interface NaturalLeads {
  /** Facets without which a part may be overlooked. */
  readonly needs: readonly string[];
  /** Facets that only show the background. */
  readonly wants: readonly string[];
  find(kind: Kind, subject: AnyObject, facets: Readonly<Record<string, unknown>>, now: Date): Leads;
}

const nowhere: Leads = { parts: [], surroundings: [], background: [] };

/** Running pods of DNS, kube-proxy and network plugins are looked at too: what they say of others is in their logs. */
const mostSystemPods = 3;

/**
 * Of a pod: its node and claims, and its controllers. Of a workload: its failing pods, one for each way of failing, and what
 * scales it. Of a CronJob: its newest Job too. Of the Service of the cluster's DNS: its pods.
 */
export function naturalLeads(kind: Kind): NaturalLeads {
  if (kind === 'pod') return podLeads;
  if (kind === 'service') return serviceLeads;
  if (kind === 'cronjob') return cronJobLeads;
  if ((autoscaled as readonly Kind[]).includes(kind)) return autoscaledLeads;
  if (isWorkloadKind(kind)) return workloadLeads;
  return { needs: [], wants: [], find: () => nowhere };
}

const autoscaled = ['deployment', 'statefulset', 'replicationcontroller'] as const satisfies readonly Kind[];

const podLeads: NaturalLeads = {
  needs: [],
  wants: ['owners'],
  find(_kind, subject, facets) {
    const pod = subject as Pod;
    const owners = ((facets.owners ?? []) as readonly { ref: Ref; object: unknown }[]).filter(({ object }) => object).map(({ ref }) => ref);
    const node = pod.spec?.nodeName ? [{ kind: 'node', name: pod.spec.nodeName } as const] : [];
    const namespace = pod.metadata?.namespace ?? 'default';
    const claims = (pod.spec?.volumes ?? []).flatMap(({ persistentVolumeClaim }) =>
      persistentVolumeClaim ? [{ kind: 'persistentvolumeclaim', name: persistentVolumeClaim.claimName, namespace } as const] : [],
    );
    return { parts: [], surroundings: [...node, ...claims], background: owners };
  },
};

const workloadLeads: NaturalLeads = {
  needs: ['pods'],
  wants: [],
  find(kind, subject, facets, now) {
    const pods = (facets.pods ?? []) as readonly Pod[];
    const { condition } = subjectState(kind, subject, now, pods) ?? { condition: 'failing' };
    if (condition === 'finished') return nowhere;
    const parts = failingParts(pods, now, condition === 'ok' ? 'lately' : 'ever');
    return { ...nowhere, parts: [...parts, ...systemParts(subject, pods, parts)] };
  },
};

const serviceLeads: NaturalLeads = {
  needs: [],
  wants: ['namespacePods'],
  find(_kind, subject, facets) {
    if (systemComponent(subject) !== 'dns') return nowhere;
    return { ...nowhere, parts: systemParts(subject, selectedPods(subject as Service, (facets.namespacePods ?? []) as readonly Pod[]), []) };
  },
};

function systemParts(owner: AnyObject, pods: readonly Pod[], failing: readonly Part[]): Part[] {
  if (!systemComponent(owner)) return [];
  const known = new Set(failing.flatMap(({ ref, alike }) => [ref, ...alike]).map(({ name }) => name));
  const others = pods.filter((pod) => !isFinished(pod) && !known.has(pod.metadata?.name ?? ''));
  return others.slice(0, mostSystemPods).map((pod) => ({ ref: refOf('pod', pod), alike: [] }));
}

const autoscaledLeads: NaturalLeads = {
  needs: ['pods'],
  wants: ['autoscalers'],
  find(kind, subject, facets, now) {
    const autoscalers = (facets.autoscalers ?? []) as readonly HorizontalPodAutoscaler[];
    return { ...workloadLeads.find(kind, subject, facets, now), background: autoscalers.map((one) => refOf('horizontalpodautoscaler', one)) };
  },
};

/** The newest Job shows the current template; what earlier ones left behind is history. */
const cronJobLeads: NaturalLeads = {
  needs: ['pods', 'jobs'],
  wants: [],
  find(_kind, subject, facets, now) {
    const newest = ((facets.jobs ?? []) as readonly Job[]).at(-1);
    if (!newest) return nowhere;
    const { parts } = workloadLeads.find('job', newest, facets, now);
    const failing = subjectState('job', newest, now, facets.pods as readonly Pod[])?.condition === 'failing';
    const job: Part = { ref: { ...refOf('job', newest), ...namespaceOf(subject as CronJob) }, alike: [] };
    return { ...nowhere, parts: failing ? [job, ...parts] : parts };
  },
};

function namespaceOf({ metadata }: CronJob): { namespace?: string } {
  return metadata?.namespace ? { namespace: metadata.namespace } : {};
}

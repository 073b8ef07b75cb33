import type { Facets } from '../../core/facets.ts';
import type { CronJob, Deployment, Job, Kinds, Pod, ReplicaSet, ReplicationController, WorkloadKind } from '../../core/kinds.ts';
import { toEvents } from '../../core/kube-events.ts';
import type { Reader } from '../../core/reader.ts';
import { selectorToString } from '../../core/selector.ts';
import { type Collector, type Context, namespaceOf, orElse } from './collector.ts';
import { namespaced } from './namespaced.ts';
import { owners } from './owners.ts';

type Workload = Kinds[WorkloadKind];

function selectorOf(kind: WorkloadKind, subject: Workload): string {
  if (kind === 'replicationcontroller') return selectorToString({ matchLabels: (subject as ReplicationController).spec?.selector ?? {} });
  const selector = (subject as Deployment | Job).spec?.selector;
  return selector ? selectorToString(selector) : '';
}

async function readPods({ reader, ref, subject }: Context<WorkloadKind>): Promise<readonly Pod[]> {
  const namespace = namespaceOf(ref);
  const kind = ref.kind as WorkloadKind;
  if (kind === 'cronjob') return readCronJobPods(reader, namespace, subject as CronJob);
  const labelSelector = selectorOf(kind, subject);
  const pods = await reader.list('pod', { namespace, ...(labelSelector ? { labelSelector } : {}) });
  return pods.filter((pod) => isOwned(kind, subject, pod));
}

/** A Deployment's pods belong to ReplicaSets that are named after it and the template's hash. */
function isOwned(kind: WorkloadKind, subject: Workload, pod: Pod): boolean {
  const owner = pod.metadata?.ownerReferences?.find(({ controller }) => controller);
  if (kind !== 'deployment') return owner?.uid === subject.metadata?.uid;
  return owner?.kind === 'ReplicaSet' && owner.name === `${subject.metadata?.name}-${pod.metadata?.labels?.['pod-template-hash']}`;
}

async function readJobs(reader: Reader, namespace: string, cronJob: CronJob): Promise<readonly Job[]> {
  const jobs = await reader.list('job', { namespace });
  return jobs
    .filter(({ metadata }) => metadata?.ownerReferences?.some(({ uid }) => uid === cronJob.metadata?.uid))
    .toSorted((a, b) => (a.metadata?.creationTimestamp ?? '').localeCompare(b.metadata?.creationTimestamp ?? ''));
}

async function readCronJobPods(reader: Reader, namespace: string, cronJob: CronJob): Promise<readonly Pod[]> {
  const newest = (await readJobs(reader, namespace, cronJob)).at(-1);
  if (!newest?.spec?.selector) return [];
  return reader.list('pod', { namespace, labelSelector: selectorToString(newest.spec.selector) });
}

async function readReplicaSets({ reader, ref, subject }: Context<WorkloadKind>): Promise<readonly ReplicaSet[]> {
  if (ref.kind === 'replicaset') return [subject as ReplicaSet];
  if (ref.kind !== 'deployment') return [];
  const sets = await reader.list('replicaset', { namespace: namespaceOf(ref), labelSelector: selectorOf('deployment', subject) });
  const revision = (set: ReplicaSet) => Number(set.metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  return sets
    .filter(({ metadata }) => metadata?.ownerReferences?.some(({ uid }) => uid === subject.metadata?.uid))
    .toSorted((a, b) => revision(a) - revision(b));
}

/** Told by their name: generated from the workload's own, or from that of one of its ReplicaSets. */
async function readStrayPods(context: Context<WorkloadKind>): Promise<readonly Pick<Pod, 'metadata'>[]> {
  const { reader, ref } = context;
  if (ref.kind === 'job' || ref.kind === 'cronjob') return [];
  const [own, all] = await Promise.all([readPods(context), reader.list('pod', { namespace: namespaceOf(ref), metadataOnly: true })]);
  const known = new Set(own.map(({ metadata }) => metadata?.uid));
  const rest = ref.kind === 'deployment' ? /^-[a-z0-9]{1,10}-$/ : /^-$/;
  const isGenerated = (name = '') => name.startsWith(ref.name) && rest.test(name.slice(ref.name.length));
  return all.filter(({ metadata }) => {
    const owner = metadata?.ownerReferences?.find(({ controller }) => controller);
    const unowned = !owner || (ref.kind === 'deployment' && owner.kind === 'ReplicaSet');
    return unowned && isGenerated(metadata?.generateName) && !metadata?.deletionTimestamp && !known.has(metadata?.uid);
  });
}

export const workloadFacets: { readonly [F in keyof Facets['deployment']]: Collector<WorkloadKind, Facets['deployment'][F]> } = {
  ...namespaced,
  owners,
  pods: { reads: ['pod', 'job'], collect: readPods },
  strayPods: { reads: ['pod'], collect: readStrayPods },
  replicaSets: { reads: ['replicaset'], collect: readReplicaSets },
  replicaSetEvents: {
    reads: ['event', 'replicaset'],
    async collect(context) {
      if (context.ref.kind !== 'deployment') return [];
      const names = new Set((await readReplicaSets(context)).map(({ metadata }) => metadata?.name));
      const namespace = namespaceOf(context.ref);
      const events = await context.reader.list('event', { namespace, fieldSelector: 'involvedObject.kind=ReplicaSet' });
      return toEvents(events.filter(({ involvedObject }) => names.has(involvedObject.name)));
    },
  },
  jobs: {
    reads: ['job'],
    collect: async ({ reader, ref, subject }) => (ref.kind === 'cronjob' ? readJobs(reader, namespaceOf(ref), subject as CronJob) : []),
  },
  autoscalers: {
    reads: ['horizontalpodautoscaler'],
    async collect({ reader, ref }) {
      const all = await reader.list('horizontalpodautoscaler', { namespace: namespaceOf(ref) });
      return all.filter(({ spec }) => spec?.scaleTargetRef.name === ref.name && spec.scaleTargetRef.kind.toLowerCase() === ref.kind);
    },
  },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  controllerLease: {
    reads: ['lease'],
    collect: ({ reader }) => orElse(reader.get('lease', 'kube-controller-manager', 'kube-system'), null, 'not-found'),
  },
};

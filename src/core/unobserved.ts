import { type Job, type Kind, type Kinds, workloadKinds } from './kinds.ts';

/** Kinds that kube-controller-manager carries out, and that tell whether it has seen them: a CronJob does not. */
export const observedKinds = workloadKinds.filter((kind) => kind !== 'cronjob');
type Observed = Kinds[(typeof observedKinds)[number]];

/** What its controller has not seen yet; null where it has seen all. */
export interface Unobserved {
  /** Path of the field that says so, and its value. */
  readonly path: string;
  readonly value: number | null;
  readonly generation: number | null;
  /** RFC 3339: when it was last changed, or made. */
  readonly since: string;
}

/** Every controller writes the generation that it has seen into the status; a Job's writes when it started. */
export function unobserved(kind: Kind, object: Observed): Unobserved | null {
  const { metadata, status } = object;
  const writes = (metadata?.managedFields ?? [])
    .filter(({ subresource, time }) => subresource !== 'status' && time)
    .map(({ time }) => time as string);
  const since = writes.toSorted().at(-1) ?? metadata?.creationTimestamp;
  if (!since || metadata?.deletionTimestamp) return null;
  if (kind === 'job') {
    const job = object as Job;
    const { suspend, managedBy } = job.spec ?? {};
    const seen = job.status?.startTime !== undefined || (job.status?.conditions ?? []).length > 0;
    const others = managedBy !== undefined && managedBy !== 'kubernetes.io/job-controller';
    return seen || suspend || others ? null : { path: 'status.startTime', value: null, generation: null, since };
  }
  const { observedGeneration } = (status ?? {}) as { readonly observedGeneration?: number };
  const generation = metadata?.generation ?? 1;
  return (observedGeneration ?? 0) >= generation ? null : { path: 'status.observedGeneration', value: observedGeneration ?? null, generation, since };
}

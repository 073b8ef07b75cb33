import type { ControllerRevision, DaemonSet, Deployment, ObjectMeta, PodTemplateSpec, ReplicaSet, StatefulSet } from '../kinds.ts';
import { refOf } from '../ref.ts';
import { templateChanges } from '../template-changes.ts';
import { type Change, isWithin, type Since, writerAt, writes } from './change.ts';

interface Revision {
  readonly number: number;
  /** null: it is not known when. */
  readonly at: string | null;
  /** An earlier template came back. */
  readonly back: boolean;
  readonly template: PodTemplateSpec | undefined;
}

/** Rollouts of Deployments: a ReplicaSet that was made, or the template of an earlier one that came back. */
export function deploymentRollouts(deployments: readonly Deployment[], replicaSets: readonly ReplicaSet[], since: Since): Change[] {
  return deployments.flatMap((deployment) => {
    const own = replicaSets.filter(({ metadata }) => isOwnedBy(metadata, deployment.metadata));
    const written = writes(deployment.metadata ?? {}).at(-1)?.at ?? null;
    const newest = Math.max(0, ...own.map(revisionOf));
    const revisions = own.flatMap((replicaSet) => revisionsOf(replicaSet, revisionOf(replicaSet) === newest ? written : null));
    return rollouts('deployment', deployment, revisions, since);
  });
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}

/** A ReplicaSet stands for each revision that had its template; when it came back, only its Deployment knows (`backAt`). */
function revisionsOf(replicaSet: ReplicaSet, backAt: string | null): readonly Revision[] {
  const { metadata, spec } = replicaSet;
  const history = metadata?.annotations?.['deployment.kubernetes.io/revision-history']?.split(',').map(Number) ?? [];
  const numbers = [...history, revisionOf(replicaSet)];
  const made = metadata?.creationTimestamp ?? null;
  return numbers.map((number, index) => ({
    number,
    back: index > 0,
    at: index === 0 ? made : index === numbers.length - 1 ? backAt : null,
    template: spec?.template,
  }));
}

/** Rollouts of StatefulSets and DaemonSets, by the revisions that are kept of them. */
export function revisionRollouts(
  kind: 'statefulset' | 'daemonset',
  workloads: readonly (StatefulSet | DaemonSet)[],
  controllerRevisions: readonly ControllerRevision[],
  since: Since,
): Change[] {
  return workloads.flatMap((workload) => {
    const own = controllerRevisions.filter(({ metadata }) => isOwnedBy(metadata, workload.metadata));
    const revisions = own.map(({ metadata, revision, data }) => ({
      number: revision,
      at: metadata?.creationTimestamp ?? null,
      back: false,
      template: (data as { readonly spec?: { readonly template?: PodTemplateSpec } } | undefined)?.spec?.template,
    }));
    return rollouts(kind, workload, revisions, since);
  });
}

function rollouts(
  kind: 'deployment' | 'statefulset' | 'daemonset',
  workload: Deployment | StatefulSet | DaemonSet,
  revisions: readonly Revision[],
  since: Since,
): Change[] {
  const ordered = revisions.toSorted((a, b) => a.number - b.number);
  const ref = refOf(kind, workload);
  return ordered.flatMap((revision, index): Change[] => {
    const before = ordered[index - 1];
    const { at, number: to, back } = revision;
    // the first revision came with the workload itself
    if (at === null || !isWithin(at, since) || (!before && to <= 1)) return [];
    const changes = before ? templateChanges(before.template, revision.template) : [];
    const by = writerAt(workload.metadata ?? {}, at);
    return [{ type: 'rollout', at, ref, by, from: before?.number ?? null, to, back, changes }];
  });
}

function isOwnedBy(metadata: ObjectMeta | undefined, owner: ObjectMeta | undefined): boolean {
  return (
    metadata?.namespace === owner?.namespace &&
    (metadata?.ownerReferences?.some(({ uid, name }) => (owner?.uid ? uid === owner.uid : name === owner?.name)) ?? false)
  );
}

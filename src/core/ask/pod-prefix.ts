import { isWorkloadKind } from '../kinds.ts';
import { type Ref, refKey } from '../ref.ts';
import type { Found, NameSearch } from './name-search.ts';
import { ownerOfPod } from './pod-owner.ts';
import type { Named } from './resolve-target.ts';

/**
 * Whose pods begin with that name: `checkout` of `checkout-api-…` is the Deployment `checkout-api`, and `web-7d4b9c` of
 * `web-7d4b9c5f6d-x2x4z` that ReplicaSet. A pod that nothing controls is itself meant.
 */
export async function ownersOfPrefix({ kind, name, namespace }: Named, search: NameSearch): Promise<readonly Ref[]> {
  if (kind !== null && kind !== 'pod' && !isWorkloadKind(kind)) return [];
  const pods = await search.all(['pod'], namespace);
  const owners = pods.flatMap((pod) => ownerByPrefix(pod, name) ?? []);
  const meant = kind === null || kind === 'pod' ? owners : owners.filter((ref) => ref.kind === kind);
  return [...new Map(meant.map((ref) => [refKey(ref), ref])).values()];
}

function ownerByPrefix({ ref, metadata }: Found, name: string): Ref | null {
  if (!ref.name.startsWith(name)) return null;
  const owner = ownerOfPod(metadata);
  if (!owner) return endsAtPart(ref.name, name) ? ref : null;
  const { controller, workload } = owner;
  if (endsAtPart(workload.name, name)) return workload;
  // longer than the workload's name: its ReplicaSet, or the pod itself
  if (!name.startsWith(`${workload.name}-`)) return null;
  return controller.name.startsWith(name) ? controller : ref;
}

/** `checkout` of `checkout-api`, but not `check`. */
function endsAtPart(whole: string, start: string): boolean {
  return whole === start || whole.startsWith(`${start}-`);
}

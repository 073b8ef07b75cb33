import type { AnyObject, Kind, ObjectMeta } from '../kinds.ts';
import { refKey, refOf } from '../ref.ts';
import { type Change, isWithin, type Since, writes } from './change.ts';

const seconds = 1000;

/** Objects that were made or written to, by their managed fields. A write that a rollout tells of already is left out. */
export function edits(kind: Kind, objects: readonly AnyObject[], rollouts: readonly Change[], since: Since): Change[] {
  return objects.flatMap((object): Change[] => {
    const metadata = object.metadata as ObjectMeta;
    if (isNoise(kind, metadata)) return [];
    const ref = refOf(kind, object);
    const written = writes(metadata);
    const made = metadata.creationTimestamp;
    const first: Change[] = isWithin(made, since) ? [{ type: 'created', at: made, ref, by: written[0]?.by ?? null }] : [];
    const last = written.at(-1);
    const told = (at: string) =>
      rollouts.some((rollout) => refKey(rollout.ref) === refKey(ref) && Math.abs(Date.parse(rollout.at) - Date.parse(at)) < 30 * seconds);
    // a first write a moment later still belongs to its making
    const isMaking = last && Date.parse(last.at) - Date.parse(made ?? '') < 2 * seconds;
    if (!last || isMaking || !isWithin(last.at, since) || told(last.at)) return first;
    return [...first, { type: 'edited', at: last.at, ref, by: last.by }];
  });
}

/** Written all the time, or with every namespace. */
function isNoise(kind: Kind, { name, annotations, ownerReferences }: ObjectMeta): boolean {
  if (kind === 'configmap') return name === 'kube-root-ca.crt' || annotations?.['control-plane.alpha.kubernetes.io/leader'] !== undefined;
  // of a Job that a CronJob makes, the CronJob tells
  return kind === 'job' && (ownerReferences?.some(({ controller }) => controller) ?? false);
}

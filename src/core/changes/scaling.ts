import type { KubeEvent } from '../evidence.ts';
import type { ReplicaSet, StatefulSet } from '../kinds.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { type Change, isWithin, type Since } from './change.ts';

/** How long a rollout may go on: what the controller scales in that time belongs to it. */
const rolloutSeconds = 600;

/** Deployments that were scaled, by the events of their controller; what a rollout does to its ReplicaSets is not scaling. */
export function deploymentScaling(
  events: readonly KubeEvent[],
  replicaSets: readonly ReplicaSet[],
  rollouts: readonly Change[],
  since: Since,
): Change[] {
  const revision = (ref: Ref, name: string) => {
    const found = replicaSets.find(({ metadata }) => metadata?.name === name && metadata.namespace === ref.namespace);
    return Number(found?.metadata?.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
  };
  const newest = (ref: Ref) =>
    Math.max(
      0,
      ...replicaSets
        .filter((one) => one.metadata?.namespace === ref.namespace && one.metadata?.ownerReferences?.some(({ name }) => name === ref.name))
        .map(({ metadata }) => revision(ref, metadata?.name ?? '')),
    );
  return events.flatMap((event): Change[] => {
    const match = /^Scaled (up|down) replica set (\S+)(?: from (\d+))? to (\d+)/.exec(event.message);
    if (event.reason !== 'ScalingReplicaSet' || !match || !isWithin(event.lastAt, since)) return [];
    const [, way, name = '', from, to] = match;
    const rolling = rollouts.some(({ ref, at }) => {
      const seconds = (Date.parse(event.lastAt) - Date.parse(at)) / 1000;
      return refKey(ref) === refKey(event.about) && seconds >= -5 && seconds <= rolloutSeconds;
    });
    const byRollout = rolling && (way === 'down' || revision(event.about, name) === newest(event.about));
    if (byRollout || (way === 'up' && from === '0' && !wasScaledToZero(event, events))) return [];
    return [{ type: 'scaled', at: event.lastAt, ref: event.about, from: from === undefined ? null : Number(from), to: Number(to), by: null }];
  });
}

/** `from 0` is how a rollout begins too: it is scaling only after somebody took it down to 0. */
function wasScaledToZero({ about, message, lastAt }: KubeEvent, events: readonly KubeEvent[]): boolean {
  const [, name] = /replica set (\S+)/.exec(message) ?? [];
  return events.some(
    (other) =>
      refKey(other.about) === refKey(about) &&
      other.message.includes(`Scaled down replica set ${name} `) &&
      / to 0$/.test(other.message) &&
      other.lastAt < lastAt,
  );
}

/** What an autoscaler did, in its own words. */
export function autoscalerScaling(events: readonly KubeEvent[], since: Since): Change[] {
  return events.flatMap((event): Change[] => {
    const [, size] = /^New size: (\d+)/.exec(event.message) ?? [];
    if (event.reason !== 'SuccessfulRescale' || size === undefined || !isWithin(event.lastAt, since)) return [];
    return [{ type: 'scaled', at: event.lastAt, ref: event.about, from: null, to: Number(size), by: 'autoscaler' }];
  });
}

/** StatefulSets: pods beyond their number that were deleted, or that were made without having been deleted before. */
export function statefulSetScaling(events: readonly KubeEvent[], statefulSets: readonly StatefulSet[], since: Since): Change[] {
  return statefulSets.flatMap((statefulSet): Change[] => {
    const ref = refOf('statefulset', statefulSet);
    const replicas = statefulSet.spec?.replicas ?? 1;
    const own = events.filter((event) => refKey(event.about) === refKey(ref) && isWithin(event.lastAt, since));
    const ordinals = (verb: string) =>
      own.flatMap(({ message, lastAt }) => {
        const [, name] = new RegExp(`^${verb} Pod (\\S+) in StatefulSet`).exec(message) ?? [];
        return name ? [{ ordinal: Number(name.slice(name.lastIndexOf('-') + 1)), at: lastAt }] : [];
      });
    const deleted = ordinals('delete');
    const gone = deleted.filter(({ ordinal }) => ordinal >= replicas);
    const made = isWithin(statefulSet.metadata?.creationTimestamp, since)
      ? []
      : ordinals('create').filter(({ ordinal }) => !deleted.some((one) => one.ordinal === ordinal));
    const [lastGone] = gone.toSorted((a, b) => b.at.localeCompare(a.at));
    const [lastMade] = made.toSorted((a, b) => b.at.localeCompare(a.at));
    return [
      ...(lastGone
        ? [{ type: 'scaled' as const, at: lastGone.at, ref, from: Math.max(...gone.map(({ ordinal }) => ordinal)) + 1, to: replicas, by: null }]
        : []),
      ...(lastMade
        ? [
            {
              type: 'scaled' as const,
              at: lastMade.at,
              ref,
              from: Math.min(...made.map(({ ordinal }) => ordinal)),
              to: Math.max(...made.map(({ ordinal }) => ordinal)) + 1,
              by: null,
            },
          ]
        : []),
    ];
  });
}

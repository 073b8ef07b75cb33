import type { KubeEvent } from '../evidence.ts';
import { type Ref, refKey } from '../ref.ts';
import { type Change, isWithin, type Since } from './change.ts';

/** Warning events, one for each workload, reason and component: the newest words, all counts. `owner`: the workload of a pod. */
export function warnings(events: readonly KubeEvent[], owner: (about: Ref) => Ref, since: Since): Change[] {
  const groups = new Map<string, Extract<Change, { type: 'warning' }>>();
  for (const { type, about, reason, message, count, lastAt, component } of events) {
    if (type !== 'Warning' || !isWithin(lastAt, since)) continue;
    const ref = owner(about);
    const key = `${refKey(ref)} ${reason} ${component}`;
    const known = groups.get(key);
    const newer = !known || known.at <= lastAt;
    groups.set(key, {
      type: 'warning',
      ref,
      reason,
      component,
      at: newer ? lastAt : known.at,
      message: newer ? message : known.message,
      count: (known?.count ?? 0) + count,
    });
  }
  return [...groups.values()];
}

/** The Deployment, StatefulSet … that a pod or ReplicaSet was made by, told from its name alone: events outlive what they are about. */
export function workloadByName(about: Ref, workloads: ReadonlyMap<string, Ref>): Ref {
  if (about.kind !== 'pod' && about.kind !== 'replicaset' && about.kind !== 'job') return about;
  const parts = about.name.split('-');
  for (let length = parts.length - 1; length > 0 && length >= parts.length - 3; length--) {
    const name = parts.slice(0, length).join('-');
    for (const kind of ['deployment', 'statefulset', 'daemonset', 'cronjob', 'job'] as const) {
      const found = workloads.get(refKey({ kind, name, ...(about.namespace ? { namespace: about.namespace } : {}) }));
      if (found) return found;
    }
  }
  return about;
}

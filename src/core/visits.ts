import type { RuleHit } from './diagnose.ts';
import type { Leads, Part } from './natural-leads.ts';
import { type Ref, refKey } from './ref.ts';

/**
 * How a subject came to be looked at, the closest first.
 * - `target`: asked about. `part`: makes the target up. `lead`: a rule pointed there. Their findings are the target's own.
 * - `surrounding`: what the subject depends on (a pod's node, its claims). Explains a target that is not well where nothing else does.
 * - `background`: what depends on the subject or stands beside it (a pod's Deployment). Shown, but explains nothing unless a rule leads there.
 */
const roles = ['target', 'part', 'lead', 'surrounding', 'background'] as const;
export type Role = (typeof roles)[number];

export interface Visit extends Part {
  readonly role: Role;
  /** Of the cluster as a whole: the rules that the lead named. It has rules of every area, and most have nothing to do with the question. */
  readonly only?: readonly string[];
}

/** Are this role's problems the target's own? */
export function isOwn(role: Role): boolean {
  return role === 'target' || role === 'part' || role === 'lead';
}

/** Where to look after a subject: its parts, where its hits lead, and what is around it. */
export function nextVisits(role: Role, hits: readonly RuleHit[], natural: Leads | null): Visit[] {
  const visit = (as: Role) => (ref: Ref) => ({ ref, role: as, alike: [] });
  // a pod's owner leads to all its failing pods, but the question is about the one
  const leads = hits.flatMap(({ hit }) => hit.leads ?? []).filter(({ to: { kind } }) => isOwn(role) || kind !== 'pod');
  return [
    ...(natural?.parts ?? []).map((part) => ({ ...part, role: 'part' as const })),
    ...leads.map(({ to, rules }) => ({ ...visit('lead')(to), ...(to.kind === 'cluster' && rules ? { only: rules } : {}) })),
    ...(natural?.surroundings ?? []).map(visit('surrounding')),
    // a pod's own workload is looked at from the pod, not again from the workload that led to the pod
    ...(role === 'target' ? (natural?.background ?? []) : []).map(visit('background')),
  ];
}

/** Each subject once, in its closest role. */
export function distinctVisits(visits: readonly Visit[]): Visit[] {
  const closest = new Map<string, Visit>();
  for (const visit of visits) {
    const key = refKey(visit.ref);
    const known = closest.get(key);
    if (!known || roles.indexOf(visit.role) < roles.indexOf(known.role)) closest.set(key, visit);
    else if (known.only && visit.only) closest.set(key, { ...known, only: [...known.only, ...visit.only] });
  }
  return [...closest.values()].toSorted((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role));
}

import type { Facets } from '../../core/facets.ts';
import type { Kind } from '../../core/kinds.ts';
import type { Collector, Grant } from './collector.ts';
import { clusterFacets } from './control-plane.ts';
import { events } from './events.ts';
import { ingressFacets } from './ingress.ts';
import { namespaced } from './namespaced.ts';
import { nodeFacets } from './node.ts';
import { podFacets } from './pod.ts';
import { autoscalerFacets, budgetFacets } from './scaling.ts';
import { serviceFacets } from './service.ts';
import { claimFacets, volumeFacets } from './storage.ts';
import { workloadFacets } from './workload.ts';

type Table = { readonly [K in Kind]: { readonly [F in keyof Facets[K]]: Collector<K, Facets[K][F]> } };

/** A collector for every facet of every kind: one that is missing does not compile. */
const table: Table = {
  pod: podFacets,
  deployment: workloadFacets,
  replicaset: workloadFacets,
  replicationcontroller: workloadFacets,
  statefulset: workloadFacets,
  daemonset: workloadFacets,
  job: workloadFacets,
  cronjob: workloadFacets,
  horizontalpodautoscaler: autoscalerFacets,
  poddisruptionbudget: budgetFacets,
  persistentvolumeclaim: claimFacets,
  persistentvolume: volumeFacets,
  storageclass: { events },
  volumeattachment: {},
  service: serviceFacets,
  endpointslice: {},
  ingress: ingressFacets,
  ingressclass: {},
  networkpolicy: namespaced,
  node: nodeFacets,
  namespace: { events },
  configmap: { events },
  serviceaccount: { events },
  resourcequota: { events },
  limitrange: { events },
  lease: {},
  certificatesigningrequest: {},
  apiservice: {},
  validatingwebhookconfiguration: {},
  mutatingwebhookconfiguration: {},
  clusterrole: {},
  clusterrolebinding: {},
  controllerrevision: {},
  event: {},
  podmetrics: {},
  nodemetrics: {},
  cluster: clusterFacets,
};

type AnyCollector = Collector<never, unknown>;

/** The collector of a facet; undefined for a name that the kind does not have. */
export function collectorOf(kind: Kind, facet: string): AnyCollector | undefined {
  return (table[kind] as Readonly<Record<string, AnyCollector>>)[facet];
}

/** Everything that is read: by any facet, and to say what the cluster is. deploy/rbac.yaml grants just this. */
export function grants(): ReadonlySet<Grant> {
  return new Set<Grant>(['/version', ...Object.values(table).flatMap((facets) => collectors(facets).flatMap(([, { reads }]) => [...reads]))]);
}

/** The facets that read one of these, by kind. */
export function facetsReading(missing: ReadonlySet<Grant>): { readonly [K in Kind]?: readonly string[] } {
  const kinds = Object.entries(table).map(([kind, facets]) => {
    const own = collectors(facets).filter(([, { reads }]) => reads.some((grant) => missing.has(grant)));
    return [kind, [...(missing.has(kind as Grant) ? ['subject'] : []), ...own.map(([facet]) => facet)]] as const;
  });
  return Object.fromEntries(kinds.filter(([, facets]) => facets.length > 0));
}

function collectors(facets: object): readonly [string, AnyCollector][] {
  return Object.entries(facets as Record<string, AnyCollector>);
}

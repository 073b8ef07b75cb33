import type { DaemonSet, Kind, Namespace } from '../../core/kinds.ts';
import type { ReadableKind } from '../../core/reader.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';
import { events } from './events.ts';

/** Objects of one kind in the subject's namespace. */
function inNamespace<K extends ReadableKind>(kind: K): Collector<Kind, readonly import('../../core/kinds.ts').Kinds[K][]> {
  return { reads: [kind], collect: ({ reader, ref }) => reader.list(kind, { namespace: namespaceOf(ref) }) };
}

const namespaceObject: Collector<Kind, Namespace | null> = {
  reads: ['namespace'],
  collect: ({ reader, ref }) => orElse(reader.get('namespace', namespaceOf(ref)), null, 'not-found'),
};

const configMapNames: Collector<Kind, readonly string[]> = {
  reads: ['configmap'],
  async collect({ reader, ref }) {
    const list = await reader.list('configmap', { namespace: namespaceOf(ref), metadataOnly: true });
    return list.map(({ metadata }) => metadata?.name ?? '');
  },
};

const nodeAgents: Collector<Kind, readonly DaemonSet[]> = {
  reads: ['networkpolicy', 'daemonset'],
  async collect({ reader, ref }) {
    const policies = await reader.list('networkpolicy', { namespace: namespaceOf(ref) });
    return policies.length > 0 ? reader.list('daemonset') : [];
  },
};

/** Facets that every namespaced subject has. */
export const namespaced = {
  events,
  quotas: inNamespace('resourcequota'),
  limitRanges: inNamespace('limitrange'),
  namespaceObject,
  configMapNames,
  serviceAccounts: inNamespace('serviceaccount'),
  services: inNamespace('service'),
  namespacePods: inNamespace('pod'),
  networkPolicies: inNamespace('networkpolicy'),
  nodeAgents,
  disruptionBudgets: inNamespace('poddisruptionbudget'),
} as const;

import type { Isolation } from '../../core/evidence.ts';
import type { Kind, Namespace } from '../../core/kinds.ts';
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

const isolation: Collector<Kind, Isolation | null> = {
  reads: ['networkpolicy', 'pod', 'namespace', 'daemonset'],
  async collect(context) {
    const { reader, ref } = context;
    const namespace = namespaceOf(ref);
    const policies = await reader.list('networkpolicy', { namespace });
    if (policies.length === 0) return null;
    const [pods, object, agents] = await Promise.all([reader.list('pod', { namespace }), namespaceObject.collect(context), reader.list('daemonset')]);
    return { policies, pods, namespaceLabels: object?.metadata?.labels ?? {}, agents };
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
  isolation,
  disruptionBudgets: inNamespace('poddisruptionbudget'),
} as const;

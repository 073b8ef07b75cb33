import type { Facets } from '../../core/facets.ts';
import type { Kinds } from '../../core/kinds.ts';
import { toEvents } from '../../core/kube-events.ts';
import type { ReadableKind } from '../../core/reader.ts';
import { type Collector, orElse } from './collector.ts';
import { extensionServices } from './extension-services.ts';
import { metricsServerLogs } from './metrics-server-logs.ts';

type ClusterFacets = Facets['cluster'];

const systemNamespace = 'kube-system';
const noMetrics = ['not-found', 'not-served', 'server-error', 'timeout'] as const;
const all = <K extends ReadableKind>(kind: K): Collector<'cluster', readonly Kinds[K][]> => ({
  reads: [kind],
  collect: ({ reader }) => reader.list(kind),
});
const inSystem = <K extends ReadableKind>(kind: K): Collector<'cluster', readonly Kinds[K][]> => ({
  reads: [kind],
  collect: ({ reader }) => reader.list(kind, { namespace: systemNamespace }),
});
const path = (name: `/${string}`, query = ''): Collector<'cluster', string> => ({
  reads: [name],
  collect: ({ reader }) => reader.text(`${name}${query}`),
});

/** Facets of the cluster as a whole. */
export const clusterFacets: { readonly [F in keyof ClusterFacets]: Collector<'cluster', ClusterFacets[F]> } = {
  events: { reads: ['event'], collect: async ({ reader }) => toEvents(await reader.list('event', { fieldSelector: 'type=Warning', most: 5000 })) },
  nodes: all('node'),
  agents: all('daemonset'),
  systemPods: inSystem('pod'),
  systemEvents: { reads: ['event'], collect: async ({ reader }) => toEvents(await reader.list('event', { namespace: systemNamespace })) },
  systemConfigMaps: inSystem('configmap'),
  systemServices: inSystem('service'),
  systemEndpointSlices: inSystem('endpointslice'),
  systemDeployments: inSystem('deployment'),
  systemDaemonSets: inSystem('daemonset'),
  systemServiceAccounts: inSystem('serviceaccount'),
  systemLeases: inSystem('lease'),
  nodeLeases: { reads: ['lease'], collect: ({ reader }) => reader.list('lease', { namespace: 'kube-node-lease' }) },
  apiServices: all('apiservice'),
  validatingWebhooks: all('validatingwebhookconfiguration'),
  mutatingWebhooks: all('mutatingwebhookconfiguration'),
  services: all('service'),
  certificateSigningRequests: all('certificatesigningrequest'),
  storageClasses: all('storageclass'),
  clusterRoleBindings: all('clusterrolebinding'),
  clusterRoles: all('clusterrole'),
  autoscalers: all('horizontalpodautoscaler'),
  ingresses: all('ingress'),
  metricsServerLogs,
  nodeMetrics: { reads: ['nodemetrics'], collect: ({ reader }) => orElse(reader.list('nodemetrics'), null, ...noMetrics) },
  systemPodMetrics: {
    reads: ['podmetrics'],
    collect: ({ reader }) => orElse(reader.list('podmetrics', { namespace: systemNamespace }), null, ...noMetrics),
  },
  unscheduledPods: {
    reads: ['pod'],
    collect: ({ reader }) => reader.list('pod', { fieldSelector: 'spec.nodeName=,status.phase=Pending', most: 5000 }),
  },
  contact: { reads: [], collect: ({ reader }) => reader.contact() },
  extensionServices,
  readyz: path('/readyz', '?verbose'),
  livez: path('/livez', '?verbose'),
  auditMetrics: {
    reads: ['/metrics'],
    async collect({ reader }) {
      const text = await reader.text('/metrics');
      return text.split('\n').filter((line) => line.startsWith('apiserver_audit'));
    },
  },
};

import type { AnyObject, Kinds, ObjectMeta } from '../../kinds.ts';
import type { ReadableKind } from '../../reader.ts';
import * as cluster from './cluster-columns.ts';
import { age, type Column, type Columns } from './column.ts';
import * as network from './network-columns.ts';
import { podColumns } from './pod-columns.ts';
import * as storage from './storage-columns.ts';
import * as workload from './workload-columns.ts';

/** Events have an answer of their own. */
type ListedKind = Exclude<ReadableKind, 'event'>;

const columns: { readonly [K in ListedKind]: Columns<K> } = {
  pod: podColumns,
  deployment: workload.deploymentColumns,
  replicaset: workload.replicaColumns,
  replicationcontroller: workload.replicaColumns,
  statefulset: workload.statefulSetColumns,
  daemonset: workload.daemonSetColumns,
  job: workload.jobColumns,
  cronjob: workload.cronJobColumns,
  horizontalpodautoscaler: workload.autoscalerColumns,
  poddisruptionbudget: workload.budgetColumns,
  service: network.serviceColumns,
  endpointslice: network.endpointSliceColumns,
  ingress: network.ingressColumns,
  ingressclass: network.ingressClassColumns,
  networkpolicy: network.networkPolicyColumns,
  persistentvolumeclaim: storage.claimColumns,
  persistentvolume: storage.volumeColumns,
  storageclass: storage.storageClassColumns,
  volumeattachment: storage.attachmentColumns,
  node: cluster.nodeColumns,
  namespace: cluster.namespaceColumns,
  configmap: cluster.configMapColumns,
  serviceaccount: cluster.serviceAccountColumns,
  resourcequota: cluster.quotaColumns,
  limitrange: cluster.limitRangeColumns,
  lease: cluster.leaseColumns,
  certificatesigningrequest: cluster.requestColumns,
  apiservice: cluster.apiServiceColumns,
  validatingwebhookconfiguration: cluster.webhookColumns,
  mutatingwebhookconfiguration: cluster.webhookColumns,
  clusterrole: cluster.clusterRoleColumns,
  clusterrolebinding: cluster.bindingColumns,
  controllerrevision: workload.revisionColumns,
  podmetrics: cluster.podUsageColumns,
  nodemetrics: cluster.usageColumns,
};

export interface Printer {
  readonly titles: readonly string[];
  cells(object: AnyObject, now: Date): readonly string[];
}

/** The columns of `kubectl get KIND`; `withNamespace` as with `-A`. */
export function printerOf(kind: ReadableKind, withNamespace: boolean): Printer {
  const own = (kind === 'event' ? [age] : columns[kind]) as readonly Column<Kinds[ReadableKind]>[];
  return {
    titles: [...(withNamespace ? ['NAMESPACE'] : []), 'NAME', ...own.map(([title]) => title)],
    cells(object, now) {
      const { name = '', namespace = '', annotations } = object.metadata as ObjectMeta;
      const shown = kind === 'storageclass' && storage.isDefaultClass(annotations) ? `${name} (default)` : name;
      return [...(withNamespace ? [namespace] : []), shown, ...own.map(([, cell]) => cell(object as Kinds[ReadableKind], now))];
    },
  };
}

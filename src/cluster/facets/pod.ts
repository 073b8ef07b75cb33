import type { Named } from '../../core/evidence.ts';
import type { Facets } from '../../core/facets.ts';
import type { PersistentVolume, PersistentVolumeClaim, Pod } from '../../core/kinds.ts';
import { isFinished } from '../../core/pod-state.ts';
import type { Reader } from '../../core/reader.ts';
import { isRefusedFor } from '../../core/scheduling.ts';
import type { Collector } from './collector.ts';
import { namespaceOf, orElse } from './collector.ts';
import { configuredDependencies, dependencies, loggedDependencies } from './dependencies.ts';
import { eventsAbout } from './events.ts';
import { namespaced } from './namespaced.ts';
import { owners } from './owners.ts';
import { configMapNames } from './pod-config-maps.ts';
import { corefile, dnsLoad, nameLookups } from './pod-dns.ts';
import { logs, previousLogs, recentLogs } from './pod-logs.ts';

/** The names of the claims that a pod's volumes use; a generic ephemeral volume's claim is named `<pod>-<volume>`. */
function claimNames(pod: Pod): string[] {
  return (pod.spec?.volumes ?? []).flatMap((volume) => {
    if (volume.persistentVolumeClaim) return [volume.persistentVolumeClaim.claimName];
    return volume.ephemeral ? [`${pod.metadata?.name}-${volume.name}`] : [];
  });
}

function readClaims(reader: Reader, pod: Pod): Promise<Named<PersistentVolumeClaim>[]> {
  const namespace = pod.metadata?.namespace ?? 'default';
  return Promise.all(
    claimNames(pod).map(async (name) => ({ name, object: await orElse(reader.get('persistentvolumeclaim', name, namespace), null, 'not-found') })),
  );
}

async function readClaimVolumes(reader: Reader, pod: Pod): Promise<PersistentVolume[]> {
  const claims = await readClaims(reader, pod);
  const names = claims.flatMap(({ object }) => object?.spec?.volumeName ?? []);
  const volumes = await Promise.all(names.map((name) => orElse(reader.get('persistentvolume', name), null, 'not-found')));
  return volumes.filter((volume) => volume !== null);
}

/** Pods that hold resources of a node: bound, and not finished. */
const boundPods: Collector<'pod' | 'cluster' | 'node', readonly Pod[]> = {
  reads: ['pod'],
  async collect({ reader }) {
    const pods = await reader.list('pod', { fieldSelector: 'status.phase!=Succeeded,status.phase!=Failed' });
    return pods.filter(({ spec }) => spec?.nodeName);
  },
};

export const podFacets: { readonly [F in keyof Facets['pod']]: Collector<'pod', Facets['pod'][F]> } = {
  ...namespaced,
  owners,
  logs,
  previousLogs,
  recentLogs,
  nameLookups,
  corefile,
  dnsLoad,
  agents: { reads: ['daemonset'], collect: ({ reader }) => reader.list('daemonset') },
  dependencies,
  configuredDependencies,
  loggedDependencies,
  boundPods,
  rivalPods: {
    reads: ['pod'],
    collect: (context) =>
      isRefusedFor(context.subject, 'resource', 'host-port', 'pod-affinity', 'anti-affinity', 'spread')
        ? boundPods.collect(context)
        : Promise.resolve(null),
  },
  nodePods: {
    reads: ['pod'],
    async collect({ reader, subject }) {
      const name = subject.spec?.nodeName;
      if (!name) return [];
      const pods = await reader.list('pod', { fieldSelector: `spec.nodeName=${name}` });
      return pods.filter((pod) => !isFinished(pod));
    },
  },
  configMapKeys: {
    reads: ['configmap'],
    collect: ({ reader, subject, ref }) =>
      Promise.all(
        configMapNames(subject).map(async (name) => {
          const found = await orElse(reader.get('configmap', name, namespaceOf(ref)), null, 'not-found');
          return { name, object: found && Object.keys({ ...found.data, ...found.binaryData }) };
        }),
      ),
  },
  claimNames: {
    reads: ['persistentvolumeclaim'],
    async collect({ reader, ref }) {
      const list = await reader.list('persistentvolumeclaim', { namespace: namespaceOf(ref), metadataOnly: true });
      return list.map(({ metadata }) => metadata?.name ?? '');
    },
  },
  node: {
    reads: ['node'],
    async collect({ reader, subject }) {
      const name = subject.spec?.nodeName;
      return name ? { name, object: await orElse(reader.get('node', name), null, 'not-found') } : null;
    },
  },
  nodeEvents: {
    reads: ['event'],
    async collect({ reader, subject }) {
      const name = subject.spec?.nodeName;
      return name ? eventsAbout(reader, { kind: 'node', name }) : [];
    },
  },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  claims: { reads: ['persistentvolumeclaim'], collect: ({ reader, subject }) => readClaims(reader, subject) },
  claimVolumes: { reads: ['persistentvolumeclaim', 'persistentvolume'], collect: ({ reader, subject }) => readClaimVolumes(reader, subject) },
  storageClasses: { reads: ['storageclass'], collect: ({ reader }) => reader.list('storageclass') },
  volumeAttachments: { reads: ['volumeattachment'], collect: ({ reader }) => reader.list('volumeattachment') },
  usage: {
    reads: ['podmetrics'],
    // no metrics is normal: no metrics-server, a pod too young, a node that does not answer it
    collect: ({ reader, ref }) =>
      orElse(reader.get('podmetrics', ref.name, namespaceOf(ref)), null, 'not-found', 'not-served', 'server-error', 'timeout'),
  },
  schedulerLease: {
    reads: ['lease'],
    collect: ({ reader }) => orElse(reader.get('lease', 'kube-scheduler', 'kube-system'), null, 'not-found'),
  },
};

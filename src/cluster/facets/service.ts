import type { Facets } from '../../core/facets.ts';
import type { Pod, WorkloadKind } from '../../core/kinds.ts';
import { kubeletDns } from '../../core/kubelet-dns.ts';
import { isReady } from '../../core/pod-state.ts';
import { refOf } from '../../core/ref.ts';
import { selectedPods, selectsPods } from '../../core/service-backends.ts';
import { appPath } from './app-path.ts';
import { type Collector, type Context, namespaceOf, orElse } from './collector.ts';
import { namespaced } from './namespaced.ts';
import { logs } from './pod-logs.ts';

type ServiceFacets = Facets['service'];

const workloads = ['deployment', 'statefulset', 'daemonset'] as const;

export const serviceFacets: { readonly [F in keyof ServiceFacets]: Collector<'service', ServiceFacets[F]> } = {
  ...namespaced,
  endpointSlices: {
    reads: ['endpointslice'],
    collect: ({ reader, ref }) =>
      reader.list('endpointslice', { namespace: namespaceOf(ref), labelSelector: `kubernetes.io/service-name=${ref.name}` }),
  },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  workloadsOfNamespace: {
    reads: ['pod', 'deployment', 'statefulset', 'daemonset'],
    async collect(context) {
      if ((await selected(context)).length > 0) return [];
      const lists = await Promise.all(workloads.map((kind) => context.reader.list(kind, { namespace: namespaceOf(context.ref) })));
      return lists.flatMap((list, index) => list.map((object) => ({ ref: refOf(workloads[index] as WorkloadKind, object), object })));
    },
  },
  externalTarget: {
    reads: ['service'],
    async collect({ reader, subject }) {
      const labels = (subject.spec?.externalName ?? '').replace(/\.$/, '').split('.');
      const svc = labels.indexOf('svc');
      if (svc < 2) return null;
      const [name = '', namespace = ''] = labels.slice(svc - 2, svc);
      return { name: `${name}.${namespace}`, object: await orElse(reader.get('service', name, namespace), null, 'not-found') };
    },
  },
  kubeletDns: {
    reads: ['configmap'],
    async collect({ reader }) {
      const config = await orElse(reader.get('configmap', 'kubelet-config', 'kube-system'), null, 'not-found');
      return config ? kubeletDns(Object.values(config.data ?? {}).join('\n')) : null;
    },
  },
  appPath,
  backendLogs: {
    reads: ['pod', 'pods/log'],
    async collect(context) {
      const pod = (await selected(context)).find(isReady);
      return pod ? logs.collect({ ...context, ref: refOf('pod', pod), subject: pod }) : [];
    },
  },
};

async function selected({ reader, ref, subject }: Context<'service'>): Promise<readonly Pod[]> {
  return selectsPods(subject) ? selectedPods(subject, await reader.list('pod', { namespace: namespaceOf(ref) })) : [];
}

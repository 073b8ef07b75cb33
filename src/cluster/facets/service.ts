import type { Facets } from '../../core/evidence.ts';
import { type Collector, namespaceOf } from './collector.ts';
import { namespaced } from './namespaced.ts';

type ServiceFacets = Facets['service'];

export const serviceFacets: { readonly [F in keyof ServiceFacets]: Collector<'service', ServiceFacets[F]> } = {
  ...namespaced,
  endpointSlices: {
    reads: ['endpointslice'],
    collect: ({ reader, ref }) =>
      reader.list('endpointslice', { namespace: namespaceOf(ref), labelSelector: `kubernetes.io/service-name=${ref.name}` }),
  },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  sameNameServices: { reads: ['service'], collect: ({ reader, ref }) => reader.list('service', { fieldSelector: `metadata.name=${ref.name}` }) },
  workloadsOfNamespace: { reads: ['deployment'], collect: ({ reader, ref }) => reader.list('deployment', { namespace: namespaceOf(ref) }) },
};

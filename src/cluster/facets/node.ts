import type { Facets } from '../../core/facets.ts';
import { type Collector, orElse } from './collector.ts';
import { events } from './events.ts';

type NodeFacets = Facets['node'];

export const nodeFacets: { readonly [F in keyof NodeFacets]: Collector<'node', NodeFacets[F]> } = {
  events,
  pods: { reads: ['pod'], collect: ({ reader, ref }) => reader.list('pod', { fieldSelector: `spec.nodeName=${ref.name}` }) },
  lease: { reads: ['lease'], collect: ({ reader, ref }) => orElse(reader.get('lease', ref.name, 'kube-node-lease'), null, 'not-found') },
  usage: {
    reads: ['nodemetrics'],
    collect: ({ reader, ref }) => orElse(reader.get('nodemetrics', ref.name), null, 'not-found', 'not-served', 'server-error', 'timeout'),
  },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  agents: { reads: ['daemonset'], collect: ({ reader }) => reader.list('daemonset') },
  certificateSigningRequests: { reads: ['certificatesigningrequest'], collect: ({ reader }) => reader.list('certificatesigningrequest') },
};

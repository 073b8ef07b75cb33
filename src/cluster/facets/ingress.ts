import type { Facets } from '../../core/evidence.ts';
import { type Collector, namespaceOf } from './collector.ts';
import { namespaced } from './namespaced.ts';

type IngressFacets = Facets['ingress'];
/** Labels that the charts of the common ingress controllers put on their pods. */
const controllerSelector =
  'app.kubernetes.io/name in (ingress-nginx,nginx-ingress,traefik,haproxy-ingress,kubernetes-ingress,kong,contour,ambassador,emissary-ingress,aws-load-balancer-controller,apisix-ingress-controller)';

export const ingressFacets: { readonly [F in keyof IngressFacets]: Collector<'ingress', IngressFacets[F]> } = {
  ...namespaced,
  ingressClasses: { reads: ['ingressclass'], collect: ({ reader }) => reader.list('ingressclass') },
  endpointSlices: { reads: ['endpointslice'], collect: ({ reader, ref }) => reader.list('endpointslice', { namespace: namespaceOf(ref) }) },
  controllerPods: { reads: ['pod'], collect: ({ reader }) => reader.list('pod', { labelSelector: controllerSelector }) },
};

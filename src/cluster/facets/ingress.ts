import type { SpokenLog } from '../../core/evidence.ts';
import type { Facets } from '../../core/facets.ts';
import type { Pod } from '../../core/kinds.ts';
import { isReady } from '../../core/pod-state.ts';
import { refOf } from '../../core/ref.ts';
import { appPath } from './app-path.ts';
import { type Collector, type Context, namespaceOf, orElse } from './collector.ts';
import { namespaced } from './namespaced.ts';

const mostControllers = 2;

type IngressFacets = Facets['ingress'];
/** Labels that the charts of the common ingress controllers put on their pods. */
const controllerSelector =
  'app.kubernetes.io/name in (ingress-nginx,nginx-ingress,traefik,haproxy-ingress,kubernetes-ingress,kong,contour,ambassador,emissary-ingress,aws-load-balancer-controller,apisix-ingress-controller)';

export const ingressFacets: { readonly [F in keyof IngressFacets]: Collector<'ingress', IngressFacets[F]> } = {
  ...namespaced,
  ingressClasses: { reads: ['ingressclass'], collect: ({ reader }) => reader.list('ingressclass') },
  endpointSlices: { reads: ['endpointslice'], collect: ({ reader, ref }) => reader.list('endpointslice', { namespace: namespaceOf(ref) }) },
  controllerPods: { reads: ['pod'], collect: ({ reader }) => reader.list('pod', { labelSelector: controllerSelector }) },
  appPath,
  controllerLogs: {
    reads: ['pod', 'pods/log'],
    async collect(context) {
      const pods = await context.reader.list('pod', { labelSelector: controllerSelector });
      return Promise.all(
        pods
          .filter(isReady)
          .slice(0, mostControllers)
          .map((pod) => linesAbout(pod, context)),
      );
    },
  },
};

/** A controller logs every request: only the lines that name the namespace are kept. */
async function linesAbout(pod: Pod, { reader, ref }: Context<'ingress'>): Promise<SpokenLog> {
  const own = refOf('pod', pod);
  const container = pod.spec?.containers[0]?.name ?? '';
  const options = { namespace: namespaceOf(own), pod: own.name, container, tailLines: 1000, limitBytes: 256 * 1024 };
  const text = await orElse(reader.log(options), '', 'not-found', 'bad-response');
  return { ref: own, container, lines: text.split('\n').filter((line) => line.includes(`${namespaceOf(ref)}/`)) };
}

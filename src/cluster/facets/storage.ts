import type { Facets } from '../../core/facets.ts';
import type { Kind } from '../../core/kinds.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';
import { events } from './events.ts';
import { namespaced } from './namespaced.ts';

type ClaimFacets = Facets['persistentvolumeclaim'];
type VolumeFacets = Facets['persistentvolume'];

const storageClasses: Collector<Kind, ClaimFacets['storageClasses']> = {
  reads: ['storageclass'],
  collect: ({ reader }) => reader.list('storageclass'),
};

export const claimFacets: { readonly [F in keyof ClaimFacets]: Collector<'persistentvolumeclaim', ClaimFacets[F]> } = {
  ...namespaced,
  storageClasses,
  volume: {
    reads: ['persistentvolume'],
    async collect({ reader, subject }) {
      const name = subject.spec?.volumeName;
      return name ? { name, object: await orElse(reader.get('persistentvolume', name), null, 'not-found') } : null;
    },
  },
  volumes: { reads: ['persistentvolume'], collect: ({ reader }) => reader.list('persistentvolume') },
  nodes: { reads: ['node'], collect: ({ reader }) => reader.list('node') },
  users: {
    reads: ['pod'],
    async collect({ reader, ref }) {
      const pods = await reader.list('pod', { namespace: namespaceOf(ref) });
      return pods.filter((pod) =>
        pod.spec?.volumes?.some(
          ({ persistentVolumeClaim, ephemeral, name }) =>
            persistentVolumeClaim?.claimName === ref.name || (ephemeral && `${pod.metadata?.name}-${name}` === ref.name),
        ),
      );
    },
  },
  provisionerPods: {
    reads: ['pod'],
    // a CSI driver's controller runs the external-provisioner beside it: known by its image or arguments
    async collect({ reader }) {
      const pods = await reader.list('pod');
      return pods.filter((pod) =>
        pod.spec?.containers.some(({ image = '', args = [] }) => /provisioner/.test(image) || args.some((arg) => /provisioner/.test(arg))),
      );
    },
  },
};

export const volumeFacets: { readonly [F in keyof VolumeFacets]: Collector<'persistentvolume', VolumeFacets[F]> } = { events, storageClasses };

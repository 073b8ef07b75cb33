import type { ExtensionService } from '../../core/evidence.ts';
import { extensionServiceRefs } from '../../core/extension-services.ts';
import type { EndpointSlice, Service } from '../../core/kinds.ts';
import type { Reader } from '../../core/reader.ts';
import { type Ref, refKey, refOf } from '../../core/ref.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';

/** Services that are asked for one by one, with two requests each; where there are more, the cluster's are listed. None is left out: it may be the one. */
const few = 12;
const mostListed = 5_000;
const serviceLabel = 'kubernetes.io/service-name';

export const extensionServices: Collector<'cluster', readonly ExtensionService[]> = {
  reads: ['validatingwebhookconfiguration', 'mutatingwebhookconfiguration', 'apiservice', 'service', 'endpointslice'],
  async collect({ reader }) {
    const [validating, mutating, apiServices] = await Promise.all([
      reader.list('validatingwebhookconfiguration'),
      reader.list('mutatingwebhookconfiguration'),
      reader.list('apiservice'),
    ]);
    const refs = extensionServiceRefs([...validating, ...mutating], apiServices);
    return refs.length <= few ? Promise.all(refs.map((ref) => readOne(reader, ref))) : readAmongAll(reader, refs);
  },
};

async function readOne(reader: Reader, ref: Ref): Promise<ExtensionService> {
  const [object, endpointSlices] = await Promise.all([
    orElse(reader.get('service', ref.name, ref.namespace), null, 'not-found'),
    reader.list('endpointslice', { namespace: namespaceOf(ref), labelSelector: `${serviceLabel}=${ref.name}` }),
  ]);
  return { ref, object, endpointSlices };
}

async function readAmongAll(reader: Reader, refs: readonly Ref[]): Promise<readonly ExtensionService[]> {
  const [services, slices] = await Promise.all([
    reader.list('service', { most: mostListed }),
    reader.list('endpointslice', { labelSelector: serviceLabel, most: mostListed }),
  ]);
  const byKey = new Map(services.map((service): [string, Service] => [refKey(refOf('service', service)), service]));
  const slicesOf = Map.groupBy(slices, ownerKey);
  return refs.map((ref) => ({ ref, object: byKey.get(refKey(ref)) ?? null, endpointSlices: slicesOf.get(refKey(ref)) ?? [] }));
}

function ownerKey({ metadata }: EndpointSlice): string {
  return refKey({ kind: 'service', name: metadata?.labels?.[serviceLabel] ?? '', ...(metadata?.namespace ? { namespace: metadata.namespace } : {}) });
}

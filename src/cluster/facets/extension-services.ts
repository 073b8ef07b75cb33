import type { ExtensionService } from '../../core/evidence.ts';
import { extensionServiceRefs } from '../../core/extension-services.ts';
import { type Collector, orElse } from './collector.ts';

/** Services at most; each costs two requests. */
const most = 12;

export const extensionServices: Collector<'cluster', readonly ExtensionService[]> = {
  reads: ['validatingwebhookconfiguration', 'mutatingwebhookconfiguration', 'apiservice', 'service', 'endpointslice'],
  async collect({ reader }) {
    const [validating, mutating, apiServices] = await Promise.all([
      reader.list('validatingwebhookconfiguration'),
      reader.list('mutatingwebhookconfiguration'),
      reader.list('apiservice'),
    ]);
    const refs = extensionServiceRefs([...validating, ...mutating], apiServices).slice(0, most);
    return Promise.all(
      refs.map(async (ref): Promise<ExtensionService> => {
        const [object, endpointSlices] = await Promise.all([
          orElse(reader.get('service', ref.name, ref.namespace), null, 'not-found'),
          reader.list('endpointslice', {
            ...(ref.namespace ? { namespace: ref.namespace } : {}),
            labelSelector: `kubernetes.io/service-name=${ref.name}`,
          }),
        ]);
        return { ref, object, endpointSlices };
      }),
    );
  },
};

import type { ExtensionService } from './evidence.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

/** Why nothing answers behind a Service that the API server calls; null: something does, or it was not read. */
export type BackendTrouble = 'no-service' | 'no-endpoints' | 'port-missing';

/** `port`: the one that the API server calls (443 where it says none). */
export function backendTrouble(
  services: readonly ExtensionService[],
  to: Ref,
  port: number,
): { readonly trouble: BackendTrouble; readonly proof: Proof } | null {
  const found = services.find(({ ref }) => ref.name === to.name && ref.namespace === to.namespace);
  if (!found) return null;
  const { object, endpointSlices } = found;
  if (!object) return { trouble: 'no-service', proof: { ref: to, path: 'metadata.name', value: null } };
  if (object.spec?.type === 'ExternalName') return null;
  if (!object.spec?.ports?.some((one) => one.port === port)) {
    return {
      trouble: 'port-missing',
      proof: { ref: to, path: 'spec.ports[*].port', value: (object.spec?.ports ?? []).map((one) => one.port).join(', ') },
    };
  }
  const ready = endpointSlices.flatMap(({ endpoints }) => endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false);
  const slice = endpointSlices[0]?.metadata;
  const ref: Ref = slice?.name ? { kind: 'endpointslice', name: slice.name, ...(to.namespace ? { namespace: to.namespace } : {}) } : to;
  return ready.length > 0 ? null : { trouble: 'no-endpoints', proof: { ref, path: 'endpoints[conditions.ready=true]', value: 0 } };
}

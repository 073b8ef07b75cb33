import type { ApiService, MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from './kinds.ts';
import { type Ref, refKey } from './ref.ts';

type WebhookConfiguration = ValidatingWebhookConfiguration | MutatingWebhookConfiguration;

/** The Services that the API server calls, each once: of admission webhooks and of aggregated APIs. */
export function extensionServiceRefs(webhooks: readonly WebhookConfiguration[], apiServices: readonly ApiService[]): readonly Ref[] {
  const named = [
    ...webhooks.flatMap((configuration) => (configuration.webhooks ?? []).map(({ clientConfig }) => clientConfig.service)),
    ...apiServices.map(({ spec }) => spec?.service),
  ];
  const refs = named.flatMap((service): Ref[] =>
    service?.name && service.namespace ? [{ kind: 'service', name: service.name, namespace: service.namespace }] : [],
  );
  return [...new Map(refs.map((ref) => [refKey(ref), ref])).values()];
}

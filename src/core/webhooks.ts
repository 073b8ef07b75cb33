import type { MutatingWebhookConfiguration, ValidatingWebhookConfiguration } from './kinds.ts';
import type { Ref } from './ref.ts';

/** One webhook of one configuration that calls a Service. */
export interface Webhook {
  readonly configuration: Ref;
  readonly name: string;
  readonly service: Ref;
  readonly port: number;
  readonly ignored: boolean;
  readonly timeout: number;
  /** `CREATE pods`: what is sent to it. */
  readonly intercepts: readonly string[];
  /** It is asked about kube-system too, so that it can keep the cluster from mending itself. */
  readonly everywhere: boolean;
}

type Configuration = ValidatingWebhookConfiguration | MutatingWebhookConfiguration;

/** The webhooks that call a Service of the cluster and intercept anything; those at an address of their own are left out. */
export function serviceWebhooks(validating: readonly Configuration[], mutating: readonly Configuration[]): readonly Webhook[] {
  return [
    ...validating.flatMap((one) => webhooksOf('validatingwebhookconfiguration', one)),
    ...mutating.flatMap((one) => webhooksOf('mutatingwebhookconfiguration', one)),
  ];
}

function webhooksOf(kind: 'validatingwebhookconfiguration' | 'mutatingwebhookconfiguration', { metadata, webhooks = [] }: Configuration): Webhook[] {
  return webhooks.flatMap(({ name, clientConfig, failurePolicy, timeoutSeconds, rules = [], namespaceSelector }) => {
    const { service } = clientConfig;
    if (!service || rules.length === 0) return [];
    const intercepts = rules.map(({ operations = [], resources = [] }) => `${operations.join(', ')} ${resources.join(', ')}`);
    const everywhere = !namespaceSelector || Object.keys(namespaceSelector).length === 0;
    return [
      {
        configuration: { kind, name: metadata?.name ?? '' },
        name,
        service: { kind: 'service', name: service.name, namespace: service.namespace },
        port: service.port ?? 443,
        ignored: failurePolicy === 'Ignore',
        timeout: timeoutSeconds ?? 10,
        intercepts,
        everywhere,
      },
    ];
  });
}

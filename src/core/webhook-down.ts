import type { ExtensionService } from './evidence.ts';
import { type BackendTrouble, backendTrouble } from './extension-backends.ts';
import type { Hit, Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';
import type { Webhook } from './webhooks.ts';

export type WebhookFacts = {
  readonly configuration: string;
  readonly kind: 'validatingwebhookconfiguration' | 'mutatingwebhookconfiguration';
  readonly webhook: string;
  readonly service: string;
  readonly namespace: string;
  readonly port: number;
  readonly trouble: BackendTrouble;
  readonly intercepts: readonly string[];
  readonly everywhere: boolean;
  readonly timeout: number;
};

/** The webhooks of which nothing answers. */
export function webhooksDown(webhooks: readonly Webhook[], services: readonly ExtensionService[]): readonly Hit<WebhookFacts>[] {
  return webhooks.flatMap((one) => {
    const found = backendTrouble(services, one.service, one.port);
    if (!found) return [];
    const { configuration, name, service, port, intercepts, everywhere, timeout, ignored } = one;
    const at = `webhooks[name=${name}]`;
    return [
      {
        facts: {
          configuration: configuration.name,
          kind: configuration.kind as WebhookFacts['kind'],
          webhook: name,
          service: service.name,
          namespace: service.namespace ?? 'default',
          port,
          trouble: found.trouble,
          intercepts,
          everywhere,
          timeout,
        },
        proof: [
          { ref: configuration, path: `${at}.failurePolicy`, value: ignored ? 'Ignore' : 'Fail' },
          { ref: configuration, path: `${at}.clientConfig.service.name`, value: service.name },
          found.proof,
        ],
        leads: found.trouble === 'no-service' ? [] : [{ to: service }],
      },
    ];
  });
}

/** What to look at and what to change about a webhook that cannot be called; `blocks`: requests fail because of it. */
export function webhookSteps({ configuration, kind, service, namespace }: WebhookFacts, blocks: boolean): readonly Step[] {
  return [
    look(
      'Read what it intercepts and whom it calls.',
      '무엇을 가로채고 어디를 호출하는지 확인합니다.',
      sh`kubectl get ${kind} ${configuration} -o yaml`,
    ),
    look(
      'Look for the pods behind it.',
      '그 뒤의 파드를 확인합니다.',
      `${sh`kubectl get service,endpointslices,pods -n ${namespace}`} | grep -E ${sh`${service}`}`,
    ),
    ...(blocks
      ? [
          look(
            'See it refuse: events and errors that say `failed calling webhook`.',
            '`failed calling webhook` 오류가 있는 이벤트를 확인합니다.',
            "kubectl get events -A --sort-by=.lastTimestamp | grep -i 'webhook' | tail -n 20",
          ),
        ]
      : []),
    change(
      'Bring its pods back (scale up, roll back). Where its program was uninstalled, delete the configuration that it left behind; export it first.',
      '파드를 되살립니다(스케일 업, 롤백). 프로그램이 제거되었다면 남은 설정을 내보낸 뒤 삭제합니다.',
      [`Apply the export again: \`kubectl apply -f webhook.yaml\`.`, '`kubectl apply -f webhook.yaml` 명령으로 내보낸 설정을 다시 적용합니다.'],
      sh`kubectl get ${kind} ${configuration} -o yaml > webhook.yaml && kubectl delete ${kind} ${configuration}`,
    ),
  ];
}

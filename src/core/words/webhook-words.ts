import type { Text } from '../locale.ts';
import type { WebhookFacts } from '../webhook-down.ts';
import { names } from './names.ts';

/** Which webhook calls what, and why nothing answers there. */
export function webhookWords({ configuration, webhook, service, namespace, port, trouble }: WebhookFacts): Text {
  const why = {
    'no-service': { en: 'which does not exist', ko: '그 서비스가 없습니다' },
    'no-endpoints': { en: 'which has no ready endpoints', ko: '그 서비스에 준비된 엔드포인트가 없습니다' },
    'port-missing': { en: `which has no port ${port}`, ko: `그 서비스에 ${port} 포트가 없습니다` },
  }[trouble];
  return {
    en: `Webhook \`${webhook}\` (\`${configuration}\`) calls the service \`${service}\` in namespace \`${namespace}\`, ${why.en}`,
    ko: `\`${webhook}\` 웹훅(\`${configuration}\`)이 \`${namespace}\` 네임스페이스의 \`${service}\` 서비스를 호출하는데, ${why.ko}`,
  };
}

/** What is sent to it. */
export function interceptWords({ intercepts }: WebhookFacts): string {
  return names(intercepts);
}

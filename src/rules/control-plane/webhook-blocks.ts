import { defineRule } from '../../core/rule.ts';
import { webhookSteps, webhooksDown } from '../../core/webhook-down.ts';
import { serviceWebhooks } from '../../core/webhooks.ts';
import { interceptWords, webhookWords } from '../../core/words/webhook-words.ts';

/** A webhook with `failurePolicy: Fail` that nothing answers: all that it intercepts is refused. */
export default defineRule({
  id: 'control-plane/webhook-blocks',
  coverage: ['control-plane/webhook-blocks'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
  needs: ['validatingWebhooks', 'mutatingWebhooks', 'extensionServices'],
  applies: () => true,
  check: ({ validatingWebhooks, mutatingWebhooks, extensionServices }) =>
    webhooksDown(
      serviceWebhooks(validatingWebhooks, mutatingWebhooks).filter(({ ignored }) => !ignored),
      extensionServices,
    ),
  says: {
    en: (facts) =>
      `${webhookWords(facts).en}, and its \`failurePolicy\` is \`Fail\`: the API server refuses ${interceptWords(facts)}.${facts.everywhere ? ' It leaves out no namespace, so what would mend it may be refused too.' : ''}`,
    ko: (facts) =>
      `${webhookWords(facts).ko}. \`failurePolicy\` 값이 \`Fail\`이어서 API 서버가 ${interceptWords(facts)} 요청을 거부합니다.${facts.everywhere ? ' 제외한 네임스페이스가 없어 복구에 필요한 요청까지 거부될 수 있습니다.' : ''}`,
  },
  steps: (facts) => webhookSteps(facts, true),
});

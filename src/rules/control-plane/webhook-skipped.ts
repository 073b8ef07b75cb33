import { defineRule } from '../../core/rule.ts';
import { webhookSteps, webhooksDown } from '../../core/webhook-down.ts';
import { serviceWebhooks } from '../../core/webhooks.ts';
import { interceptWords, webhookWords } from '../../core/words/webhook-words.ts';

/** A webhook with `failurePolicy: Ignore` that nothing answers: what it checks or adds is left out in silence. */
export default defineRule({
  id: 'control-plane/webhook-skipped',
  coverage: ['control-plane/webhook-blocks'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/#failure-policy',
  needs: ['validatingWebhooks', 'mutatingWebhooks', 'extensionServices'],
  applies: () => true,
  check: ({ validatingWebhooks, mutatingWebhooks, extensionServices }) =>
    webhooksDown(
      serviceWebhooks(validatingWebhooks, mutatingWebhooks).filter(({ ignored }) => ignored),
      extensionServices,
    ),
  says: {
    en: (facts) =>
      `${webhookWords(facts).en}, and its \`failurePolicy\` is \`Ignore\`: ${interceptWords(facts)} goes through unchecked, and what the webhook adds (side-cars, defaults) is missing. Each request may wait up to ${facts.timeout} s for it.`,
    ko: (facts) =>
      `${webhookWords(facts).ko}. \`failurePolicy\` 값이 \`Ignore\`이어서 ${interceptWords(facts)} 요청이 검사 없이 통과하고, 웹훅이 추가하는 것(사이드카, 기본값)이 빠집니다. 요청마다 최대 ${facts.timeout}초를 기다릴 수 있습니다.`,
  },
  steps: (facts) => webhookSteps(facts, false),
});

import { workloadKinds } from '../../core/kinds.ts';
import { namespaceFlag, type Ref } from '../../core/ref.ts';
import { mayBeRefused, refusal } from '../../core/refused-creation.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { whatIsMissing } from '../../core/words/refusal-words.ts';

/**
 * Admission refuses what the controller creates: a webhook says no or cannot be called, a policy says no, or a class that the template names does not exist.
 * Whatever the rules for quotas, LimitRanges, Pod Security and service accounts do not know ends here, in the API server's own words.
 * Words: https://github.com/kubernetes/kubernetes/tree/v1.34.4/staging/src/k8s.io/apiserver/pkg/admission/plugin (webhook/errors/statuserror.go,
 * policy/validating/dispatcher.go), …/apiserver/pkg/util/webhook/error.go, …/plugin/pkg/admission/priority/admission.go and runtimeclass/admission.go
 */
export default defineRule({
  id: 'workload/admission-denied',
  coverage: ['workload/admission-denied', 'workload/replication-controller'],
  on: workloadKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  needs: ['events'],
  applies: (subject, ref) => mayBeRefused(ref.kind, subject),
  check: ({ subject, ref, events }) => {
    const refused = refusal(ref, subject, events);
    if (refused?.kind !== 'admission') return [];
    const { words, what, wanted, created, earlier, proof } = refused;
    const denial = denialIn(words);
    return [
      {
        facts: { what, wanted, created, earlier, words, ...denial },
        proof: [proof],
        ...(denial.service ? { leads: [{ to: { kind: 'service' as const, ...denial.service } }] } : {}),
      },
    ];
  },
  says: {
    en: ({ by, name, reason, words, service, ...missing }) => {
      const end = whatIsMissing(missing, 'en');
      if (by === 'webhook') return `Admission webhook \`${name}\` refuses it, so ${end}: ${reason}.`;
      if (by === 'policy') return `Admission policy \`${name}\` refuses it, so ${end}: ${reason}.`;
      if (by === 'priority-class') return `Priority class \`${name}\`, which the template names, does not exist, so ${end}.`;
      if (by === 'runtime-class') return `Runtime class \`${name}\`, which the template names, does not exist, so ${end}.`;
      if (by === 'webhook-down') {
        const where = service ? ` (service \`${service.name}\` in namespace \`${service.namespace}\`)` : '';
        return `Admission webhook \`${name}\`${where} cannot be called, and nothing is admitted without it, so ${end}: ${reason}.`;
      }
      return `The API server refuses it, so ${end}: ${words}.`;
    },
    ko: ({ by, name, reason, words, service, ...missing }) => {
      const end = whatIsMissing(missing, 'ko');
      if (by === 'webhook') return `\`${name}\` 어드미션 웹훅이 거부해서 ${end}: ${reason}.`;
      if (by === 'policy') return `\`${name}\` 어드미션 정책이 거부해서 ${end}: ${reason}.`;
      if (by === 'priority-class') return `템플릿이 가리키는 \`${name}\` 프라이어리티클래스가 없어서 ${end}.`;
      if (by === 'runtime-class') return `템플릿이 가리키는 \`${name}\` 런타임클래스가 없어서 ${end}.`;
      if (by === 'webhook-down') {
        const where = service ? `(\`${service.namespace}\` 네임스페이스의 \`${service.name}\` 서비스)` : '';
        return `\`${name}\` 어드미션 웹훅${where} 호출이 실패하는데 이 웹훅 없이는 아무것도 허용되지 않아서 ${end}: ${reason}.`;
      }
      return `API 서버가 거부해서 ${end}: ${words}.`;
    },
  },
  steps: ({ by, name, service }, subject) => [
    {
      kind: 'look',
      text: { en: 'Read the newest refusals.', ko: '최근에 거부된 기록을 확인합니다.' },
      command: `kubectl get events --field-selector=reason=FailedCreate --sort-by=.lastTimestamp${namespaceFlag(subject)}`,
    },
    ...stepsBy(by, name, service, subject),
  ],
});

type By = 'webhook' | 'webhook-down' | 'policy' | 'priority-class' | 'runtime-class' | 'other';
type Denial = {
  readonly by: By;
  readonly name: string;
  readonly reason: string;
  readonly service: { readonly name: string; readonly namespace: string } | null;
};

function denialIn(words: string): Denial {
  const [, down, why = ''] = /failed calling webhook "([^"]+)"(?:: (.+))?/s.exec(words) ?? [];
  if (down) return { by: 'webhook-down', name: down, reason: lastCause(why), service: serviceIn(why) };
  const [, webhook, said] = /admission webhook "([^"]+)" denied the request(?:: (.+)| without explanation)/s.exec(words) ?? [];
  if (webhook) return { by: 'webhook', name: webhook, reason: plain(said ?? 'without explanation'), service: null };
  const [, policy, message = ''] = /ValidatingAdmissionPolicy '([^']+)'(?: with binding '[^']+')? denied request: (.+)/s.exec(words) ?? [];
  if (policy) return { by: 'policy', name: policy, reason: plain(message), service: null };
  const [, priority] = /no PriorityClass with name (\S+) was found/.exec(words) ?? [];
  if (priority) return { by: 'priority-class', name: priority, reason: '', service: null };
  const [, runtime] = /RuntimeClass "([^"]+)" not found/.exec(words) ?? [];
  if (runtime) return { by: 'runtime-class', name: runtime, reason: '', service: null };
  return { by: 'other', name: '', reason: '', service: null };
}

/** `failed to call webhook: Post "https://…": dial tcp …: connection refused` → what is after the address. */
function lastCause(why: string): string {
  return plain(/Post "[^"]*": (.+)$/s.exec(why)?.[1] ?? why.replace(/^failed to call webhook: /, ''));
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
}

/** The API server calls a webhook's Service at `https://NAME.NAMESPACE.svc:PORT/…`. */
function serviceIn(why: string): Denial['service'] {
  const [, name, namespace] = /"https:\/\/([a-z0-9-]+)\.([a-z0-9-]+)\.svc[:/]/.exec(why) ?? [];
  return name && namespace ? { name, namespace } : null;
}

function stepsBy(by: By, name: string, service: Denial['service'], subject: Ref): Step[] {
  if (by === 'webhook-down') return webhookDownSteps(name, service);
  if (by === 'webhook' || by === 'policy') {
    return [
      {
        kind: 'look',
        text: { en: 'Find out whose rule it is and what it demands.', ko: '누구의 규칙이고 무엇을 요구하는지 확인합니다.' },
        command: by === 'policy' ? sh`kubectl get validatingadmissionpolicy ${name} -o yaml` : registeredBy(name),
      },
      change(
        'Change the pod template so that it keeps the rule, or ask its owner for an exception.',
        '규칙에 맞게 파드 템플릿을 고치거나 규칙 담당자에게 예외를 요청합니다.',
      ),
    ];
  }
  if (by === 'priority-class' || by === 'runtime-class') {
    const classes = by === 'priority-class' ? 'priorityclasses' : 'runtimeclasses';
    const field = by === 'priority-class' ? 'priorityClassName' : 'runtimeClassName';
    return [
      { kind: 'look', text: { en: 'See which classes there are.', ko: '어떤 클래스가 있는지 확인합니다.' }, command: `kubectl get ${classes}` },
      change(
        `Correct \`${field}\` in the template of \`${subject.name}\`, or have the class created.`,
        `\`${subject.name}\` 템플릿의 \`${field}\` 값을 고치거나 클래스를 만들도록 요청합니다.`,
      ),
    ];
  }
  return [change('Change the template so that the API server accepts it.', 'API 서버가 받아들이도록 템플릿을 고칩니다.')];
}

function change(en: string, ko: string): Step {
  return { kind: 'change', text: { en, ko }, undo: { en: 'Put the earlier template back.', ko: '이전 템플릿으로 되돌립니다.' } };
}

/** The configuration in which a webhook of that name stands. */
function registeredBy(name: string): string {
  return sh`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations -o custom-columns=KIND:.kind,NAME:.metadata.name,WEBHOOKS:.webhooks[*].name | grep -F -- ${name}`;
}

function webhookDownSteps(name: string, service: Denial['service']): Step[] {
  return [
    ...(service
      ? [
          {
            kind: 'look' as const,
            text: { en: 'See whether its service exists and has endpoints.', ko: '웹훅의 서비스와 엔드포인트가 있는지 확인합니다.' },
            command: sh`kubectl get service,endpointslices,pods -n ${service.namespace}`,
          },
        ]
      : []),
    {
      kind: 'look',
      text: { en: 'Find the configuration that registers it.', ko: '이 웹훅을 등록한 설정을 찾습니다.' },
      command: registeredBy(name),
    },
    {
      kind: 'change',
      text: {
        en: 'Bring the webhook back. If it is gone for good, delete its configuration: from then on nothing is checked by it.',
        ko: '웹훅을 복구합니다. 완전히 없어진 웹훅이라면 설정을 지웁니다. 그 뒤로는 이 웹훅의 검사가 없어집니다.',
      },
      undo: {
        en: 'Save the configuration with `kubectl get … -o yaml` first, and apply it again.',
        ko: '먼저 `kubectl get … -o yaml` 명령으로 설정을 저장해 두고 다시 적용합니다.',
      },
    },
  ];
}
